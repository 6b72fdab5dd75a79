import { NamePool } from './name-pool';
import type { Wasm, WasmMemory } from './wasm';

/** What the pool in the chip's flash is said to have room for (MICROPY_ALLOC_QSTR_ENTRIES_INIT, py/mpconfig.h). */
const FIRST_POOL = 10;

/**
 * The interned strings that a program has added: those of the firmware are the chip's own, in its flash. Pools grow by
 * doubling; a program's begin as small as on the chip, so that none takes kilobytes of the heap at some later time.
 */
export class NamesReport {
  /** The newest pool when firmware was there. */
  readonly #first: NamePool;

  constructor(
    private readonly wasm: Wasm,
    private readonly memory: WasmMemory,
  ) {
    this.#first = this.#newest;
    this.#first.close(FIRST_POOL);
  }

  /** What `micropython.qstr_info()` prints (py/qstr.c, qstr_pool_info). */
  get summary(): string {
    const pools = this.#added;
    let names = 0;
    let text = 0;
    let tables = 0;
    for (const pool of pools) {
      names += pool.length;
      tables += NamePool.bytes + pool.capacity * NamePool.bytesPerName;
      for (let index = 0; index < pool.length; index++) text += pool.lengthOf(index) + 1;
    }
    return `qstr pool: n_pool=${pools.length}, n_qstr=${names}, n_str_data_bytes=${text}, n_total_bytes=${tables + text}`;
  }

  /** One name a line, as `qstr_info(1)` adds them. */
  get list(): string {
    return this.#added
      .flatMap((pool) => Array.from({ length: pool.length }, (_, index) => `Q(${pool.nameAt(index)})`))
      .join('\n');
  }

  get #added(): NamePool[] {
    const pools: NamePool[] = [];
    for (let pool = this.#newest; pool.address !== this.#first.address; pool = pool.previous)
      pools.push(pool);
    return pools;
  }

  get #newest(): NamePool {
    return new NamePool(this.memory, this.memory.word(this.wasm.name_pools.value));
  }
}
