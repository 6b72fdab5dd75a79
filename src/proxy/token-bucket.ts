import type { Clock } from '../shared/clock';

/** So many at once, and so many a minute. */
export class TokenBucket {
  #tokens: number;
  #at: number;

  constructor(
    private readonly clock: Clock,
    private readonly perMinute: number,
  ) {
    this.#tokens = perMinute;
    this.#at = clock.now;
  }

  get isFull(): boolean {
    this.#refill();
    return this.#tokens >= this.perMinute;
  }

  /** @returns false when there is none left */
  take(): boolean {
    this.#refill();
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  #refill(): void {
    const { now } = this.clock;
    this.#tokens = Math.min(this.perMinute, this.#tokens + ((now - this.#at) * this.perMinute) / 60_000);
    this.#at = now;
  }
}
