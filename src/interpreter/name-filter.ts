import type { Wasm, WasmMemory } from './wasm';

/** Layout of `qstr_pool_t` in MicroPython 1.27 (py/qstr.h), as byte offsets. */
const Pool = { previous: 0, length: 12, hashes: 16 } as const;
const HEADER_BYTES = 8;
const TABLE_BYTES = 65_536 / 8;

/**
 * Which hashes the interned strings have, for the rewritten search (tools/interpreter/names.ts). Strings are added to
 * the newest pool or to a new one in front of it, and none is ever removed.
 */
export class NameFilter {
  readonly #address: number;

  constructor(
    private readonly wasm: Wasm,
    private readonly memory: WasmMemory,
  ) {
    this.#address = wasm.malloc(HEADER_BYTES + TABLE_BYTES);
    memory.bytes.fill(0, this.#address, this.#address + HEADER_BYTES + TABLE_BYTES);
    wasm.name_filter.value = this.#address;
  }

  /** Takes in what was added since the last time: whole pools, and the rest of the one that was newest then. */
  refresh(): void {
    const { memory } = this;
    const known = memory.word(this.#address);
    const knownLength = memory.word(this.#address + 4);
    const newest = memory.word(this.wasm.name_pools.value);
    for (let pool = newest; pool !== 0; pool = memory.word(pool + Pool.previous)) {
      this.#add(pool, pool === known ? knownLength : 0);
      if (pool === known) break;
    }
    memory.words[this.#address >>> 2] = newest;
    memory.words[(this.#address + 4) >>> 2] = memory.word(newest + Pool.length);
  }

  #add(pool: number, from: number): void {
    const { bytes } = this.memory;
    const hashes = this.memory.word(pool + Pool.hashes);
    const length = this.memory.word(pool + Pool.length);
    for (let index = from; index < length; index++) {
      const at = hashes + 2 * index;
      const hash = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
      const cell = this.#address + HEADER_BYTES + (hash >>> 3);
      bytes[cell] = (bytes[cell] ?? 0) | (1 << (hash & 7));
    }
  }
}
