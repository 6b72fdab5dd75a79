import type { WasmMemory } from './wasm';

/** `mp_import_stat_t` (py/builtin.h), and the kind of a module that is compiled (py/frozenmod.h). */
const Found = { nothing: 0, folder: 1, file: 2 } as const;
const COMPILED = 2;

/** What is frozen, by path: there `import` finds it where `sys.path` has `.frozen` (py/frozenmod.c). */
export class FrozenList {
  readonly #modules = new Map<string, number>();

  constructor(private readonly memory: WasmMemory) {}

  /**
   * @param path as in `help('modules')`, with `.py`
   * @param module address of a `mp_frozen_module_t`, which stays where it is for ever
   */
  add(path: string, module: number): void {
    this.#modules.set(path, module);
  }

  /** Takes what was added last out of the list again: it has been imported. */
  drop(count: number): void {
    for (const path of [...this.#modules.keys()].slice(-count)) this.#modules.delete(path);
  }

  /**
   * `mp_find_frozen_module`: three addresses, the last two of words for the answer.
   *
   * @param type 0 when only the kind of entry is asked for
   */
  find(path: number, type: number, data: number): number {
    const { memory } = this;
    const wanted = new TextDecoder().decode(memory.slice(path, memory.bytes.indexOf(0, path) - path));
    const module = this.#modules.get(wanted);
    if (type !== 0) memory.words[type >>> 2] = module === undefined ? 0 : COMPILED;
    if (module !== undefined) {
      if (type !== 0) memory.words[data >>> 2] = module;
      return Found.file;
    }
    const inFolder = `${wanted}/`;
    return [...this.#modules.keys()].some((each) => each.startsWith(inFolder)) ? Found.folder : Found.nothing;
  }
}
