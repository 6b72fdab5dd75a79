import type { Clock } from '../../shared/clock';
import { UDP_BURST, UDP_PER_MILLISECOND } from './limits';

/**
 * How fast UDP packets leave. No far end gives credit for them, so without it a program that does nothing but send
 * would fill the memory of a thread that is slower than the board.
 */
export class Pace {
  #left = UDP_BURST;
  #since: number;

  constructor(private readonly clock: Clock) {
    this.#since = clock.now;
  }

  /** @returns whether one more may leave now */
  take(): boolean {
    const { now } = this.clock;
    this.#left = Math.min(UDP_BURST, this.#left + (now - this.#since) * UDP_PER_MILLISECOND);
    this.#since = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
