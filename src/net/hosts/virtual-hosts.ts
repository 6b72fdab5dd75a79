import { VIRTUAL_HOSTS, type VirtualHostName } from '../../protocol/virtual-hosts';
import type { Clock } from '../../shared/clock';
import type { DatagramService, VirtualHost } from '../host-table';
import type { Service } from '../lan-stream';
import { echoPackets, echoStream } from './echo';
import { faults } from './faults';
import { httpTest } from './http-test';
import { micropythonOrg } from './micropython-org';
import { mqtt } from './mqtt/mqtt';
import { ntp } from './ntp';
import type { PackageIndex } from './packages';
import { tlsService } from '../tls/tls-end';
import { towel } from './towel';

export interface VirtualHostsOptions {
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  /** Packages for `mip`; left out where nobody has put any there. */
  readonly packages?: PackageIndex | undefined;
}

/** What a host does. */
type Doings = Pick<VirtualHost, 'services' | 'datagrams' | 'silent' | 'shared'>;

/** The hosts of the lessons. They answer offline, and in a school that blocks everything. */
export function virtualHosts(options: VirtualHostsOptions): readonly VirtualHost[] {
  const doings = everyHost(options);
  return VIRTUAL_HOSTS.map(({ name, ip }) => ({ name, ip, ...doings[name] }));
}

/** Those of which boards on one LAN have one together. */
export function sharedHosts(options: VirtualHostsOptions): readonly VirtualHost[] {
  return virtualHosts(options).filter(({ shared }) => shared === true);
}

function everyHost(options: VirtualHostsOptions): Readonly<Record<VirtualHostName, Doings>> {
  const bad = faults(options);
  const time = packets(123, ntp(options.wallClock));
  return {
    'towel.blinkenlights.nl': stream(23, towel(options.clock)),
    'micropython.org': withTls(micropythonOrg(options), 80, 443),
    'pool.ntp.org': time,
    'ntp.test': time,
    'echo.test': { ...stream(7, echoStream), datagrams: new Map([[7, echoPackets]]) },
    'http.test': withTls(httpTest(options), 80, 443),
    // Boards of one LAN talk to each other by it.
    'mqtt.test': { ...withTls(mqtt(options.clock), 1883, 8883), shared: true },
    'refuse.test': { services: new Map() },
    'silent.test': { services: new Map(), silent: true },
    'reset.test': stream(80, bad.reset),
    'drip.test': stream(80, bad.drip),
    'cut.test': stream(80, bad.cut),
    'late.test': stream(80, bad.late),
  };
}

function stream(port: number, service: Service): Doings {
  return { services: new Map([[port, service]]) };
}

function withTls(service: Service, port: number, tlsPort: number): Doings {
  return {
    services: new Map([
      [port, service],
      [tlsPort, tlsService(service)],
    ]),
  };
}

function packets(port: number, service: DatagramService): Doings {
  return { services: new Map(), datagrams: new Map([[port, service]]) };
}
