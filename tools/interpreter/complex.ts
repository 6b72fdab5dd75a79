import binaryen from 'binaryen';
import { addressOfString, functionsOf, type FunctionInfo } from './binary';
import { callsIn, infoOf, isConst, replace, walk, type Expression, type Node } from './expressions';
import { only } from './shape-error';

const { i32, f64, none, createType } = binaryen;

/**
 * The chip has no complex numbers (reference/esp8266 §6): where one would come to be, as from `(-2) ** 0.5`, it raises
 * ValueError, and SyntaxError where one is written, `1j`. The host puts the address of what that says into
 * `text_complex`.
 */
export function refuseComplex(module: binaryen.Module): void {
  const { creations, raiseValueError, literals, raiseAt } = findComplex(module);
  module.addGlobal('text_complex', i32, true, module.i32.const(0));
  module.addGlobalExport('text_complex', 'text_complex');
  const raise = module.call(raiseValueError, [module.global.get('text_complex', i32)], none);
  const body = module.block(null, [raise, module.unreachable()]);
  module.addFunction(REFUSE, none, i32, [], body);
  for (const creation of creations) replace(creation, module.call(REFUSE, [], i32));

  const text = module.global.get('text_complex', i32);
  const error = module.call(raiseAt.makeError, [module.i32.const(raiseAt.type), text], i32);
  const lexer = module.local.get(0, i32);
  const refuse = module.block(null, [module.call(raiseAt.raise, [error, lexer], none), module.unreachable()]);
  module.addFunction(REFUSE_LITERAL, i32, i32, [], refuse);
  for (const literal of literals)
    replace(literal, module.call(REFUSE_LITERAL, [module.local.get(raiseAt.lexer, i32)], i32));
}

const REFUSE = 'no_complex';
const REFUSE_LITERAL = 'no_complex_literal';

/** Bytes of `mp_obj_complex_t` (py/objcomplex.c): a type, and two doubles. */
const COMPLEX_BYTES = 24;

export interface Complex {
  /** The calls that allocate one: in `mp_obj_new_complex`, and where the compiler has put that inline. */
  readonly creations: readonly Node[];
  readonly raiseValueError: string;
  /** The calls of `mp_obj_new_complex` in `mp_parse_num_float` (py/parsenum.c). */
  readonly literals: readonly Node[];
  /** How that raises an error: SyntaxError at the lexer's line where it has one, else what it was given. */
  readonly raiseAt: RaiseAt;
}

interface RaiseAt {
  /** `raise_exc(exception, lexer)`. */
  readonly raise: string;
  /** `mp_obj_new_exception_msg(type, text)`. */
  readonly makeError: string;
  /** The address of ValueError. */
  readonly type: number;
  /** Which of the function's parameters is the lexer. */
  readonly lexer: number;
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
  const parser = findParser(module, functions);
  const text = addressOfString(module, 'math domain error');
  return {
    creations: nodes.filter((node) => isCall(node, [COMPLEX_BYTES, type], allocation.target)),
    raiseValueError: only(
      'mp_raise_ValueError in math_error',
      new Set(nodes.filter((node) => isCall(node, [text])).map(({ info }) => info['target'] as string)),
    ),
    literals: [...walk(parser.body)].filter(
      ({ info }) => info.id === binaryen.CallId && info['target'] === newComplex.name,
    ),
    raiseAt: parser.raiseAt,
  };
}

/** `raise_exc(mp_obj_new_exception_msg(&mp_type_ValueError, "invalid syntax for number"), lexer)`. */
function findParser(
  module: binaryen.Module,
  functions: readonly FunctionInfo[],
): { body: Expression; raiseAt: RaiseAt } {
  const text = addressOfString(module, 'invalid syntax for number');
  const found = functions.flatMap(({ body, params }) =>
    callsIn(body).flatMap(({ target: raise, operands: [error = 0] }) => {
      const call = infoOf(error);
      if (call.id !== binaryen.CallId) return [];
      const [type = 0, says = 0] = call['operands'] as readonly Expression[];
      if (!isConst(infoOf(says), text)) return [];
      const makeError = call['target'] as string;
      const lexer = binaryen.expandType(params).length - 1;
      return [{ body, raiseAt: { raise, makeError, type: Number(infoOf(type)['value']), lexer } }];
    }),
  );
  return only('the error of mp_parse_num_float', found);
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
