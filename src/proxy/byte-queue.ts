/** Below this, bytes are copied into a block with others: a packet of one byte must not cost what an object costs. */
const SMALL = 4_096;
const BLOCK = 16_384;

/** Bytes that wait, in order. How many there may be, its owner says. */
export class ByteQueue {
  readonly #chunks: Uint8Array[] = [];
  /** The last chunk while it is a block with room. */
  #block: Uint8Array | undefined;
  #used = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** @param bytes may be kept: they must not change any more */
  push(bytes: Uint8Array): void {
    this.#length += bytes.length;
    if (bytes.length >= SMALL) {
      this.#seal();
      this.#chunks.push(bytes);
      return;
    }
    if (this.#block === undefined || this.#used + bytes.length > BLOCK) {
      this.#seal();
      this.#block = new Uint8Array(BLOCK);
    }
    this.#block.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  /** The next bytes, undefined when there are none. */
  shift(): Uint8Array | undefined {
    if (this.#chunks.length === 0) this.#seal();
    const bytes = this.#chunks.shift();
    this.#length -= bytes?.length ?? 0;
    return bytes;
  }

  clear(): void {
    this.#chunks.length = 0;
    this.#block = undefined;
    this.#used = 0;
    this.#length = 0;
  }

  #seal(): void {
    if (this.#block !== undefined) this.#chunks.push(this.#block.subarray(0, this.#used));
    this.#block = undefined;
    this.#used = 0;
  }
}
