/** RFC 6335 §6. */
const RANGE = { first: 49_152, count: 16_384 } as const;

/** The ports from which one host of the LAN connects. */
export class EphemeralPorts {
  readonly #inUse = new Set<number>();
  /** As a place in the range. */
  #last: number | null = null;

  /** @param random evenly in [0, 1) */
  constructor(private readonly random: () => number) {}

  /** One after the other from a random one on, as hosts do: a port that was just in use is not taken anew. */
  take(): number {
    const { first, count } = RANGE;
    let offset = this.#last === null ? Math.floor(this.random() * count) : this.#last + 1;
    // Every taker bounds its connections, so this ends soon.
    while (this.#inUse.has(first + (offset % count))) offset++;
    this.#last = offset % count;
    this.#inUse.add(first + this.#last);
    return first + this.#last;
  }

  release(port: number): void {
    this.#inUse.delete(port);
  }
}
