import type { Dispose } from './disposable';

/** Subscribes to a value's stream; the result unsubscribes. */
export type Event<T> = (listener: (value: T) => void) => Dispose;

/** The one emitter of this code base. The owner keeps the emitter and publishes its `event`. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    // A wrapper of its own, so that one function subscribed twice is called twice and leaves one at a time.
    const entry = (value: T) => {
      listener(value);
    };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  };

  /** Listeners that subscribe or leave while a value is delivered do not change who gets that value. */
  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
}
