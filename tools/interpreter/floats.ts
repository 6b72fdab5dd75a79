import binaryen from 'binaryen';
import { functionsOf, type FunctionInfo } from './binary';
import { callsIn, infoOf, isConst, replace, walk, type Expression, type Node } from './expressions';
import { only } from './shape-error';

const { i32, f64, createType } = binaryen;

/** The bits of a single that an object of the chip has no room for. */
const LOST_BITS = 3;
const LOST = 2;

/**
 * The chip computes in single precision and keeps 30 of 32 bits (reference/esp8266 §7); the port computes in double
 * precision. Each result is rounded as the chip does when it becomes an object: since a double has more than twice the
 * bits of a single, that gives the chip's own results. How a float is read and written is the
 * host's (src/interpreter/float-parse.ts, float-format.ts).
 *
 * Numbers far smaller than any single are left alone: in these firmware counts time
 * (src/interpreter/host/firmware-time.ts).
 */
export function makeFloatsSingle(module: binaryen.Module): void {
  const { creations, formatFloat, parseFloat } = findFloats(module);
  addRounding(module);
  for (const value of creations) replace(value, module.call(ROUND, [value.expression], f64));

  askHost(module, formatFloat, 'host_format_float', [f64, i32, i32, i32, i32, i32]);
  askHost(module, parseFloat, 'host_parse_float', [i32, i32, i32]);
}

/** The host does what this function did. */
function askHost(module: binaryen.Module, name: string, host: string, types: readonly number[]): void {
  const params = createType([...types]);
  module.addFunctionImport(host, 'env', host, params, i32);
  module.removeFunction(name);
  const given = types.map((type, index) => module.local.get(index, type));
  module.addFunction(name, params, i32, [], module.call(host, given, i32));
}

const ROUND = 'chip_float';

/** From here on a number is rounded: below are firmware's, and below these what is no more than zero anyway. */
const SMALLEST_ROUNDED = 2 ** -600;
const SMALLEST_OF_FIRMWARE = 2 ** -1000;

/** `chip_float(value)`: what the chip keeps of a value. */
function addRounding(module: binaryen.Module): void {
  const value = (): Expression => module.local.get(0, f64);
  const size = (): Expression => module.f64.abs(value());
  const isTime = module.i32.and(
    module.f64.lt(size(), module.f64.const(SMALLEST_ROUNDED)),
    module.f64.ge(size(), module.f64.const(SMALLEST_OF_FIRMWARE)),
  );
  const single = module.f32.reinterpret(withoutLostBits(module, value()));
  const body = module.select(isTime, value(), module.f64.promote(single));
  module.addFunction(ROUND, f64, f64, [i32], body);
}

/** The bits of a value as a single, with the lost ones filled with those before them. Uses the function's local 1. */
function withoutLostBits(module: binaryen.Module, value: Expression): Expression {
  const BITS = 1;
  const stored = module.i32.and(
    module.i32.reinterpret(module.f32.demote(value)),
    module.i32.const(~LOST_BITS),
  );
  return module.i32.or(
    module.local.tee(BITS, stored, i32),
    module.i32.and(
      module.i32.shr_u(module.local.get(BITS, i32), module.i32.const(LOST)),
      module.i32.const(LOST_BITS),
    ),
  );
}

/** Bytes of `mp_obj_float_t` (py/objfloat.c), and where its value is. */
const FloatObject = { bytes: 16, value: 8 } as const;

export interface Floats {
  /** What is stored as the value of a new object: by `mp_obj_new_float`, and where the compiler has put that inline. */
  readonly creations: readonly Node[];
  readonly formatFloat: string;
  readonly parseFloat: string;
}

/** MANTISSA_MAX of the double's parser (py/parsenum.c), by which `mp_parse_float_internal` is known. */
const MOST_MANTISSA = 0x1999999999999998n;

export function findFloats(module: binaryen.Module): Floats {
  const functions = functionsOf(module).filter(({ base }) => base === '');
  const withParams = (...params: number[]): FunctionInfo[] =>
    functions.filter((candidate) => candidate.params === createType(params) && candidate.results === i32);
  const allocate = only('mp_obj_new_float', withParams(f64).flatMap(allocatorIn));
  return {
    creations: functions.flatMap(({ body }) => valuesOfNewFloats(body, allocate)),
    formatFloat: only('mp_format_float', withParams(f64, i32, i32, i32, i32, i32)).name,
    parseFloat: only('mp_parse_float_internal', withParams(i32, i32, i32).filter(countsMantissa)).name,
  };
}

function countsMantissa({ body }: FunctionInfo): boolean {
  return [...walk(body)].some(({ info }) => info.id === binaryen.ConstId && info['value'] === MOST_MANTISSA);
}

/** `mp_obj_new_float` is little more than the store of its argument: the result is what gives it the object. */
function allocatorIn({ body }: FunctionInfo): string[] {
  const [call, ...more] = callsIn(body);
  return call && more.length === 0 && valuesOfNewFloats(body, call.target).length === 1 ? [call.target] : [];
}

/** `(f64.store offset=8 (local.tee (call allocate (i32.const 16))) value)` */
function valuesOfNewFloats(body: Expression, allocate: string): Node[] {
  const nodes = [...walk(body)];
  return nodes.filter(({ expression, parent }) => {
    const store = parent?.info;
    if (store?.id !== binaryen.StoreId || store['value'] !== expression) return false;
    if (binaryen.getExpressionType(expression) !== f64 || store['offset'] !== FloatObject.value) return false;
    const object = infoOf(store['ptr'] as Expression);
    const call = object.id === binaryen.LocalSetId ? infoOf(object['value'] as Expression) : object;
    if (call.id !== binaryen.CallId || call['target'] !== allocate) return false;
    const [size] = call['operands'] as readonly Expression[];
    return size !== undefined && isConst(infoOf(size), FloatObject.bytes);
  });
}
