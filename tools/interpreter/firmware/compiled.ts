import { FrozenModule, RawCode } from '../../../src/interpreter/frozen-image';
import { BLOCK_BYTES, HeapArea } from '../../../src/interpreter/heap-area';
import type { Wasm, WasmMemory } from '../../../src/interpreter/wasm';

/** `mp_obj_code_t` is a `mp_frozen_module_t` behind the pointer to its type (py/objcode.h). */
const MODULE_IN_CODE = 4;

/** A function, or the body of a module, class or lambda. */
export interface CompiledFunction {
  readonly code: Uint8Array;
  readonly isGenerator: boolean;
  readonly children: readonly CompiledFunction[];
}

/** What the compiler has made of one source, as it stands in the interpreter's memory. */
export interface CompiledModule {
  /** Numbers of interned strings. */
  readonly names: readonly number[];
  /** Objects, a word each. */
  readonly constants: readonly number[];
  readonly body: CompiledFunction;
}

/** Reads what `compile` gave. How long things are, the heap tells: it clears what an object leaves of its blocks (py/gc.c). */
export class CompiledModules {
  readonly #heap: HeapArea;

  constructor(
    wasm: Wasm,
    private readonly memory: WasmMemory,
  ) {
    this.#heap = new HeapArea(memory, Number(wasm.gc_first_area.value));
  }

  /** @param code address of a code object */
  read(code: number): CompiledModule {
    const { memory } = this;
    const module = code + MODULE_IN_CODE;
    // One object for both tables (py/bc.h).
    const names = memory.word(module + FrozenModule.names);
    const constants = memory.word(module + FrozenModule.constants);
    const end = names + this.#bytesOf(names);
    return {
      names: withoutZeros([...new Uint16Array(memory.slice(names, constants - names).buffer)]),
      constants: withoutZeros([...new Uint32Array(memory.slice(constants, end - constants).buffer)]),
      body: this.#function(memory.word(module + FrozenModule.code)),
    };
  }

  #function(address: number): CompiledFunction {
    const { memory } = this;
    const code = memory.word(address + RawCode.code);
    const children = memory.word(address + RawCode.children);
    const bytes = memory.slice(code, this.#bytesOf(code));
    return {
      // It ends by an instruction without operands: a return or a raise.
      code: bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1),
      isGenerator: memory.bytes[address + RawCode.isGenerator] === 1,
      children:
        children === 0
          ? []
          : withoutZeros([...new Uint32Array(memory.slice(children, this.#bytesOf(children)).buffer)]).map(
              (child) => this.#function(child),
            ),
    };
  }

  #bytesOf(address: number): number {
    return this.#heap.objectAt(address).blocks * BLOCK_BYTES;
  }
}

const withoutZeros = (words: readonly number[]): readonly number[] =>
  words.slice(0, words.findLastIndex((word) => word !== 0) + 1);
