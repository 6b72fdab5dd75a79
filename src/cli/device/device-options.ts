import { checkLanName } from '../lan/lan-name';
import { ConfigError, parseFlags, parsePublication } from '../../proxy/flags';
import type { Rules } from '../../proxy/rules';

export const DEVICE_HELP = `Usage: pinwire device [OPTIONS]

An ESP8266 with MicroPython on stdin and stdout, as a serial line: raw bytes, Ctrl-C, raw REPL. It ends when its input
ends and what was typed has been done; at a terminal Ctrl-] ends it, for Ctrl-C is the board's.

  --pty                 the line on a pseudo-terminal, whose path is printed: mpremote connect PATH
  --listen HOST:PORT    the line on TCP: raw, or RFC 2217 (rfc2217://HOST:PORT). PORT alone is 127.0.0.1:PORT; 0 is any
  --run FILE            runs a script and ends with its result: 0, 1 after an exception, or what sys.exit() was given.
                        Its output is on stdout, its traceback on stderr. - is stdin
  --flash DIR           the board's files are those of this folder; without it they are gone at the end
  --packages DIR        mip finds this folder's packages in its index: NAME.py, or NAME/ with or without a package.json
  --publish PORT:PORT   a port of 127.0.0.1 leads to one of the board: 8080:80. More than one may be given
  --lan NAME            the board is on one LAN with all boards of this computer that were started with the same name
  --real RULE           real hosts that programs may reach, as HOST:PORTS: micropython.org:80,443 (docs/proxy.md). More
                        than one may be given; all other hosts are the virtual ones of the lessons
  --real-private RULE   the same for addresses that are not public, such as this computer's
  --quiet               nothing on stderr but errors
  --help                this list; --version says which Pinwire this is

Exit codes: 0 it ended as it should; 1 the script or the board failed, or a file could not be kept;
2 it was asked for what cannot be.
`;

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

export interface DeviceOptions {
  readonly pty: boolean;
  readonly listen: ListenAddress | null;
  readonly run: string | null;
  readonly flash: string | null;
  /** A folder; null: the index has no packages. */
  readonly packages: string | null;
  readonly publish: readonly { readonly hostPort: number; readonly boardPort: number }[];
  /** The LAN that it shares with other boards. */
  readonly lan: string | null;
  /** Null: every host is virtual. */
  readonly rules: Rules | null;
  readonly quiet: boolean;
}

/**
 * @returns null when only help is wanted
 * @throws {ConfigError} in one line
 */
export async function readDeviceOptions(args: readonly string[]): Promise<DeviceOptions | null> {
  const values = parseFlags(args, OPTIONS);
  if (values.help === true) return null;
  const {
    pty = false,
    run = null,
    flash = null,
    packages = null,
    lan,
    listen,
    publish = [],
    quiet = false,
  } = values;
  if (run !== null && (pty || listen !== undefined))
    throw new ConfigError('--run has the serial line for itself: leave out --pty and --listen.');
  if (pty && listen !== undefined)
    throw new ConfigError('A board has one serial line: --pty or --listen, not both.');
  return {
    pty,
    run: named('--run', run),
    flash: named('--flash', flash),
    packages: named('--packages', packages),
    listen: listen === undefined ? null : readAddress(listen),
    lan: lan === undefined ? null : checkLanName(lan),
    publish: publish.map(readPublication),
    rules: await readRules(values.real ?? [], values['real-private'] ?? []),
    quiet,
  };
}

const OPTIONS = {
  pty: { type: 'boolean' },
  listen: { type: 'string' },
  run: { type: 'string' },
  flash: { type: 'string' },
  packages: { type: 'string' },
  lan: { type: 'string' },
  publish: { type: 'string', multiple: true },
  real: { type: 'string', multiple: true },
  'real-private': { type: 'string', multiple: true },
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

function named(flag: string, value: string | null): string | null {
  if (value === '') throw new ConfigError(`${flag} needs a name.`);
  return value;
}

function readAddress(text: string): ListenAddress {
  const [, bracketed, plain, portText] = /^(?:(?:\[([^\]]+)\]|([^:[\]]+)):)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(portText);
  if (portText === undefined || port > MOST_PORT)
    throw new ConfigError(`--listen takes HOST:PORT or PORT, such as 127.0.0.1:2217, not "${text}".`);
  return { host: bracketed ?? plain ?? '127.0.0.1', port };
}

const MOST_PORT = 65_535;

function readPublication(text: string): { hostPort: number; boardPort: number } {
  const publication = parsePublication(text);
  if (publication) return publication;
  throw new ConfigError(
    `--publish takes a port of this computer and one of the board, such as 8080:80, not "${text}".`,
  );
}

async function readRules(allow: readonly string[], allowPrivate: readonly string[]): Promise<Rules | null> {
  if (allow.length + allowPrivate.length === 0) return null;
  const { RuleError, Rules } = await import('../../proxy/rules');
  try {
    return Rules.of(allow, allowPrivate);
  } catch (error) {
    if (error instanceof RuleError) throw new ConfigError(error.message);
    throw error;
  }
}
