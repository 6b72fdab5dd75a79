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
    const config = { args: [...args], options, strict: true, allowPositionals: false, tokens: true } as const;
    const { values, tokens } = parseArgs(config);
    refuseTwice(tokens, options);
    return values;
  } catch (error) {
    // Node's own sentence, without its advice on positional arguments.
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new ConfigError(`${sentence.replace(/\.$/, '')}. --help lists what there is.`);
  }
}

/** One of them would not be heeded. @throws in one sentence */
function refuseTwice(
  tokens: readonly { readonly kind: string; readonly name?: string }[],
  options: NonNullable<ParseArgsConfig['options']>,
): void {
  const seen = new Set<string>();
  for (const { name } of tokens) {
    if (name === undefined) continue;
    const { type, multiple } = options[name] ?? {};
    if (seen.has(name) && type === 'string' && multiple !== true)
      throw new Error(`Option '--${name}' was given twice`);
    seen.add(name);
  }
}

export function parsePublication(text: string): { hostPort: number; boardPort: number } | undefined {
  const [, host, board] = /^(\d{1,5}):(\d{1,5})$/.exec(text) ?? [];
  const hostPort = Number(host);
  const boardPort = Number(board);
  const arePorts = [hostPort, boardPort].every((port) => port >= 1 && port <= 65_535);
  return arePorts ? { hostPort, boardPort } : undefined;
}
