import { NamePool } from './name-pool';
import type { Wasm, WasmMemory } from './wasm';

/** What the pool in the chip's flash is said to have room for (MICROPY_ALLOC_QSTR_ENTRIES_INIT, py/mpconfig.h). */
const FIRST_POOL = 10;

/**
 * The interned strings that a program has added: those of the firmware are the chip's own, in its flash. Pools grow by
 * doubling; a program's begin as small as on the chip, so that none takes kilobytes of the heap at some later time.
 */
export class NamesReport {
  /** Pools of firmware's: what lies in the chip's flash. */
  readonly #firmware = new Set<number>();

  constructor(
    private readonly wasm: Wasm,
    private readonly memory: WasmMemory,
  ) {
    this.endFirmware(() => true);
  }

  /**
   * Names that come from here on are the program's.
   *
   * @param isSealed whether a pool lies in firmware's memory @returns those that firmware has added since the last time
   */
  endFirmware(isSealed: (address: number) => boolean): NamePool[] {
    const added: NamePool[] = [];
    for (const pool of this.#pools)
      if (!this.#firmware.has(pool.address) && isSealed(pool.address)) added.push(pool);
    for (const { address } of added) this.#firmware.add(address);
    const newest = this.#newest;
    if (added.length > 0 && newest.address === added[0]?.address) newest.close(FIRST_POOL);
    return added;
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
    return [...this.#pools].filter(({ address }) => !this.#firmware.has(address));
  }

  /** The newest first. */
  get #pools(): Generator<NamePool> {
    return poolsFrom(this.#newest);
  }

  get #newest(): NamePool {
    return new NamePool(this.memory, this.memory.word(this.wasm.name_pools.value));
  }
}

function* poolsFrom(newest: NamePool): Generator<NamePool> {
  for (let pool = newest; pool.address !== 0; pool = pool.previous) yield pool;
}
