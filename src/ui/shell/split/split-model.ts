import { Cell } from '../../common/cell';
import type { TextStore } from '../../common/text-store';
import {
  defaultSizes,
  isFolded,
  moved,
  readSizes,
  toggled,
  writeSizes,
  type PartLimits,
  type SplitSizes,
} from './split-sizes';

/** The sizes of one split, kept over a reload. */
export class SplitModel {
  readonly sizes: Cell<SplitSizes>;
  readonly #first: SplitSizes;
  readonly #key: string;

  /** @param shares at first, of a hundred */
  constructor(
    id: string,
    shares: readonly number[],
    private readonly limits: readonly PartLimits[],
    private readonly store: TextStore,
  ) {
    this.#key = `split.${id}`;
    this.#first = defaultSizes(shares);
    this.sizes = new Cell(readSizes(store.read(this.#key), shares.length) ?? this.#first);
  }

  toggle(at: number): void {
    this.sizes.set(toggled(this.sizes.value, at));
    this.#keep();
  }

  unfold(at: number): void {
    if (isFolded(this.sizes.value, at)) this.toggle(at);
  }

  /**
   * The divider before part `at` is about to be moved. @param lengths of the parts as they are, in pixels
   * @returns moves it by so many pixels from here; `end` when it is let go
   */
  begin(at: number, lengths: readonly number[]): (by: number, end: boolean) => void {
    const from = this.sizes.value;
    return (by, end) => {
      this.sizes.set(moved(from, lengths, this.limits, at, by));
      if (end) this.#keep();
    };
  }

  restore(): void {
    this.sizes.set(this.#first);
    this.#keep();
  }

  #keep(): void {
    this.store.write(this.#key, writeSizes(this.sizes.value));
  }
}
