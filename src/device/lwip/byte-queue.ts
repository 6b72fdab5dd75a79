/** Received bytes in the order they came. Holds the chunks as they are and copies each byte once, to its reader. */
export class ByteQueue {
  readonly #chunks: Uint8Array[] = [];
  /** How much of the first chunk is gone. */
  #offset = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#chunks.push(bytes);
    this.#length += bytes.length;
  }

  /** Bytes left of the first received segment; `segment` is the longest that a segment can be. */
  segmentLength(segment: number): number {
    const [first] = this.#chunks;
    if (!first) return 0;
    return Math.min(segment - (this.#offset % segment), first.length - this.#offset);
  }

  /** How much of the first received segment is gone. */
  segmentOffset(segment: number): number {
    return this.#offset % segment;
  }

  /** Copies and removes `into.length` bytes; there must be as many. */
  read(into: Uint8Array): void {
    this.peek(into);
    this.#drop(into.length);
  }

  peek(into: Uint8Array): void {
    let offset = this.#offset;
    let filled = 0;
    for (const chunk of this.#chunks) {
      if (filled === into.length) return;
      const part = chunk.subarray(offset, offset + into.length - filled);
      into.set(part, filled);
      filled += part.length;
      offset = 0;
    }
    if (filled < into.length) throw new RangeError(`${into.length} bytes wanted, ${filled} there`);
  }

  /** How many bytes up to and with the first `byte`, looking at `limit` bytes at most; 0 when it is not there. */
  through(byte: number, limit: number): number {
    let offset = this.#offset;
    let seen = 0;
    for (const chunk of this.#chunks) {
      const at = chunk.indexOf(byte, offset);
      if (at >= 0) return seen + at - offset + 1 <= limit ? seen + at - offset + 1 : 0;
      seen += chunk.length - offset;
      if (seen >= limit) return 0;
      offset = 0;
    }
    return 0;
  }

  clear(): void {
    this.#chunks.length = 0;
    this.#offset = 0;
    this.#length = 0;
  }

  #drop(count: number): void {
    this.#length -= count;
    let left = count;
    for (;;) {
      const [first] = this.#chunks;
      if (!first || left < first.length - this.#offset) {
        this.#offset += left;
        return;
      }
      left -= first.length - this.#offset;
      this.#chunks.shift();
      this.#offset = 0;
    }
  }
}
