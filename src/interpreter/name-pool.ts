import type { WasmMemory } from './wasm';

/** Layout of `qstr_pool_t` in MicroPython 1.27 (py/qstr.h), as byte offsets. */
const Pool = { previous: 0, before: 4, capacity: 8, length: 12, hashes: 16, lengths: 20, names: 24 } as const;

/** One for all: a start reads thousands of names. */
const TEXT = new TextDecoder();

/** One pool of interned strings. Strings are added to the newest pool or to a new one in front of it; none is removed. */
export class NamePool {
  static readonly bytes = Pool.names;
  /** A pointer, a hash and a length. */
  static readonly bytesPerName = 4 + 2 + 1;

  constructor(
    private readonly memory: WasmMemory,
    readonly address: number,
  ) {}

  /**
   * Lays out a pool that takes no more names than it is given by `put`.
   *
   * @param address cleared memory: `bytes`, and `bytesPerName` for each name
   */
  static lay(
    memory: WasmMemory,
    address: number,
    { previous, count }: { readonly previous: NamePool; readonly count: number },
  ): NamePool {
    const hashes = address + Pool.names + 4 * count;
    const { words } = memory;
    words[(address + Pool.previous) >>> 2] = previous.address;
    words[(address + Pool.before) >>> 2] = previous.end;
    words[(address + Pool.capacity) >>> 2] = count;
    words[(address + Pool.length) >>> 2] = count;
    words[(address + Pool.hashes) >>> 2] = hashes;
    words[(address + Pool.lengths) >>> 2] = hashes + 2 * count;
    return new NamePool(memory, address);
  }

  /** @param text address of its bytes, which stay where they are for ever */
  put(index: number, text: number, length: number): void {
    const { bytes, words } = this.memory;
    words[(this.address + Pool.names + 4 * index) >>> 2] = text;
    bytes[this.memory.word(this.address + Pool.lengths) + index] = length;
    const hash = hashOf(bytes, text, length);
    const at = this.hashes + 2 * index;
    bytes[at] = hash & 0xff;
    bytes[at + 1] = hash >>> 8;
  }

  /** The one made before this; its address is 0 when there is none. */
  get previous(): NamePool {
    return new NamePool(this.memory, this.memory.word(this.address + Pool.previous));
  }

  get capacity(): number {
    return this.memory.word(this.address + Pool.capacity);
  }

  get length(): number {
    return this.memory.word(this.address + Pool.length);
  }

  /** No more names come here: the next one begins a pool of twice as many as are said to have room. */
  close(capacity: number): void {
    this.memory.words[(this.address + Pool.capacity) >>> 2] = capacity;
  }

  /** Where the names' hashes are, 16 bits each. */
  get hashes(): number {
    return this.memory.word(this.address + Pool.hashes);
  }

  /** From now on no text is taken for the interned string `name`: no string has the hash 0 (py/qstr.c). */
  forget(name: string): void {
    const { pool, index } = this.#find(name);
    const at = pool.hashes + 2 * index;
    this.memory.bytes.fill(0, at, at + 2);
  }

  /** The number of the interned string `name`, in this pool or an earlier one. */
  numberOf(name: string): number {
    const { pool, index } = this.#find(name);
    return pool.#before + index;
  }

  #find(name: string): { readonly pool: NamePool; readonly index: number } {
    const text = new TextEncoder().encode(name);
    const hash = hashOf(text, 0, text.length);
    // By their hashes: to read each name as text would take a start milliseconds.
    const { bytes } = this.memory;
    const first = this.hashes;
    for (let index = 0, end = this.length; index < end; index++) {
      const at = first + 2 * index;
      if (bytes[at] === (hash & 0xff) && bytes[at + 1] === hash >>> 8 && this.nameAt(index) === name)
        return { pool: this, index };
    }
    if (this.previous.address === 0) throw new Error(`no interned string is ${name}`);
    return this.previous.#find(name);
  }

  lengthOf(index: number): number {
    return this.memory.bytes[this.memory.word(this.address + Pool.lengths) + index] ?? 0;
  }

  /** The string with this number, in this pool or an earlier one. */
  nameOf(qstr: number): string {
    const index = qstr - this.#before;
    if (index >= 0) return this.nameAt(index);
    return this.previous.address === 0 ? '' : this.previous.nameOf(qstr);
  }

  /** The number of the first string of a pool that comes after this one. */
  get end(): number {
    return this.#before + this.length;
  }

  /** How many strings the earlier pools have; the uppermost bit is a flag. */
  get #before(): number {
    return this.memory.word(this.address + Pool.before) & 0x7fffffff;
  }

  nameAt(index: number): string {
    const start = this.memory.word(this.address + Pool.names + 4 * index);
    return TEXT.decode(this.memory.slice(start, this.lengthOf(index)));
  }
}

/** `qstr_compute_hash` (py/qstr.c), of which 16 bits are kept. */
function hashOf(bytes: Uint8Array, from: number, length: number): number {
  let hash = 5381;
  for (let at = from; at < from + length; at++) hash = ((hash * 33) ^ (bytes[at] ?? 0)) & 0xffff;
  return hash === 0 ? 1 : hash;
}
