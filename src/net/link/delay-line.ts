import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';

interface Entry<T> {
  readonly due: number;
  readonly item: T;
}

/** Things on their way: each arrives at its time, those of one moment in the order they came. One timer for all. */
export class DelayLine<T> {
  /** In the order of arrival. */
  #entries: Entry<T>[] = [];
  #timer: { readonly due: number; readonly stop: Dispose } | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly arrive: (items: readonly T[]) => void,
  ) {}

  get length(): number {
    return this.#entries.length;
  }

  add(due: number, item: T): void {
    let place = this.#entries.length;
    while (place > 0 && (this.#entries[place - 1]?.due ?? 0) > due) place--;
    this.#entries.splice(place, 0, { due, item });
    this.#setTimer();
  }

  /** Takes out what `which` picks, in the order of arrival. */
  remove(which: (item: T) => boolean): T[] {
    const removed = this.#entries.filter(({ item }) => which(item));
    if (removed.length > 0) this.#entries = this.#entries.filter(({ item }) => !which(item));
    this.#setTimer();
    return removed.map(({ item }) => item);
  }

  #setTimer(): void {
    const due = this.#entries[0]?.due;
    if (due === this.#timer?.due) return;
    this.#timer?.stop();
    if (due === undefined) this.#timer = null;
    else this.#timer = { due, stop: this.clock.after(due - this.clock.now, () => this.#onTimer()) };
  }

  #onTimer(): void {
    this.#timer = null;
    // A timer of the event loop may fire a fraction of a millisecond early.
    const now = Math.max(this.clock.now, this.#entries[0]?.due ?? 0);
    const later = this.#entries.findIndex(({ due }) => due > now);
    const arrived = this.#entries.splice(0, later < 0 ? this.#entries.length : later);
    this.arrive(arrived.map(({ item }) => item));
    this.#setTimer();
  }
}
