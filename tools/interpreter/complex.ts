import binaryen from 'binaryen';
import { addressOfString, functionsOf } from './binary';
import { callsIn, infoOf, isConst, replace, walk, type Expression, type Node } from './expressions';
import { only } from './shape-error';

const { i32, f64, none, createType } = binaryen;

/**
 * The chip has no complex numbers (reference/esp8266 §6): where one would come to be, as from `1j` or `(-2) ** 0.5`, it
 * raises ValueError. The host puts the address of what that says into `text_complex`.
 */
export function refuseComplex(module: binaryen.Module): void {
  const { creations, raiseValueError } = findComplex(module);
  module.addGlobal('text_complex', i32, true, module.i32.const(0));
  module.addGlobalExport('text_complex', 'text_complex');
  const raise = module.call(raiseValueError, [module.global.get('text_complex', i32)], none);
  const body = module.block(null, [raise, module.unreachable()]);
  module.addFunction(REFUSE, none, i32, [], body);
  for (const creation of creations) replace(creation, module.call(REFUSE, [], i32));
}

const REFUSE = 'no_complex';

/** Bytes of `mp_obj_complex_t` (py/objcomplex.c): a type, and two doubles. */
const COMPLEX_BYTES = 24;

export interface Complex {
  /** The calls that allocate one: in `mp_obj_new_complex`, and where the compiler has put that inline. */
  readonly creations: readonly Node[];
  readonly raiseValueError: string;
}

export function findComplex(module: binaryen.Module): Complex {
  const functions = functionsOf(module).filter(({ base }) => base === '');
  const newComplex = only(
    'mp_obj_new_complex',
    functions.filter(({ params, results }) => params === createType([f64, f64]) && results === i32),
  );
  const allocation = only('the allocation in mp_obj_new_complex', callsIn(newComplex.body));
  const type = infoOf(allocation.operands[1] ?? 0)['value'];
  const nodes = functions.flatMap(({ body }) => [...walk(body)]);
  const text = addressOfString(module, 'math domain error');
  return {
    creations: nodes.filter((node) => isCall(node, [COMPLEX_BYTES, type], allocation.target)),
    raiseValueError: only(
      'mp_raise_ValueError in math_error',
      new Set(nodes.filter((node) => isCall(node, [text])).map(({ info }) => info['target'] as string)),
    ),
  };
}

/** Whether it is a call with these constants and nothing else. */
function isCall({ info }: Node, constants: readonly unknown[], target?: string): boolean {
  if (info.id !== binaryen.CallId || (target !== undefined && info['target'] !== target)) return false;
  const operands = info['operands'] as readonly Expression[];
  return (
    operands.length === constants.length &&
    constants.every((constant, index) => isConst(infoOf(operands[index] ?? 0), Number(constant)))
  );
}
