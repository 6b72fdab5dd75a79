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

/** Of `str`, `bytes` and `bytearray`. */
export const FOREIGN_METHODS: ReadonlySet<string> = words('center partition rpartition splitlines');
export const TEXT_TYPES: readonly string[] = ['str', 'bytes', 'bytearray'];
