/**
 * A single-producer, single-consumer ring of length-prefixed records in shared memory. Positions run freely as
 * unsigned 32-bit counts; each is written by one side only, so no lock is needed. A record is visible as a whole or
 * not at all, because the written position moves after its bytes.
 */
const WRITTEN = 0;
const READ = 1;
/** Words of control before a ring's bytes. */
export const RING_WORDS = 2;
const LENGTH_BYTES = 4;

class Ring {
  /** @param bytes their number must be a power of two */
  constructor(
    protected readonly words: Int32Array,
    protected readonly bytes: Uint8Array,
  ) {
    const size = bytes.length;
    if (size === 0 || (size & (size - 1)) !== 0)
      throw new RangeError(`ring of ${size} bytes: not a power of two`);
    if (words.length < RING_WORDS) throw new RangeError('a ring needs two control words');
  }

  protected copyIn(position: number, from: Uint8Array): void {
    const start = (position >>> 0) & (this.bytes.length - 1);
    const first = Math.min(from.length, this.bytes.length - start);
    this.bytes.set(first === from.length ? from : from.subarray(0, first), start);
    if (first < from.length) this.bytes.set(from.subarray(first), 0);
  }

  protected copyOut(position: number, length: number): Uint8Array {
    const start = (position >>> 0) & (this.bytes.length - 1);
    const first = Math.min(length, this.bytes.length - start);
    const out = new Uint8Array(length);
    out.set(this.bytes.subarray(start, start + first), 0);
    if (first < length) out.set(this.bytes.subarray(0, length - first), first);
    return out;
  }
}

export class RingWriter extends Ring {
  readonly #length = new Uint8Array(LENGTH_BYTES);
  readonly #lengthView = new DataView(this.#length.buffer);

  /** Bytes that fit now, less the length prefix of one record. */
  get space(): number {
    const used = (Atomics.load(this.words, WRITTEN) - Atomics.load(this.words, READ)) >>> 0;
    return this.bytes.length - used - LENGTH_BYTES;
  }

  /** Appends `head` and `body` as one record; false when there is no room, and then nothing is written. */
  push(head: Uint8Array, body?: Uint8Array): boolean {
    const length = head.length + (body?.length ?? 0);
    if (length > this.space) return false;
    const at = Atomics.load(this.words, WRITTEN);
    this.#lengthView.setUint32(0, length, true);
    this.copyIn(at, this.#length);
    this.copyIn(at + LENGTH_BYTES, head);
    if (body) this.copyIn(at + LENGTH_BYTES + head.length, body);
    Atomics.store(this.words, WRITTEN, (at + LENGTH_BYTES + length) | 0);
    return true;
  }
}

export class RingReader extends Ring {
  /** Takes every record that is there, in order; says how many. Each is a copy and the visitor's to keep. */
  drain(visit: (record: Uint8Array) => void): number {
    let count = 0;
    const end = Atomics.load(this.words, WRITTEN);
    let at = Atomics.load(this.words, READ);
    while (at !== end) {
      const prefix = this.copyOut(at, LENGTH_BYTES);
      const length = new DataView(prefix.buffer).getUint32(0, true);
      const record = this.copyOut(at + LENGTH_BYTES, length);
      at = (at + LENGTH_BYTES + length) | 0;
      // Freed before it is handled: a handler may wait for the producer to write more.
      Atomics.store(this.words, READ, at);
      visit(record);
      count++;
    }
    return count;
  }
}
