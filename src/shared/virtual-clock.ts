import type { Clock } from './clock';
import type { Dispose } from './disposable';

interface Timer {
  readonly due: number;
  readonly fire: () => void;
}

/**
 * A clock that stands still until it is told to go on: tests and headless runs cover minutes in no time. Timers fire
 * in order of their due time, and those of one moment in the order in which they were set.
 */
export class VirtualClock implements Clock {
  #now: number;
  /** In firing order. */
  readonly #timers: Timer[] = [];

  constructor(start = 0) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  /** When the next timer is due, or null when none is set. */
  get nextDue(): number | null {
    return this.#timers[0]?.due ?? null;
  }

  after(delay: number, fire: () => void): Dispose {
    const timer = { due: this.#now + Math.max(0, delay), fire };
    const later = this.#timers.findIndex((other) => other.due > timer.due);
    this.#timers.splice(later < 0 ? this.#timers.length : later, 0, timer);
    return () => {
      const place = this.#timers.indexOf(timer);
      if (place >= 0) this.#timers.splice(place, 1);
    };
  }

  /** Goes on by `milliseconds`; each timer that comes due on the way, new ones included, fires at its own time. */
  advance(milliseconds: number): void {
    if (!(milliseconds >= 0)) throw new RangeError(`A clock goes forward only, not by ${milliseconds} ms`);
    const end = this.#now + milliseconds;
    for (;;) {
      const next = this.#timers[0];
      if (next === undefined || next.due > end) break;
      this.#timers.shift();
      this.#now = next.due;
      next.fire();
    }
    this.#now = end;
  }
}
