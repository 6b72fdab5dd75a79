import binaryen from 'binaryen';
import { functionsOf, type FunctionInfo } from './binary';
import { callsIn, infoOf, isConst, replace, walk, type Expression, type Node } from './expressions';
import { only } from './shape-error';

const { i32, f64, createType } = binaryen;

const SINGLE_OF = 'single_of';

/**
 * An integer that meets a float becomes a single on the chip before anything is computed with it: here as well, although
 * the double has room for more of its digits. Above the largest single it is infinite. What C code takes from an integer,
 * such as a time of `localtime`, is left as it is.
 */
export function makeIntegersSingle(module: binaryen.Module): void {
  const { small, large, right } = findConversions(module);
  const single = (value: Expression): Expression => module.f64.promote(module.f32.demote(value));
  for (const node of [...small, ...large]) replace(node, single(node.expression));

  const { target, operands } = right.info as unknown as Call;
  const [OBJECT, RESULT] = [0, 1];
  const local = (index: number): Expression => module.local.get(index, i32);
  const value = (): Expression => module.f64.load(0, 8, local(RESULT));
  const isSmall = module.i32.and(local(OBJECT), module.i32.const(1));
  // A float is rounded already, and one of firmware's would be zero.
  const isLarge = module.f64.ge(module.f64.abs(value()), module.f64.const(LARGE));
  const body = module.block(
    null,
    [
      module.if(
        module.i32.eqz(module.call(target, [local(OBJECT), local(RESULT)], i32)),
        module.return(module.i32.const(0)),
      ),
      module.if(module.i32.or(isSmall, isLarge), module.f64.store(0, 8, local(RESULT), single(value()))),
      module.i32.const(1),
    ],
    i32,
  );
  module.addFunction(SINGLE_OF, createType([i32, i32]), i32, [], body);
  replace(right, module.call(SINGLE_OF, [...operands], i32));
}

/** No integer below this is large enough to be rounded. */
const LARGE = 2 ** 24;

interface Call {
  readonly target: string;
  readonly operands: readonly Expression[];
}

export interface Conversions {
  /** Where `mp_binary_op` (py/runtime.c) takes a small int as a double. */
  readonly small: readonly Node[];
  /** Where `mp_obj_int_binary_op` (py/objint_mpz.c) takes a large one: its calls of `mpz_as_float`. */
  readonly large: readonly Node[];
  /** In `mp_obj_float_binary_op` (py/objfloat.c), what takes the operand on the right as a double. */
  readonly right: Node;
}

export function findConversions(module: binaryen.Module): Conversions {
  const functions = functionsOf(module).filter(({ base }) => base === '');
  const nodes = functions.map(({ body, results }) => ({ results, nodes: [...walk(body)] }));
  const asFloat = findAsFloat(functions);
  return {
    small: [...walk(findBinaryOp(functions).body)].filter(isSmallInt),
    large: nodes
      .filter(({ results }) => results === i32)
      .flatMap((home) => home.nodes.filter((node) => isCallOf(node, asFloat))),
    right: findRight(functions),
  };
}

const isCallOf = ({ info }: Node, target: string): boolean =>
  info.id === binaryen.CallId && info['target'] === target;

/** The quotient of two small ints, which nothing else has. */
export function findBinaryOp(functions: readonly FunctionInfo[]): FunctionInfo {
  const form = createType([i32, i32, i32]);
  return only(
    'mp_binary_op',
    functions.filter(
      ({ params, results, body }) => params === form && results === i32 && [...walk(body)].some(isQuotient),
    ),
  );
}

const isSmallInt = ({ info }: Pick<Node, 'info'>): boolean =>
  info.id === binaryen.UnaryId && info['op'] === binaryen.ConvertSInt32ToFloat64;

function isQuotient({ info }: Node): boolean {
  if (info.id !== binaryen.BinaryId || info['op'] !== binaryen.DivFloat64) return false;
  return [info['left'], info['right']].every((side) => isSmallInt({ info: infoOf(side as Expression) }));
}

/** `mpz_as_float` adds digit to digit, each worth 16 bits more than the next. */
function findAsFloat(functions: readonly FunctionInfo[]): string {
  return only(
    'mpz_as_float',
    functions.filter(
      ({ params, results, body }) => params === i32 && results === f64 && [...walk(body)].some(addsDigit),
    ),
  ).name;
}

const DIGIT = 65_536;

function addsDigit({ info }: Node): boolean {
  if (info.id !== binaryen.BinaryId || info['op'] !== binaryen.AddFloat64) return false;
  const product = infoOf(info['left'] as Expression);
  const isProduct = product.id === binaryen.BinaryId && product['op'] === binaryen.MulFloat64;
  return isProduct && isConst(infoOf(product['right'] as Expression), DIGIT);
}

/** `mp_obj_get_float_maybe(right, &value)` is what `mp_obj_float_binary_op(operation, left, right)` calls first. */
function findRight(functions: readonly FunctionInfo[]): Node {
  const form = createType([i32, f64, i32]);
  const { body } = only(
    'mp_obj_float_binary_op',
    functions.filter(({ params, results }) => params === form && results === i32),
  );
  const [first] = callsIn(body);
  const calls = [...walk(body)].filter(({ info }) => info.id === binaryen.CallId);
  return only(
    'the first call in mp_obj_float_binary_op',
    first?.operands.length === 2 ? calls.slice(0, 1) : [],
  );
}
