import { LONGEST_VALUE, type VariableValue } from '../protocol/variables';
import { NamePool } from './name-pool';
import { DICT_MAP, type Rom } from './rom';
import { mapUsed } from './rom-map';
import type { Wasm, WasmMemory } from './wasm';

/** How an object is written in one word (py/obj.h, MICROPY_OBJ_REPR_A): a small int, a name, a constant, or an address. */
const SMALL_INT = 1;
const TAG_BITS = 7;
const NAME_TAG = 2;
const CONSTANT_TAG = 6;
const TAG_SHIFT = 3;
/** `MP_OBJ_NEW_IMMEDIATE_OBJ`. */
const Constant = { none: 0, false: 1, true: 3 } as const;

/** As byte offsets: objint.h with mpz.h, objfloat.c, objstr.h, objlist.h, objtuple.h, obj.h. */
const Int = { flags: 4, digits: 8, table: 12 } as const;
const Float = { value: 8 } as const;
const Text = { length: 8, data: 12 } as const;
const List = { length: 8 } as const;
const Tuple = { length: 4 } as const;
const TYPE_NAME = 6;

/** `MPZ_DIG_SIZE`, and how many such digits of a number are told: what a lesson asks for is no key of a cipher. */
const DIGIT_BITS = 16n;
const MOST_DIGITS = 32;

const KINDS = ['int', 'float', 'str', 'bytes', 'list', 'tuple', 'dict'] as const;
type Kind = (typeof KINDS)[number];

/**
 * Reads values out of the interpreter's memory. Between two of the VM's jumps, and at the prompt, all of it is whole.
 * A type is known by its address: a class of the student's may have any name.
 */
export class PythonValues {
  readonly #kinds: ReadonlyMap<number, Kind>;

  constructor(
    private readonly wasm: Wasm,
    private readonly memory: WasmMemory,
    rom: Rom,
  ) {
    this.#kinds = new Map(KINDS.map((kind) => [rom.builtin(kind), kind]));
  }

  /** @param object as MicroPython has it in a word */
  read(object: number): VariableValue {
    if ((object & SMALL_INT) !== 0) return { type: 'int', value: String(object >> 1) };
    if ((object & TAG_BITS) === NAME_TAG) return this.#text('str', this.nameOf(object));
    if ((object & TAG_BITS) === CONSTANT_TAG) return constant(object >>> TAG_SHIFT);
    const type = this.memory.word(object);
    const kind = this.#kinds.get(type);
    return kind ? this.#builtIn(kind, object) : { type: 'other', name: this.#typeName(type) };
  }

  /** The text of a name as an object, or of an object that is none `''`. */
  nameOf(object: number): string {
    if ((object & TAG_BITS) !== NAME_TAG) return '';
    return this.#names.nameOf(object >>> TAG_SHIFT);
  }

  get #names(): NamePool {
    return new NamePool(this.memory, this.memory.word(this.wasm.name_pools.value));
  }

  #builtIn(kind: Kind, object: number): VariableValue {
    const { memory } = this;
    switch (kind) {
      case 'int':
        return { type: 'int', value: this.#long(object) };
      case 'float':
        return {
          type: 'float',
          value: new DataView(memory.bytes.buffer).getFloat64(object + Float.value, true),
        };
      case 'str':
      case 'bytes':
        return this.#string(kind, object);
      case 'list':
        return { type: 'list', length: memory.word(object + List.length) };
      case 'tuple':
        return { type: 'tuple', length: memory.word(object + Tuple.length) };
      case 'dict':
        return { type: 'dict', length: mapUsed(memory, object + DICT_MAP) };
    }
  }

  #long(object: number): string | null {
    const { memory } = this;
    const count = memory.word(object + Int.digits);
    if (count > MOST_DIGITS) return null;
    const table = memory.word(object + Int.table);
    const digits = new DataView(memory.bytes.buffer);
    let value = 0n;
    for (let at = count - 1; at >= 0; at--)
      value = (value << DIGIT_BITS) | BigInt(digits.getUint16(table + 2 * at, true));
    const isNegative = (memory.word(object + Int.flags) & 1) !== 0;
    return String(isNegative ? -value : value);
  }

  #string(type: 'str' | 'bytes', object: number): VariableValue {
    const length = this.memory.word(object + Text.length);
    const data = this.memory.word(object + Text.data);
    const bytes = this.memory.slice(data, Math.min(length, LONGEST_VALUE));
    if (type === 'bytes') return { type, value: String.fromCharCode(...bytes), length };
    // Python counts characters: of a text that is told whole they are.
    const value = new TextDecoder().decode(bytes);
    return length > LONGEST_VALUE ? { type, value, length } : this.#text(type, value);
  }

  #text(type: 'str', value: string): VariableValue {
    return { type, value: value.slice(0, LONGEST_VALUE), length: characters(value) };
  }

  #typeName(type: number): string {
    const at = type + TYPE_NAME;
    const { bytes } = this.memory;
    return this.#names.nameOf((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
  }
}

/** As Python counts them: one that takes two units here is one. */
const characters = (text: string): number => text.length - (text.match(/[\ud800-\udbff]/g)?.length ?? 0);

function constant(which: number): VariableValue {
  if (which === Constant.none) return { type: 'NoneType' };
  return { type: 'bool', value: which === Constant.true };
}
