import { NamePool } from './name-pool';
import type { Wasm, WasmMemory } from './wasm';

/** The interned strings that a program has added: those of the firmware are the chip's own, in its flash. */
export class NamesReport {
  /** The newest pool when firmware was there, and how much of it was used. */
  readonly #first: NamePool;
  readonly #firstLength: number;

  constructor(
    private readonly wasm: Wasm,
    private readonly memory: WasmMemory,
  ) {
    this.#first = this.#newest;
    this.#firstLength = this.#first.length;
  }

  /** What `micropython.qstr_info()` prints (py/qstr.c, qstr_pool_info). */
  get summary(): string {
    let names = 0;
    let text = 0;
    let pools = 0;
    let tables = 0;
    for (const { pool, from } of this.#added()) {
      pools++;
      names += pool.length - from;
      tables += NamePool.bytes + (pool.capacity - from) * NamePool.bytesPerName;
      for (let index = from; index < pool.length; index++) text += pool.lengthOf(index) + 1;
    }
    return `qstr pool: n_pool=${pools}, n_qstr=${names}, n_str_data_bytes=${text}, n_total_bytes=${tables + text}`;
  }

  /** One name a line, as `qstr_info(1)` adds them. */
  get list(): string {
    const pools = [...this.#added()];
    return pools
      .flatMap(({ pool, from }) =>
        Array.from({ length: pool.length - from }, (_, index) => `Q(${pool.nameAt(from + index)})`),
      )
      .join('\n');
  }

  *#added(): Generator<{ pool: NamePool; from: number }> {
    for (let pool = this.#newest; pool.address !== this.#first.address; pool = pool.previous)
      yield { pool, from: 0 };
    yield { pool: this.#first, from: this.#firstLength };
  }

  get #newest(): NamePool {
    return new NamePool(this.memory, this.memory.word(this.wasm.name_pools.value));
  }
}
