import type { Wasm, WasmMemory } from './wasm';

/** Words of it, as the package has them by default. */
export const PYTHON_STACK = 2_048;

/** How far before the heap's first area the state of MicroPython's thread lies at most (py/mpstate.h). */
const MOST_STATE = 4_096;

/**
 * Where frames of Python functions lie, apart from the C stack (py/pystack.h). A new frame is not cleared as a whole,
 * and what an earlier one left there looks like pointers to the collector.
 */
export class PythonStack {
  readonly #start: number;
  readonly #end: number;
  /** Address of the pointer to the first free byte. */
  readonly #current: number;

  /** @throws when MicroPython's state has another shape: its three pointers, none of the stack in use, are not there */
  constructor(
    wasm: Wasm,
    private readonly memory: WasmMemory,
  ) {
    const bytes = PYTHON_STACK * 4;
    const heap = wasm.gc_first_area.value;
    for (let at = heap - MOST_STATE; at < heap; at += 4) {
      const [start, end, current] = [at, at + 4, at + 8].map((address) => memory.word(address));
      if (start === undefined || end === undefined || start === 0) continue;
      if (end !== start + bytes || current !== start) continue;
      this.#start = start;
      this.#end = end;
      this.#current = at + 8;
      return;
    }
    throw new Error("the interpreter's Python stack was not found");
  }

  /** No function runs any more, however the last one ended. */
  clear(): void {
    this.memory.words[this.#current >>> 2] = this.#start;
    this.memory.bytes.fill(0, this.#start, this.#end);
  }
}
