/** Width of a class, and the longest time that is told from longer ones, in milliseconds. */
const STEP = 0.01;
const MOST = 200;

/** How long things took, in milliseconds: a million of them in the memory of a few. */
export class Times {
  readonly #counts = new Uint32Array(MOST / STEP);
  #count = 0;
  #longest = 0;

  add(milliseconds: number): void {
    const place = Math.min(this.#counts.length - 1, Math.floor(milliseconds / STEP));
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    this.#count++;
    this.#longest = Math.max(this.#longest, milliseconds);
  }

  get count(): number {
    return this.#count;
  }

  get longest(): number {
    return this.#longest;
  }

  /** The time below which a share of them lies, to the hundredth of a millisecond. */
  percentile(share: number): number {
    let left = Math.ceil(this.#count * share);
    for (const [place, count] of this.#counts.entries()) {
      left -= count;
      if (left <= 0) return place === this.#counts.length - 1 ? this.#longest : (place + 1) * STEP;
    }
    return this.#longest;
  }
}
