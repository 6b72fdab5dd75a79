/**
 * The hosts that exist in the page only: the one list of their names and addresses, from which come the name server,
 * the notice about unknown names, the page's choice of hosts, and docs/hosts.md. What they do is in src/net/hosts.
 *
 * Names are of two kinds. Those of real hosts stand in for them in lessons. Our own end in `.test`, which is kept free
 * for ever (RFC 6761 §6.2): short to type, and no real host can have it. Addresses are in 203.0.113.0/24 (RFC 5737).
 */
export interface HostPort {
  readonly transport: 'TCP' | 'UDP';
  readonly port: number;
  /** A phrase that goes on after the host's name. */
  readonly does: string;
}

export interface HostFacts {
  readonly name: string;
  readonly ip: string;
  /** Where it listens; it refuses every other port. */
  readonly ports: readonly HostPort[];
  /** What it does at every port, where it listens on none. */
  readonly does?: string;
}

const tcp = (port: number, does: string): HostPort => ({ transport: 'TCP', port, does });
const udp = (port: number, does: string): HostPort => ({ transport: 'UDP', port, does });

const SAME_BY_TLS = 'the same by TLS, not encrypted';

/** What their addresses begin with. */
export const VIRTUAL_NETWORK = '203.0.113.';

export const VIRTUAL_HOSTS = [
  { name: 'towel.blinkenlights.nl', ip: '203.0.113.23', ports: [tcp(23, 'plays an ASCII film')] },
  {
    name: 'micropython.org',
    ip: '203.0.113.80',
    ports: [tcp(80, 'has the page of the tutorial, /ks/test.html'), tcp(443, SAME_BY_TLS)],
  },
  { name: 'pool.ntp.org', ip: '203.0.113.123', ports: [udp(123, 'tells the time of your computer by NTP')] },
  { name: 'ntp.test', ip: '203.0.113.124', ports: [udp(123, 'tells the time of your computer by NTP')] },
  {
    name: 'echo.test',
    ip: '203.0.113.7',
    ports: [tcp(7, 'gives back what it gets, and closes when you do'), udp(7, 'gives each packet back')],
  },
  {
    name: 'http.test',
    ip: '203.0.113.81',
    ports: [
      tcp(
        80,
        'is a web server to try a client on: / lists /status/404, /redirect, /chunked, /slow, /large, /headers, /json and /echo',
      ),
      tcp(443, SAME_BY_TLS),
    ],
  },
  {
    name: 'mqtt.test',
    ip: '203.0.113.83',
    ports: [tcp(1883, 'is an MQTT 3.1.1 broker, which asks for no password'), tcp(8883, SAME_BY_TLS)],
  },
  { name: 'refuse.test', ip: '203.0.113.101', ports: [], does: 'refuses every connection (RST)' },
  { name: 'silent.test', ip: '203.0.113.102', ports: [], does: 'never answers anything' },
  {
    name: 'reset.test',
    ip: '203.0.113.103',
    ports: [tcp(80, 'resets the connection in the middle of its page')],
  },
  { name: 'drip.test', ip: '203.0.113.104', ports: [tcp(80, 'sends its page one byte at a time')] },
  { name: 'cut.test', ip: '203.0.113.105', ports: [tcp(80, 'closes in the middle of its page')] },
  { name: 'late.test', ip: '203.0.113.106', ports: [tcp(80, 'takes five seconds before it sends its page')] },
] as const satisfies readonly HostFacts[];

export type VirtualHostName = (typeof VIRTUAL_HOSTS)[number]['name'];
