import binaryen from 'binaryen';
import { FOREIGN_METHODS, FOREIGN_MODULES, MODULE_NAMES } from '../../src/interpreter/chip-names';
import { NamePool } from '../../src/interpreter/name-pool';
import { RomMap, type RomEntry } from '../../src/interpreter/rom-map';
import { WasmMemory } from '../../src/interpreter/wasm';
import { infoOf } from './expressions';
import { only } from './shape-error';
import type { Tables } from './tables';

/** `mp_obj_module_t`, `mp_obj_dict_t`, `mp_obj_type_t` (py/obj.h), as byte offsets. */
const MODULE_GLOBALS = 4;
const DICT_MAP = 4;
const Type = { name: 6, methods: 19, slots: 20 } as const;
const NAME_SHIFT = 3;
/** Where `mp_obj_fun_builtin_fixed_t` and `mp_obj_fun_builtin_var_t` have their function (py/obj.h). */
const FIXED_FUNCTION = 4;
const VARIABLE_FUNCTION = 8;

/** What of the loader's exports nobody calls: a prompt in C, asynchronous programs, and Python's objects in JavaScript. */
const UNUSED = /^(?:mp_js_repl_.*|mp_js_do_exec_async|mp_js_do_import|proxy_c_to_js_.*)$/;

/**
 * Takes out what the chip has not (src/interpreter/chip-names.ts): the host takes its names out of the tables before
 * any Python runs, so nothing can call it. Its code is a twentieth of what a first visit fetches.
 */
export function dropForeign(
  module: binaryen.Module,
  stock: Uint8Array,
  { modules, extensibleModules }: Tables,
  lastPool: number,
): void {
  const memory = initialised(stock);
  const names = new NamePool(memory, memory.word(lastPool));
  const rom = new StaticTables(memory, names, [modules, extensibleModules]);
  clearSlots(module, slotsOf(memory, rom));
  for (let index = module.getNumExports() - 1; index >= 0; index--) {
    const { name } = binaryen.getExportInfo(module.getExportByIndex(index));
    if (UNUSED.test(name)) module.removeExport(name);
  }
}

/** The memory of the package's binary when it has begun, before any Python runs: tables of names are linked then. */
function initialised(stock: Uint8Array): WasmMemory {
  const binary = new WebAssembly.Module(new Uint8Array(stock));
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {};
  for (const { module, name } of WebAssembly.Module.imports(binary)) (imports[module] ??= {})[name] = () => 0;
  const { exports } = new WebAssembly.Instance(binary, imports);
  const call = (name: string, ...given: number[]): void =>
    (exports[name] as (...args: number[]) => void)(...given);
  call('__wasm_call_ctors');
  call('mp_js_init', 1_024, 65_536);
  return new WasmMemory(exports['memory'] as WebAssembly.Memory);
}

/** The binary's own modules and types. */
class StaticTables {
  readonly #functionTypes: ReadonlySet<number>;
  /** Of functions with optional arguments. */
  readonly #variableType: number;

  constructor(
    private readonly memory: WasmMemory,
    private readonly names: NamePool,
    private readonly maps: readonly number[],
  ) {
    const types = new Set<number>();
    for (const { value } of this.#modules())
      for (const entry of this.#globals(value))
        if ((entry.value & 3) === 0) types.add(memory.word(entry.value));
    this.#functionTypes = new Set([...types].filter((type) => this.#typeName(type) === 'function'));
    this.#variableType = memory.word(this.#builtin('print'));
  }

  /** The objects that no program finds, as often as they stand in a table. */
  *foreign(): Generator<number> {
    for (const { key, value } of this.#modules()) {
      const name = this.nameOf(key);
      const known = MODULE_NAMES.get(name);
      for (const entry of this.#globals(value)) {
        const has = known?.has(this.nameOf(entry.key)) ?? !FOREIGN_MODULES.has(name);
        if (!has) yield entry.value;
        const methods = FOREIGN_METHODS.get(name)?.get(this.nameOf(entry.key));
        if (!methods) continue;
        for (const method of this.#methods(entry.value))
          if (methods.has(this.nameOf(method.key))) yield method.value;
      }
    }
  }

  /** The slot of a function in C, if there is one at this address. */
  functionOf(object: number): number | undefined {
    const { memory } = this;
    const type = memory.word(object);
    if (!this.#functionTypes.has(type)) return undefined;
    return memory.word(object + (type === this.#variableType ? VARIABLE_FUNCTION : FIXED_FUNCTION));
  }

  nameOf(key: number): string {
    return this.names.nameOf(key >>> NAME_SHIFT);
  }

  #typeName(type: number): string {
    const at = type + Type.name;
    return this.names.nameOf((this.memory.bytes[at] ?? 0) | ((this.memory.bytes[at + 1] ?? 0) << 8));
  }

  #builtin(name: string): number {
    const named = (entries: readonly RomEntry[], wanted: string): number =>
      only(
        wanted,
        entries.filter(({ key }) => this.nameOf(key) === wanted),
      ).value;
    return named(this.#globals(named(this.#modules(), 'builtins')), name);
  }

  #modules(): readonly RomEntry[] {
    return this.maps.flatMap((map) => new RomMap(this.memory, map).entries);
  }

  #globals(module: number): readonly RomEntry[] {
    return new RomMap(this.memory, this.memory.word(module + MODULE_GLOBALS) + DICT_MAP).entries;
  }

  #methods(type: number): readonly RomEntry[] {
    const slot = this.memory.bytes[type + Type.methods] ?? 0;
    return new RomMap(this.memory, this.memory.word(type + Type.slots + 4 * (slot - 1)) + DICT_MAP).entries;
  }
}

/** Of the table for calls by pointer: what only such objects lead to. */
function slotsOf(memory: WasmMemory, rom: StaticTables): ReadonlySet<number> {
  const found = new Map<number, number>();
  for (const object of rom.foreign()) found.set(object, (found.get(object) ?? 0) + 1);
  const places = new Map<number, number>();
  for (const word of memory.words) if (found.has(word)) places.set(word, (places.get(word) ?? 0) + 1);
  const isForeign = (object: number): boolean => (places.get(object) ?? 0) === found.get(object);
  const slots = new Set<number>();
  const others = new Set<number>();
  // Functions that are alike may be one.
  for (let object = 0; object < memory.bytes.length; object += 4) {
    const slot = rom.functionOf(object);
    if (slot !== undefined) (isForeign(object) ? slots : others).add(slot);
  }
  return new Set([...slots].filter((slot) => !others.has(slot)));
}

/** Nothing leads to these functions any more, unless others call them by name. */
function clearSlots(module: binaryen.Module, slots: ReadonlySet<number>): void {
  const segments = Array.from({ length: module.getNumElementSegments() }, (_, index) =>
    binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(index)),
  );
  const { name, table, offset, data } = only('the table for calls by pointer', segments);
  const first = infoOf(offset)['value'] as number;
  module.addFunction(FOREIGN, binaryen.none, binaryen.none, [], module.unreachable());
  const functions = data.map((each, index) => (slots.has(first + index) ? FOREIGN : each));
  module.removeElementSegment(name);
  module.addActiveElementSegment(table, name, functions, module.i32.const(first));
}

const FOREIGN = 'foreign';
