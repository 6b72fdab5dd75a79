import { MOST_VARIABLES, type Variable } from '../protocol/variables';
import type { Clock } from '../shared/clock';
import type { Carrier } from './carrier';
import type { Interpreter } from './instance';

/** While a program runs, variables are looked at so often at most, in milliseconds. */
const INTERVAL = 250;

/** Tells the page the variables of `__main__` that it has asked for, when they change. Costs nothing where none are. */
export class Variables {
  #interpreter: Interpreter | undefined;
  #names: readonly string[] = [];
  #told = '';
  #lookedAt = -Infinity;
  /** Python may have run since they were looked at. */
  #stale = false;

  constructor(
    private readonly carrier: Carrier,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  attach(interpreter: Interpreter): void {
    this.#interpreter = interpreter;
    this.#stale = true;
  }

  /** Of a life that is over nothing is read any more. */
  detach(): void {
    this.#interpreter = undefined;
  }

  ask(names: readonly string[]): void {
    this.#names = names.slice(0, MOST_VARIABLES);
    this.#told = '';
    this.#stale = true;
  }

  /** When they are to be looked at next, as `clock.now`. */
  get nextDue(): number {
    return this.#stale && this.#names.length > 0 ? this.#lookedAt + INTERVAL : Infinity;
  }

  /** From the hook, while a program runs. */
  tellWhenDue(): void {
    if (this.#names.length === 0) return;
    this.#stale = true;
    if (this.clock.now >= this.nextDue) this.tell();
  }

  tell(): void {
    if (this.#names.length === 0 || !this.#interpreter) return;
    const variables = this.#interpreter.variables(this.#names);
    this.#stale = false;
    this.#lookedAt = this.clock.now;
    const values: readonly Variable[] = this.#names.map((name) => ({
      name,
      value: variables.get(name) ?? null,
    }));
    const told = JSON.stringify(values);
    if (told === this.#told) return;
    this.#told = told;
    this.carrier.post({ kind: 'variables', values });
  }
}
