import { LAN, ONLY_BOARD, type Place } from '../../protocol/air';
import { HostTable, type VirtualHost } from '../host-table';
import { HubPort, type Wire } from './hub-port';

export type Refusal = 'full' | 'taken';

/** Addresses that it gives begin with LAN.board's; what a home router keeps for itself is not among them. */
const FIRST = hostNumber(LAN.board);
export const MOST_BOARDS = 100;

/**
 * The switch of a LAN whose boards run in several processes, and what is in its router: it gives addresses, and knows
 * the boards' names. Nothing waits here: a wire that is full loses what may be lost.
 */
export class Hub {
  readonly #ports = new Map<string, HubPort>();
  readonly #hosts: HostTable;
  /** Addresses of boards that may come back. */
  readonly #kept: Set<string>;
  #lastGiven = FIRST - 1;

  /**
   * @param hosts those of which there is one for all boards
   * @param kept addresses that boards had before this hub: nobody else gets them while there are others
   */
  constructor(hosts: readonly VirtualHost[] = [], kept: readonly string[] = []) {
    this.#hosts = new HostTable(hosts);
    this.#kept = new Set(kept.filter(isGiven));
  }

  get size(): number {
    return this.#ports.size;
  }

  /** @param wanted the address that a board had before the hub changed; null: any */
  join(wire: Wire, wanted: string | null): HubPort | Refusal {
    if (wanted !== null && (this.#ports.has(wanted) || !isGiven(wanted))) return 'taken';
    const ip = wanted ?? this.#freeAddress((one) => !this.#kept.has(one)) ?? this.#freeAddress();
    if (ip === null) return 'full';
    this.#kept.delete(ip);
    const port: HubPort = new HubPort(placeAt(ip), wire, {
      hosts: this.#hosts,
      at: (address) => this.#ports.get(address),
      named: (name) => [...this.#ports.values()].find((other) => other.isNamed(name)),
      others: () => [...this.#ports.values()].filter((other) => other !== port),
      left: () => this.#ports.delete(ip),
    });
    this.#ports.set(ip, port);
    this.#lastGiven = Math.max(this.#lastGiven, hostNumber(ip));
    return port;
  }

  /** One after the other: an address that was just given up is not given to somebody else at once. */
  #freeAddress(mayBe: (ip: string) => boolean = () => true): string | null {
    for (let step = 1; step <= MOST_BOARDS; step++) {
      const number = FIRST + ((this.#lastGiven - FIRST + step) % MOST_BOARDS);
      const ip = withNumber(number);
      if (this.#ports.has(ip) || !mayBe(ip)) continue;
      this.#lastGiven = number;
      return ip;
    }
    return null;
  }
}

/** All but the last byte of the MAC address is the tutorial board's; that follows the IP address, so no two are alike. */
function placeAt(ip: string): Place {
  const last = ONLY_BOARD.mac.at(-1) ?? 0;
  return { ip, mac: [...ONLY_BOARD.mac.slice(0, -1), (last + hostNumber(ip) - FIRST) & 0xff] };
}

function isGiven(ip: string): boolean {
  const number = hostNumber(ip);
  return ip === withNumber(number) && number >= FIRST && number < FIRST + MOST_BOARDS;
}

function hostNumber(ip: string): number {
  return Number(ip.slice(ip.lastIndexOf('.') + 1));
}

function withNumber(number: number): string {
  return LAN.board.slice(0, LAN.board.lastIndexOf('.') + 1) + String(number);
}
