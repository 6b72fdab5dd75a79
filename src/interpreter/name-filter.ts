import { NamePool } from './name-pool';
import type { Wasm, WasmMemory } from './wasm';

const HEADER_BYTES = 8;
const TABLE_BYTES = 65_536 / 8;

/**
 * Which hashes the interned strings have, for the rewritten search (tools/interpreter/names.ts).
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
    const newest = new NamePool(memory, memory.word(this.wasm.name_pools.value));
    for (let pool = newest; pool.address !== 0; pool = pool.previous) {
      this.#add(pool, pool.address === known ? knownLength : 0);
      if (pool.address === known) break;
    }
    memory.words[this.#address >>> 2] = newest.address;
    memory.words[(this.#address + 4) >>> 2] = newest.length;
  }

  #add(pool: NamePool, from: number): void {
    const { bytes } = this.memory;
    const table = this.#address + HEADER_BYTES;
    const end = pool.hashes + 2 * pool.length;
    for (let at = pool.hashes + 2 * from; at < end; at += 2) {
      const hash = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
      const cell = table + (hash >>> 3);
      bytes[cell] = (bytes[cell] ?? 0) | (1 << (hash & 7));
    }
  }
}
