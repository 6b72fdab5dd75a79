import type { Variable } from '../protocol/variables';
import type { Dispose } from '../shared/disposable';
import { Emitter } from '../shared/emitter';

/** Which variables are wanted, by whom: the board is told all their names together. */
export class VariableWatch {
  readonly #told = new Emitter<readonly Variable[]>();
  readonly #asked = new Set<readonly string[]>();
  readonly event = this.#told.event;

  /** @param ask sends them to the board; where there is none yet, `begin` comes later */
  constructor(private readonly ask: (names: readonly string[]) => void) {}

  add(names: readonly string[]): Dispose {
    if (names.length === 0) return () => undefined;
    // Of its own: two may ask for the same.
    const asked = [...names];
    this.#asked.add(asked);
    this.#askForAll();
    return () => {
      if (this.#asked.delete(asked)) this.#askForAll();
    };
  }

  /** A new board knows of no names. */
  begin(): void {
    if (this.#asked.size > 0) this.#askForAll();
  }

  tell(values: readonly Variable[]): void {
    this.#told.fire(values);
  }

  #askForAll(): void {
    this.ask([...new Set([...this.#asked].flat())]);
  }
}
