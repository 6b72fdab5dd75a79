import type { PythonValues } from './python-value';
import type { WasmMemory } from './wasm';

/** `mp_obj_exception_t` and `mp_obj_tuple_t` (py/objexcept.h, py/objtuple.h), as byte offsets. */
const Exception = { args: 12 } as const;
const Tuple = { length: 4, items: 8 } as const;

/**
 * What a program ended with that raised SystemExit: its argument when that is a whole number, 0 without one, else 1.
 *
 * MicroPython's C code throws the exception away. Its address still lies on the stack that it has left, where the
 * program's outermost frame was: the highest one is it.
 *
 * @param values reads what it was given
 * @param type where SystemExit's type is
 * @param stack the part of the C stack that was given back, as addresses
 */
export function exitStatus(
  memory: WasmMemory,
  values: PythonValues,
  type: number,
  stack: { low: number; high: number },
): number {
  const end = memory.bytes.length;
  for (let at = stack.high - 4; at >= stack.low; at -= 4) {
    const object = memory.word(at);
    if (object === 0 || object % 4 !== 0 || object > end - 16 || memory.word(object) !== type) continue;
    const args = memory.word(object + Exception.args);
    if (memory.word(args + Tuple.length) === 0) return 0;
    return statusOf(memory.word(args + Tuple.items), values);
  }
  return 0;
}

/** Small ints have their lowest bit set. */
function statusOf(object: number, values: PythonValues): number {
  if ((object & 1) === 1) return (object >> 1) & 0xff;
  const value = values.read(object);
  return value.type === 'NoneType' || (value.type === 'bool' && !value.value) ? 0 : 1;
}
