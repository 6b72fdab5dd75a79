import type { Wasm, WasmMemory } from './wasm';

/** `mp_obj_code_t` is a `mp_frozen_module_t` behind the pointer to its type (py/objcode.h, py/frozenmod.h). */
const MODULE_IN_CODE = 4;

/** MicroPython's list of frozen modules (py/frozenmod.c): what is in it, `import` finds where `sys.path` has `.frozen`. */
export class FrozenList {
  #end = 0;
  #count = 0;

  constructor(
    private readonly wasm: Wasm,
    private readonly memory: WasmMemory,
  ) {}

  /**
   * @param path as in `help('modules')`, with `.py`
   * @param code address of what `compile` gave, which stays where it is for ever
   * @returns whether there was room
   */
  add(path: string, code: number): boolean {
    const { frozen_names, frozen_names_bytes, frozen_modules, frozen_most } = this.wasm;
    const name = new TextEncoder().encode(`${path}\0`);
    // An empty name ends the list.
    if (this.#end + name.length + 1 > frozen_names_bytes.value || this.#count >= frozen_most.value)
      return false;
    this.memory.words[(frozen_modules.value + 4 * this.#count++) >>> 2] = code + MODULE_IN_CODE;
    this.memory.bytes.set(name, frozen_names.value + this.#end);
    this.#end += name.length;
    return true;
  }

  /** Takes the names that were added last out of the list again: what they led to has been imported. */
  drop(count: number): void {
    const { frozen_names } = this.wasm;
    for (let left = Math.min(count, this.#count); left > 0; left--) {
      this.#count--;
      do this.#end--;
      while (this.#end > 0 && this.memory.bytes[frozen_names.value + this.#end - 1] !== 0);
    }
    this.memory.bytes[frozen_names.value + this.#end] = 0;
  }
}
