import type { Dispose } from './disposable';
import { Emitter } from './emitter';

/**
 * An emitter whose first values wait for somebody to hear them. When the first listener has come, they are given to
 * all who came in the same task.
 */
export class HeldEmitter<T> {
  readonly #emitter = new Emitter<T>();
  readonly #held: T[] = [];
  #isHeard = false;

  /** @param most how many values wait; later ones are dropped */
  constructor(private readonly most: number) {}

  readonly event = (listener: (value: T) => void): Dispose => {
    if (!this.#isHeard) void Promise.resolve().then(() => this.#release());
    this.#isHeard = true;
    return this.#emitter.event(listener);
  };

  fire(value: T): void {
    if (this.#isHeard && this.#held.length === 0) this.#emitter.fire(value);
    else if (this.#held.length < this.most) this.#held.push(value);
  }

  #release(): void {
    // What is fired meanwhile comes after these.
    for (const value of this.#held) this.#emitter.fire(value);
    this.#held.length = 0;
  }
}
