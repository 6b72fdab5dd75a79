/** Bytes that grow at the end. Doubles its storage, so that many small pieces cost little. */
export class ByteBuffer {
  #storage: Uint8Array<ArrayBuffer>;
  #length = 0;

  /** @param room for so many bytes to begin with */
  constructor(room = 2_048) {
    this.#storage = new Uint8Array(room);
  }

  get length(): number {
    return this.#length;
  }

  append(bytes: Uint8Array): void {
    const needed = this.#length + bytes.length;
    if (needed > this.#storage.length) {
      const grown = new Uint8Array(Math.max(needed, 2 * this.#storage.length));
      grown.set(this.#storage.subarray(0, this.#length));
      this.#storage = grown;
    }
    this.#storage.set(bytes, this.#length);
    this.#length = needed;
  }

  at(index: number): number | undefined {
    return index < this.#length ? this.#storage[index] : undefined;
  }

  /** The place of `byte` at or after `from`, or -1. */
  indexOf(byte: number, from: number): number {
    return this.#storage.subarray(0, this.#length).indexOf(byte, from);
  }

  /** A copy. */
  slice(start = 0, end = this.#length): Uint8Array<ArrayBuffer> {
    return this.#storage.slice(start, Math.min(end, this.#length));
  }

  /** One character per byte (latin-1), which is how the bytes of an HTTP head are read. */
  text(start: number, end: number): string {
    let text = '';
    for (const byte of this.#storage.subarray(start, end)) text += String.fromCharCode(byte);
    return text;
  }
}
