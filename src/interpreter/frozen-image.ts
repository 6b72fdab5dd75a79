/**
 * Firmware as the build puts it into the binary (tools/interpreter/firmware), compiled by the interpreter that runs it.
 * Numbers are LEB128. In this order:
 *
 * - how much memory it takes when it is unfolded, and the addresses of the types in `TYPES`;
 * - how many interned strings the binary has, how many names are added to them, how many bytes these are, and the names,
 *   each ended by a zero. Further on, a name is its number among them, or the binary's number for it and how many they
 *   are together;
 * - how many modules there are, and for each: its path, ended by a zero; its names; its constants; its functions, each
 *   before those in it: bytes of code twice, plus one for a generator, and how many functions are in it;
 * - the code of all functions, in the same order.
 */
export const SECTION = 'pinwire.firmware';

/** Of constants: a word that is the object itself, a name, and what lies in memory. */
export const Kind = { word: 0, name: 1, str: 2, bytes: 3, tuple: 4, float: 5, int: 6 } as const;

/** Built-in types, in the order of their addresses in the image. */
export const TYPES = ['str', 'bytes', 'tuple', 'float', 'int'] as const;

/** As byte offsets: objstr.h, objtuple.h, objfloat.c, objint.h with mpz.h. */
export const Str = { length: 8, data: 12, bytes: 16 } as const;
export const Tuple = { length: 4, items: 8 } as const;
export const Float = { value: 8, bytes: 16 } as const;
export const Int = { flags: 4, length: 8, digits: 12, bytes: 16, digitBytes: 2 } as const;

/** `mp_raw_code_t` (py/emitglue.h): two zeros, the kind of code, whether it is a generator's. */
export const RawCode = { kind: 2, isGenerator: 3, code: 4, children: 8, bytes: 12 } as const;
export const BYTECODE = 2;

/** `mp_frozen_module_t` (py/frozenmod.h). */
export const FrozenModule = { names: 0, constants: 4, code: 8, bytes: 12 } as const;

/** How a word says that it is a name: its number is above these bits (py/obj.h, MICROPY_OBJ_REPR_A). */
export const NAME_TAG = 2;
export const TAG_BITS = 7;
export const NAME_SHIFT = 3;
