import type { Limits } from './limits';
import { DEFAULT_LIMITS } from './limits';

interface Common {
  /** In the configuration file; the flag is the same in kebab case. */
  readonly key: string;
  /** One sentence, for `--help` and docs/proxy.md. */
  readonly help: string;
}

export interface TextOption extends Common {
  readonly kind: 'text';
  readonly value: string;
}

export interface SwitchOption extends Common {
  readonly kind: 'switch';
}

export interface ListOption extends Common {
  readonly kind: 'list';
  readonly value: string;
}

export interface CountOption extends Common {
  readonly kind: 'count';
  readonly from: number;
  readonly to: number;
  readonly preset: number;
  /** What it bounds, and how many of that one of these is. */
  readonly limit?: { readonly name: keyof Limits; readonly unit: number };
}

export type Option = TextOption | SwitchOption | ListOption | CountOption;

const text = (key: string, value: string, help: string): TextOption => ({ kind: 'text', key, value, help });
const list = (key: string, value: string, help: string): ListOption => ({ kind: 'list', key, value, help });
const turn = (key: string, help: string): SwitchOption => ({ kind: 'switch', key, help });
const cap = (
  key: string,
  name: keyof Limits,
  unit: number,
  to: number,
  help: string,
  from = 1,
): CountOption => ({
  kind: 'count',
  key,
  from,
  to,
  preset: DEFAULT_LIMITS[name] / unit,
  limit: { name, unit },
  help,
});

const DAY = 86_400;
const SECOND = 1_000;

/** Everything that can be set, by flag or by file. The help, the schema of the file and the documentation follow it. */
export const OPTIONS: readonly Option[] = [
  text(
    'host',
    'ADDRESS',
    'The address to listen on; 127.0.0.1 unless told otherwise, which only this machine can reach.',
  ),
  {
    kind: 'count',
    key: 'port',
    from: 0,
    to: 65_535,
    preset: 8_090,
    help: 'The port to listen on (`serve`: 8080). 0 takes any that is free.',
  },
  list(
    'allow',
    'HOST:PORTS',
    'A host that programs may reach, such as `micropython.org:80` or `*.example.org:443,8000-8099`; `/udp` behind it for UDP. Again for more.',
  ),
  list(
    'allowPrivate',
    'HOST:PORTS',
    'The same for a host whose address is not public: this machine, the local network.',
  ),
  list(
    'origin',
    'ORIGIN',
    'An origin whose pages may use the proxy, exactly as browsers send it, such as `https://pinwire.example`.',
  ),
  turn('allowNoOrigin', 'Programs that send no Origin, which no browser is, may use the proxy.'),
  list(
    'name',
    'HOST[:PORT]',
    'A name under which this server is reached, as browsers send it in Host. Its addresses, and names of loopback, need not be given.',
  ),
  text(
    'token',
    'TEXT',
    'The secret in the path. A new one at each start unless given; at least 16 of A-Z, a-z, 0-9, - and _.',
  ),
  list('trustProxy', 'ADDRESS', 'A reverse proxy whose X-Forwarded-For is believed.'),
  turn('udp', 'UDP streams, too, to what rules with `/udp` allow.'),
  list(
    'publish',
    'HOST_PORT:BOARD_PORT',
    'A port of 127.0.0.1 that leads to a port of the board in the page.',
  ),
  text('cert', 'FILE', 'A certificate chain in PEM, for TLS.'),
  text('key', 'FILE', 'The private key that belongs to it.'),
  turn('quiet', 'No log; errors are still told.'),
  cap('maxConnections', 'connections', 1, 100_000, 'Pages at once.'),
  cap(
    'maxConnectionsPerAddress',
    'connectionsPerAddress',
    1,
    100_000,
    'Pages at once from one address (IPv6: one /64). A class behind one router is one address.',
  ),
  cap(
    'maxConnectionsPerMinute',
    'connectionsPerMinute',
    1,
    100_000,
    'Connections a minute from one address.',
  ),
  cap('maxStreams', 'streams', 1, 1_000, 'Streams at once in a page.'),
  cap('maxConnectsPerMinute', 'connectsPerMinute', 1, 100_000, 'Streams a minute in a page.'),
  cap(
    'maxMegabytes',
    'transfer',
    2 ** 20,
    1_000_000,
    'MiB over one connection, both ways together; 0 for no limit.',
    0,
  ),
  cap('lookupSeconds', 'lookupTime', SECOND, DAY, 'How long a name may take to be looked up.'),
  cap(
    'connectSeconds',
    'connectTime',
    SECOND,
    DAY,
    'How long a host may take to accept, and then to begin TLS where that is wanted.',
  ),
  cap('idleSeconds', 'idleTime', SECOND, DAY, 'How long nothing may happen on a stream.'),
  cap('helloSeconds', 'helloTime', SECOND, DAY, 'How long a page may take for its part of the handshake.'),
  cap('pingSeconds', 'pingTime', SECOND, DAY, 'How often a page must show that it is there.'),
  cap(
    'drainSeconds',
    'drainTime',
    SECOND,
    DAY,
    'How long bytes under way may take when their page is gone or the proxy ends.',
  ),
  cap(
    'windowBytes',
    'window',
    1,
    16_777_216,
    'Bytes on a stream that a page may be ahead of its host.',
    1_024,
  ),
  cap('windowPackets', 'packets', 1, 4_096, 'The same in packets, for clients without our extension.', 2),
  cap(
    'backlogBytes',
    'backlog',
    1,
    268_435_456,
    'Bytes that may wait for a slow page before its hosts must wait.',
    65_536,
  ),
];

/** `maxStreams` as a flag: `max-streams`. */
export const flagOf = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
