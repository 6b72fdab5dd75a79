import { LAN, type Endpoint } from '../protocol/air';
import type { HostKind } from '../protocol/network-log';
import type { Service } from './lan-stream';

/** A UDP packet. Its bytes stay valid and unchanged; a host may keep them or send them on. */
export interface Datagram {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly bytes: Uint8Array;
}

/** A UDP port: called for each packet. `reply` sends one back, at once or later, as often as the host likes. */
export type DatagramService = (datagram: Datagram, reply: (bytes: Uint8Array) => void) => void;

/** A host that exists in the page only. Its address is in 203.0.113.0/24 (RFC 5737), which no real host has. */
export interface VirtualHost {
  readonly name: string;
  readonly ip: string;
  /** What listens there, by port. Other ports refuse. */
  readonly services: ReadonlyMap<number, Service>;
  /** What it keeps is one thing for all boards of a LAN: where they are of several processes, one of it serves all. */
  readonly shared?: boolean;
  /** It answers nothing at all, not even that a port is closed. */
  readonly silent?: boolean;
  /** Its UDP ports. What comes for others is lost: the board's lwIP tells no socket of an ICMP error. */
  readonly datagrams?: ReadonlyMap<number, DatagramService>;
}

/** What becomes of a connection to some endpoint. */
export type Route =
  | { kind: 'service'; host: HostKind; service: Service }
  /** The host is there, but nothing listens on the port. */
  | { kind: 'refused'; host: HostKind }
  /** No host has this address, or one that is silent: packets to it are never answered. */
  | { kind: 'nobody' };

/** Who is on the LAN and behind it: names, addresses, ports. Real hosts are not: see net/real. */
export class HostTable {
  readonly #byName = new Map<string, VirtualHost>();
  readonly #byAddress = new Map<string, VirtualHost>();

  /** Throws when two hosts share a name or an address, or an address is not one for virtual hosts. */
  constructor(hosts: readonly VirtualHost[]) {
    for (const host of hosts) this.add(host);
  }

  /** @throws RangeError as the constructor does */
  add(host: VirtualHost): void {
    const name = canonicalName(host.name);
    if (!/^203\.0\.113\.\d{1,3}$/.test(host.ip)) throw new RangeError(`${host.name}: address ${host.ip}`);
    if (this.#byName.has(name) || this.#byAddress.has(host.ip)) {
      throw new RangeError(`${host.name} (${host.ip}) is in the table already`);
    }
    this.#byName.set(name, host);
    this.#byAddress.set(host.ip, host);
  }

  /** The addresses of a name: empty when nobody has it. */
  resolve(name: string): readonly string[] {
    const host = this.#byName.get(canonicalName(name));
    return host === undefined ? [] : [host.ip];
  }

  /** The addresses of hosts that are given by name or by address. */
  addressesOf(hosts: readonly string[]): ReadonlySet<string> {
    return new Set(hosts.flatMap((host) => [host, ...this.resolve(host)]));
  }

  route(to: Endpoint): Route {
    const host = this.#byAddress.get(to.ip);
    if (host?.silent === true) return { kind: 'nobody' };
    if (host !== undefined) {
      const service = host.services.get(to.port);
      return service === undefined
        ? { kind: 'refused', host: 'virtual' }
        : { kind: 'service', host: 'virtual', service };
    }
    if (to.ip === LAN.router) return { kind: 'refused', host: 'virtual' };
    if (to.ip === LAN.browser) return { kind: 'refused', host: 'browser' };
    return { kind: 'nobody' };
  }

  isShared(ip: string): boolean {
    return this.#byAddress.get(ip)?.shared === true;
  }

  /** Who takes a UDP packet to `to`. A broadcast goes no further than the LAN, on which no host has a UDP port. */
  datagramService(to: Endpoint): DatagramService | undefined {
    return this.#byAddress.get(to.ip)?.datagrams?.get(to.port);
  }
}

/** Names are compared without case, and a final dot only says that the name is complete (RFC 1034 §3.1). */
export function canonicalName(name: string): string {
  const lower = name.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}
