import type { Dispose } from './disposable';
import { Emitter } from './emitter';

/** One immutable value that the user interface can watch. Its owner alone calls `set`. */
export class Cell<T> {
  #value: T;
  readonly #changed = new Emitter<T>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    this.#changed.fire(value);
  }

  update(change: (value: T) => T): void {
    this.set(change(this.#value));
  }

  readonly subscribe = (onChange: () => void): Dispose => this.#changed.event(onChange);
}
