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

  hashOf(index: number): number {
    const at = this.memory.word(this.address + Pool.hashes) + 2 * index;
    const { bytes } = this.memory;
    return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  }

  /** From now on no text is taken for the interned string `name`: no string has the hash 0 (py/qstr.c). */
  forget(name: string): void {
    for (let index = 0; index < this.length; index++) {
      if (this.lengthOf(index) !== name.length || this.nameAt(index) !== name) continue;
      const at = this.memory.word(this.address + Pool.hashes) + 2 * index;
      this.memory.bytes.fill(0, at, at + 2);
      return;
    }
    if (this.previous.address === 0) throw new Error(`no interned string is ${name}`);
    this.previous.forget(name);
  }

  /** The number of the interned string `name`, in this pool or an earlier one. */
  numberOf(name: string): number {
    for (let index = 0; index < this.length; index++)
      if (this.nameAt(index) === name) return this.#before + index;
    if (this.previous.address === 0) throw new Error(`no interned string is ${name}`);
    return this.previous.numberOf(name);
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

  /** How many strings the earlier pools have; the uppermost bit is a flag. */
  get #before(): number {
    return this.memory.word(this.address + Pool.before) & 0x7fffffff;
  }

  nameAt(index: number): string {
    const start = this.memory.word(this.address + Pool.names + 4 * index);
    return TEXT.decode(this.memory.slice(start, this.lengthOf(index)));
  }
}
