/** More than a paste of the page can have, and far more than fits the board's heap as a program. */
export const MOST_SOURCE = 4 * 1024 * 1024;

/** A program that is being sent to the board, kept outside its heap until it is run. */
export class SourceBuffer {
  #bytes = new Uint8Array(256);
  #length = 0;
  #isTooLarge = false;

  get length(): number {
    return this.#length;
  }

  /** More came than is kept: what is there is only the beginning. */
  get isTooLarge(): boolean {
    return this.#isTooLarge;
  }

  at(index: number): number | undefined {
    return index < this.#length ? this.#bytes[index] : undefined;
  }

  push(byte: number): void {
    if (this.#length === MOST_SOURCE) {
      this.#isTooLarge = true;
      return;
    }
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = byte;
  }

  /** What was pushed; the buffer is empty after it, and its memory free. */
  take(): Uint8Array {
    const bytes = this.#bytes.subarray(0, this.#length);
    this.clear();
    return bytes;
  }

  clear(): void {
    this.#bytes = new Uint8Array(256);
    this.#length = 0;
    this.#isTooLarge = false;
  }
}
