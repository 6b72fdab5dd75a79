import type { Clock } from '../../shared/clock';
import { MAX_TIME_WAIT, TIME_WAIT } from './limits';

/**
 * Ports of connections that the board closed first: for a while nobody else may bind them, but for who says
 * SO_REUSEADDR. They are looked at when a port is asked for; no timer runs for them.
 */
export class TimeWait {
  /** In the order in which they end. */
  #entries: { readonly port: number; readonly ends: number }[] = [];

  constructor(private readonly clock: Clock) {}

  add(port: number): void {
    this.#forgetOld();
    // lwIP frees the oldest when it has no memory for the next.
    if (this.#entries.length >= MAX_TIME_WAIT) this.#entries.shift();
    this.#entries.push({ port, ends: this.clock.now + TIME_WAIT });
  }

  holds(port: number): boolean {
    this.#forgetOld();
    return this.#entries.some((entry) => entry.port === port);
  }

  release(port: number): void {
    this.#entries = this.#entries.filter((entry) => entry.port !== port);
  }

  clear(): void {
    this.#entries = [];
  }

  #forgetOld(): void {
    const { now } = this.clock;
    const first = this.#entries.findIndex(({ ends }) => ends > now);
    if (first !== 0) this.#entries.splice(0, first < 0 ? this.#entries.length : first);
  }
}
