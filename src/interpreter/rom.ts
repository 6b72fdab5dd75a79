import {
  FLOAT_CONSTANTS,
  FOREIGN_BUILTINS,
  FOREIGN_IN_CODE,
  FOREIGN_METHODS,
  FOREIGN_MODULES,
  MODULE_NAMES,
} from './chip-names';
import { NamePool } from './name-pool';
import { kept } from './single-float';
import { fixMap, mapPlaces, RomMap, type RomEntry } from './rom-map';
import type { Wasm, WasmMemory } from './wasm';

/** `mp_obj_module_t.globals` and, in that dictionary, its map (py/obj.h), as byte offsets. */
const MODULE_GLOBALS = 4;
export const DICT_MAP = 4;

/**
 * `mp_obj_type_t` (py/obj.h), as byte offsets: its name, then which of its slots, counted from 1, is which, and these.
 */
const Type = { name: 6, firstSlot: 8, print: 9, attr: 13, methods: 19, slots: 20 } as const;

/** `mp_obj_float_t.value` (py/objfloat.c). */
const FLOAT_VALUE = 8;

/** A name as an object: its number among the interned strings, and two bits that say so (py/obj.h). */
export const NAME_SHIFT = 3;
const NAME_TAG = 2;
const TAG_BITS = 7;

/** What an error says on the chip, whose build leaves out what this one adds (MICROPY_ERROR_REPORTING_NORMAL). */
const TEXTS = {
  // The name comes first in what is to be printed, and no character of it is.
  text_arity: 'function%.0q takes %d positional arguments but %d were given',
  text_no_attribute: "'module'%.0q object has no attribute '%q'",
  text_complex: 'complex values not supported',
  text_integer: 'invalid syntax for integer with base %d',
  // What the chip has beyond this: it makes machine code.
  text_decorator: 'invalid micropython decorator (viper and asm_xtensa are not simulated)',
} as const;

const BYTES_WARNING = 'Warning: Comparison between bytes and str\n';

/** Types whose objects show themselves on the chip as `<closure>`, and no more. */
const PLAIN_TYPES = ['bound_method', 'closure'];

/** The binary's own modules, types and texts, which are made those of the chip. */
export class Rom {
  readonly #names: NamePool;

  constructor(
    private readonly wasm: Wasm,
    private readonly memory: WasmMemory,
  ) {
    this.#names = new NamePool(memory, memory.word(wasm.name_pools.value));
  }

