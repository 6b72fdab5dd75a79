import type { Wasm, WasmMemory } from './wasm';

/** Layout of `mp_state_mem_area_t` in MicroPython 1.27 (py/mpstate.h), as byte offsets. */
const Area = { next: 0, allocTable: 4, poolStart: 16, poolEnd: 20 } as const;
const BLOCK_BYTES = 16;
/** Two bits a block in the allocation table. */
const HEAD = 1;
const MARK = 3;

/**
 * Collects garbage while a program runs: MicroPython's own mark and sweep, with the C stack scanned in between, as
 * its other ports do with theirs. Every pointer is found there, because the rewrite spills locals.
 */
export function collectGarbage(wasm: Wasm, memory: WasmMemory): void {
  wasm.gc_collect_start();
  markStack(wasm, memory);
  wasm.gc_collect_end();
}

function markStack(wasm: Wasm, memory: WasmMemory): void {
  const { words, bytes } = memory;
  const top = wasm.emscripten_stack_get_current() >>> 2;
  const base = wasm.emscripten_stack_get_base() >>> 2;
  const firstArea = wasm.gc_first_area.value;
  for (let index = top; index < base; index++) {
    const pointer = words[index] ?? 0;
    if (pointer === 0 || pointer % BLOCK_BYTES !== 0) continue;
    for (let area = firstArea; area !== 0; area = words[(area + Area.next) >>> 2] ?? 0) {
      const start = words[(area + Area.poolStart) >>> 2] ?? 0;
      if (pointer < start || pointer >= (words[(area + Area.poolEnd) >>> 2] ?? 0)) continue;
      const block = (pointer - start) >>> 4;
      const cell = (words[(area + Area.allocTable) >>> 2] ?? 0) + (block >>> 2);
      const shift = 2 * (block & 3);
      const states = bytes[cell] ?? 0;
      if (((states >>> shift) & 3) === HEAD) {
        bytes[cell] = states | (MARK << shift);
        wasm.gc_mark_subtree(area, block);
      }
      break;
    }
  }
}
