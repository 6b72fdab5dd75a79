import type { PaneName } from '../../lessons/lesson-data';
import type { TextStore } from '../common/text-store';

/**
 * To which steps of a lesson the student has come in this tab. What a step needs is shown on arrival, once: what the
 * student does with the panes after that is the student's, over a reload, too.
 */
export class Arrivals {
  readonly #known: Set<string>;
  readonly #key: string;

  constructor(
    private readonly store: TextStore,
    lesson: string,
  ) {
    this.#key = `arrived.${lesson}`;
    this.#known = new Set((store.read(this.#key) ?? '').split(' ').filter(Boolean));
  }

  get none(): boolean {
    return this.#known.size === 0;
  }

  /** @returns the panes to show: those that are given at the first arrival, then none */
  at(step: string, panes: readonly PaneName[]): readonly PaneName[] {
    if (this.#known.has(step)) return [];
    this.#known.add(step);
    this.store.write(this.#key, [...this.#known].join(' '));
    return panes;
  }
}
