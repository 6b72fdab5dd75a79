interface PumpParts {
  /** @returns how many bytes were taken */
  readonly write: (bytes: Uint8Array) => number;
  readonly taken: (bytes: number) => void;
  readonly end: () => void;
}

/**
 * Carries bytes in one direction, as the far end takes them. What it has not taken waits here; whoever sends is told only
 * of what was taken, so that is bounded by what he may send.
 */
export class Pump {
  #waiting: Uint8Array[] = [];
  #finished = false;

  constructor(private readonly parts: PumpParts) {}

  push(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    if (this.#waiting.length === 1) this.go();
  }

  /** Nothing more comes: the other side is told when it has taken everything. */
  finish(): void {
    this.#finished = true;
    this.go();
  }

  go(): void {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      const count = this.parts.write(first);
      if (count > 0) this.parts.taken(count);
      if (count < first.length) {
        this.#waiting[0] = first.subarray(count);
        return;
      }
      this.#waiting.shift();
    }
    if (this.#finished) this.parts.end();
  }
}
