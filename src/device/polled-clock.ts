import type { Clock } from '../shared/clock';
import type { Dispose } from '../shared/disposable';

interface Timer {
  readonly due: number;
  readonly fire: () => void;
}

/**
 * A clock for a thread that never returns to its event loop: whoever blocks asks for `nextDue`, waits no longer than
 * that, and calls `runDue`. The time itself comes from outside.
 */
export class PolledClock implements Clock {
  readonly #time: () => number;
  readonly #timers = new Set<Timer>();

  /** @param time milliseconds, monotonic */
  constructor(time: () => number) {
    this.#time = time;
  }

  get now(): number {
    return this.#time();
  }

  after(delay: number, fire: () => void): Dispose {
    const timer = { due: this.now + Math.max(0, delay), fire };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** When the next timer is due, or infinity. */
  get nextDue(): number {
    let next = Infinity;
    for (const { due } of this.#timers) if (due < next) next = due;
    return next;
  }

  /** Runs what is due, earliest first; says whether there was anything. */
  runDue(): boolean {
    if (this.#timers.size === 0) return false;
    const now = this.now;
    const due = [...this.#timers].filter((timer) => timer.due <= now).sort((a, b) => a.due - b.due);
    for (const timer of due) if (this.#timers.delete(timer)) timer.fire();
    return due.length > 0;
  }
}
