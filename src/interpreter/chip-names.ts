/** What of MicroPython's WebAssembly port the chip has (reference/esp8266 §6): all other names are taken out. */

export const FOREIGN_MODULES: ReadonlySet<string> = new Set(['cmath', 'js', 'jsffi']);

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** The modules of which the chip has less, with what it has of them. */
export const MODULE_NAMES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['binascii', words('__name__ a2b_base64 b2a_base64 hexlify unhexlify')],
  [
    'math',
    words(
      '__name__ e pi acos asin atan atan2 ceil copysign cos degrees exp fabs floor fmod frexp isfinite isinf ' +
        'isnan ldexp log modf pow radians sin sqrt tan trunc',
    ),
  ],
  ['random', words('__name__ getrandbits seed')],
]);

export const FOREIGN_BUILTINS: ReadonlySet<string> = words('NotImplemented compile complex execfile');

const OF_TEXT = words('center partition rpartition splitlines');

/** By the module that has the type, and the type that has them. The chip's DeflateIO only unpacks. */
export const FOREIGN_METHODS: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> = new Map([
  [
    'builtins',
    new Map([
      ['str', OF_TEXT],
      ['bytes', OF_TEXT],
      ['bytearray', OF_TEXT],
      ['object', words('__setattr__ __delattr__')],
    ]),
  ],
  ['deflate', new Map([['DeflateIO', words('write')]])],
]);

/** Names that stand in the binary's code and in no table: of `slice`, of functions and docstrings, and what it asks a program's class for. */
export const FOREIGN_IN_CODE: readonly string[] = [
  'indices',
  '__code__',
  '__doc__',
  '__setattr__',
  '__delattr__',
];

/** Of `math`. */
export const FLOAT_CONSTANTS: ReadonlySet<string> = words('e pi');
