import { readFile } from 'node:fs/promises';
import { ConfigError } from '../../proxy/flags';
import { codeOf } from '../system-errors';

/** For whoever started the command. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Whoever looks for a standard stream's errors does so by himself: that nobody reads what is said breaks no command. */
export function ignoreBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** @param file a package.json */
export const versionIn = async (file: URL): Promise<string> =>
  (JSON.parse(await readFile(file, 'utf8')) as { readonly version: string }).version;

/** @throws ConfigError in one line */
export async function textOf(file: string): Promise<string> {
  return (await bytesOf(file)).toString('utf8');
}

export async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new ConfigError(`${file} cannot be read (${codeOf(error)}).`);
  }
}

/** What goes wrong when a server begins to listen, in one line. */
export function listenProblem(
  error: unknown,
  { host, port }: { readonly host: string; readonly port: number },
  flags = { host: '--host', port: '--port' },
): ConfigError {
  const code = codeOf(error);
  if (code === 'EADDRINUSE')
    return new ConfigError(`Port ${port} is in use. Choose another by ${flags.port}.`);
  if (code === 'EACCES')
    return new ConfigError(`Port ${port} needs more rights. Choose one above 1023 by ${flags.port}.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new ConfigError(`${host} is no address of this machine. Choose another by ${flags.host}.`);
  }
  if (code.startsWith('ERR_OSSL')) {
    return new ConfigError('The certificate and the key do not belong together, or one of them is not PEM.');
  }
  return new ConfigError(error instanceof Error ? error.message : String(error));
}