  /** Takes out what the chip does not have, before any Python runs. */
  becomeChip(): void {
    this.#setTexts();
    for (const map of this.#moduleMaps) {
      this.#keep(map, (name) => !FOREIGN_MODULES.has(name));
      for (const { key, value } of map.entries) {
        const known = MODULE_NAMES.get(this.#nameOf(key));
        if (known) this.#keep(this.#globalsOf(value), (name) => known.has(name));
      }
    }
    this.#warnOfBytes();
    for (const name of PLAIN_TYPES) this.memory.bytes[this.#typeWithPrint(name) + Type.print] = 0;
    this.#roundConstants();
    for (const [module, types] of FOREIGN_METHODS) {
      for (const { key, value } of this.#globalsOf(this.#moduleNamed(module)).entries) {
        const foreign = types.get(this.#nameOf(key));
        if (foreign) this.#keep(this.#methodsOf(value), (name) => !foreign.has(name));
      }
    }
    // What the binary's code compares with is then another name than the one that a program's text has.
    for (const name of FOREIGN_IN_CODE) this.#names.forget(name);
  }

  /** Takes out the builtins that the chip does not have: firmware is there, and has what it uses of them. */
  closeBuiltins(): void {
    const builtins = this.#globalsOf(this.#moduleNamed('builtins'));
    this.#keep(builtins, (name) => !FOREIGN_BUILTINS.has(name));
  }

  /**
   * Firmware's functions, which the chip has in C, are of a type of their own then: they show themselves as `<function>`
   * and have no `__name__`.
   */
  makeBuiltin(objects: Iterable<number>): void {
    const { bytes } = this.memory;
    const type = this.#typeWithPrint('function');
    const slots = Math.max(...bytes.subarray(type + Type.firstSlot, type + Type.slots));
    const size = Type.slots + 4 * slots;
    const builtin = this.#allocate(size);
    this.memory.bytes.copyWithin(builtin, type, type + size);
    for (const slot of [Type.print, Type.attr]) this.memory.bytes[builtin + slot] = 0;
    for (const address of objects)
      if (this.memory.word(address) === type) this.memory.words[address >>> 2] = builtin;
  }

  /** MicroPython's own file system for hosts, which the flash is made of, shows itself as the chip's: littlefs. */
  nameFileSystem(): void {
    const { memory, wasm } = this;
    const name = new NamePool(memory, memory.word(wasm.name_pools.value)).numberOf('VfsLfs2');
    const at = this.#typeNamed('VfsPosix') + Type.name;
    memory.bytes.set([name & 0xff, name >>> 8], at);
  }

  /** The address of a built-in type. */
  builtin(name: string): number {
    const { entries } = this.#globalsOf(this.#moduleNamed('builtins'));
    const found = entries.find(({ key }) => this.#nameOf(key) === name);
    if (!found) throw new Error(`the interpreter has no type ${name}`);
    return found.value;
  }

  /**
   * Makes a module one of the chip's own, in the place of that of this name if there is one: programs cannot change it.
   *
   * @param name as an object @param extensible whether a file of this name on the flash comes first
   * @returns whether `name` is an interned string
   */
  addModule(name: number, module: number, extensible: boolean): boolean {
    if ((name & TAG_BITS) !== NAME_TAG) return false;
    const globals = this.memory.word(module + MODULE_GLOBALS) + DICT_MAP;
    if (this.#nameOf(name) === 'sys') return this.#renewSys(globals);
    fixMap(this.memory, globals);
    const [fixed, open] = this.#moduleMaps;
    const into = extensible ? open : fixed;
    for (const map of [fixed, open]) {
      const others = map.entries.filter(({ key }) => key !== name);
      if (map === into) others.push({ key: name, value: module });
      if (map === into || others.length < map.entries.length) this.#replace(map, others);
    }
    return true;
  }

  /** `sys` stays the stock object, by whose address the binary knows where to keep what is set as `sys.path`. */
  #renewSys(globals: number): true {
    this.#forgetPrompts();
    const own = [...mapPlaces(this.memory, globals)];
    const entries = own.filter(({ key }) => key !== 0 && this.#nameOf(key) !== 'path');
    this.#replace(this.#globalsOf(this.#moduleNamed('sys')), entries);
    return true;
  }

  /** `sys_mutable_keys` (py/modsys.c): the chip has neither `ps1` nor `ps2`, which follow `path` there. */
  #forgetPrompts(): void {
    const [path, ps1] = [this.#names.numberOf('path'), this.#names.numberOf('ps1')];
    const { bytes } = this.memory;
    const halves = new Uint16Array(bytes.buffer, 0, this.wasm.sched_state.value >>> 1);
    let at = halves.indexOf(path);
    while (at >= 0 && halves[at + 1] !== ps1) at = halves.indexOf(path, at + 1);
    if (at < 0) throw new Error('the names that keep sys.ps1 were not found');
    halves[at + 1] = 0;
  }

  get #moduleMaps(): [RomMap, RomMap] {
    const { builtin_modules, extensible_modules } = this.wasm;
    return [
      new RomMap(this.memory, builtin_modules.value),
      new RomMap(this.memory, extensible_modules.value),
    ];
  }

  #moduleNamed(wanted: string): number {
    const found = this.#moduleMaps
      .flatMap((map) => map.entries)
      .find(({ key }) => this.#nameOf(key) === wanted);
    if (!found) throw new Error(`the interpreter has no module ${wanted}`);
    return found.value;
  }

  #globalsOf(module: number): RomMap {
    return new RomMap(this.memory, this.memory.word(module + MODULE_GLOBALS) + DICT_MAP);
  }

  #methodsOf(type: number): RomMap {
    const slot = this.memory.bytes[type + Type.methods] ?? 0;
    if (slot === 0) throw new Error('a type that is to lose methods has none');
    return new RomMap(this.memory, this.memory.word(type + Type.slots + 4 * (slot - 1)) + DICT_MAP);
  }

  #warnOfBytes(): void {
    const { wasm, memory } = this;
    wasm.type_bytes.value = this.builtin('bytes');
    wasm.type_str.value = this.builtin('str');
    const text = new TextEncoder().encode(BYTES_WARNING);
    const address = this.#allocate(4 + text.length);
    memory.words[address >>> 2] = text.length;
    memory.bytes.set(text, address + 4);
    wasm.text_bytes_warning.value = address;
  }

  /** Of the binary's own types that of this name whose objects show more than it. */
  #typeWithPrint(wanted: string): number {
    return this.#typeNamed(wanted, (at) => this.memory.bytes[at + Type.print] !== 0);
  }

  #typeNamed(wanted: string, isIt: (at: number) => boolean = () => true): number {
    const { words, bytes } = this.memory;
    const [type, name] = [this.builtin('type'), this.#names.numberOf(wanted)];
    const isWanted = (at: number): boolean =>
      ((bytes[at + Type.name] ?? 0) | ((bytes[at + Type.name + 1] ?? 0) << 8)) === name && isIt(at);
    const end = this.wasm.sched_state.value >>> 2;
    let at = words.indexOf(type);
    while (at >= 0 && at < end && !isWanted(4 * at)) at = words.indexOf(type, at + 1);
    if (at < 0 || at >= end) throw new Error(`the interpreter has no such type ${wanted}`);
    return 4 * at;
  }

  /** All other floats are made while programs run, and are rounded then. */
  #roundConstants(): void {
    for (const { key, value } of this.#globalsOf(this.#moduleNamed('math')).entries) {
      if (!FLOAT_CONSTANTS.has(this.#nameOf(key))) continue;
      const at = new DataView(this.memory.bytes.buffer, value + FLOAT_VALUE, 8);
      at.setFloat64(0, kept(at.getFloat64(0, true)), true);
    }
  }

  #keep(map: RomMap, has: (name: string) => boolean): void {
    this.#replace(
      map,
      map.entries.filter(({ key }) => has(this.#nameOf(key))),
    );
  }

  #replace(map: RomMap, entries: readonly RomEntry[]): void {
    map.replace(entries, (bytes) => this.#allocate(bytes));
  }

  #nameOf(key: number): string {
    return this.#names.nameOf(key >>> NAME_SHIFT);
  }

  #setTexts(): void {
    for (const name of Object.keys(TEXTS) as (keyof typeof TEXTS)[])
      this.wasm[name].value = this.#textAt(TEXTS[name]);
  }

  #textAt(text: string): number {
    const bytes = new TextEncoder().encode(`${text}\0`);
    const address = this.#allocate(bytes.length);
    this.memory.bytes.set(bytes, address);
    return address;
  }

  #allocate(bytes: number): number {
    const address = this.wasm.malloc(Math.max(1, bytes));
    if (address === 0) throw new Error(`no memory for ${bytes} bytes of the chip's tables`);
    return address;
  }
}
