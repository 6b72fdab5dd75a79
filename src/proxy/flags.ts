import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Something that cannot be meant; the message is one line that says where, what, and what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** @throws ConfigError */
export function parseFlags<const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
): ReturnType<typeof parseArgs<{ options: Options }>>['values'] {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // Node's own sentence, without its advice on positional arguments.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new ConfigError(`${sentence.replace(/\.$/, '')}. --help lists what there is.`);
  }
}

export function parsePublication(text: string): { hostPort: number; boardPort: number } | undefined {
  const [, host, board] = /^(\d{1,5}):(\d{1,5})$/.exec(text) ?? [];
  const hostPort = Number(host);
  const boardPort = Number(board);
  const arePorts = [hostPort, boardPort].every((port) => port >= 1 && port <= 65_535);
  return arePorts ? { hostPort, boardPort } : undefined;
}
