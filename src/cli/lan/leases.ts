import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAlive } from '../system-errors';
import type { LanPlace } from './lan-place';

/** Ends the name of the file in which a hub writes down who has which address. */
export const LEASES = '.leases';

export interface Lease {
  readonly ip: string;
  /** The board's process. */
  readonly pid: number;
}

/**
 * The addresses that boards of a LAN have, for its next hub, as a router keeps its leases over a restart: boards of a hub
 * that was killed come back one by one, and a new board must not be given what is another one's.
 */
export class Leases {
  readonly #file: string | null;

  constructor(place: LanPlace) {
    this.#file = place.kind === 'socket' ? place.link + LEASES : null;
  }

  /** What another hub has left, as far as the boards' processes live. */
  read(): readonly Lease[] {
    if (this.#file === null) return [];
    return textOf(this.#file)
      .split('\n')
      .map(leaseOf)
      .filter((lease) => lease !== null)
      .filter(({ pid }) => isAlive(pid));
  }

  write(leases: readonly Lease[]): void {
    if (this.#file === null) return;
    const next = `${this.#file}.new`;
    try {
      writeFileSync(next, leases.map(({ ip, pid }) => `${ip} ${pid}\n`).join(''));
      renameSync(next, this.#file);
    } catch {
      // No room, say: the next hub knows nothing then.
    }
  }

  remove(): void {
    if (this.#file !== null) rmSync(this.#file, { force: true });
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function leaseOf(line: string): Lease | null {
  const [ip, pid] = line.split(' ');
  return ip !== undefined && Number.isInteger(Number(pid)) && Number(pid) > 0
    ? { ip, pid: Number(pid) }
    : null;
}
