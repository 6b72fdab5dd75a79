import binaryen from 'binaryen';
import { addressOfString, functionsOf, type FunctionInfo } from './binary';
import { infoOf, isConst, replace, walk, type Expression, type Node } from './expressions';
import { only } from './shape-error';

const { i32 } = binaryen;

/** What the compiler says of a decorator that it does not know; in TEXTS the chip's, and what it has beyond this build. */
export const UNKNOWN_DECORATOR = 'invalid micropython decorator';

/** A name in the parser's tree: its number among the interned strings, and four bits that tell what kind of leaf it is. */
const LEAF_BITS = 4;
const LEAF_MASK = -16;

const KNOWS = 'knows_decorator';

/**
 * On the chip `@micropython.native` makes machine code that gives what bytecode gives. There is no such code here, so it
 * is taken for `@micropython.bytecode`. The host puts its name, an interned string's number, into `native_name`.
 */
export function takeNative(module: binaryen.Module): void {
  const { test, leaf, bytecode } = findDecorators(module);
  module.addGlobal('native_name', i32, true, module.i32.const(0));
  module.addGlobalExport('native_name', 'native_name');
  const given = (): Expression => module.local.get(0, i32);
  const body = module.i32.or(
    module.i32.eq(module.i32.and(given(), module.i32.const(LEAF_MASK)), module.i32.const(bytecode)),
    module.i32.eq(
      module.i32.shr_u(given(), module.i32.const(LEAF_BITS)),
      module.global.get('native_name', i32),
    ),
  );
  module.addFunction(KNOWS, i32, i32, [], body);
  replace(test, module.call(KNOWS, [leaf], i32));
}

export interface Decorators {
  /** In `compile_built_in_decorator` (py/compile.c), the condition `attr == MP_QSTR_bytecode`. */
  readonly test: Node;
  /** In it, the leaf that is compared. */
  readonly leaf: Expression;
  /** The name `bytecode` as a leaf, without its kind. */
  readonly bytecode: number;
}

/** The function that refuses a decorator compares two names: that it is `micropython` (`!=`), and which one of it (`==`). */
export function findDecorators(module: binaryen.Module): Decorators {
  const text = addressOfString(module, UNKNOWN_DECORATOR);
  const refuses = ({ base, body }: FunctionInfo): boolean =>
    base === '' && [...walk(body)].some(({ info }) => isConst(info, text));
  const { body } = only('compile_decorated', functionsOf(module).filter(refuses));
  return only(
    'the name of a decorator in compile_decorated',
    [...walk(body)].flatMap((test) => {
      if (test.info.id !== binaryen.BinaryId || test.info['op'] !== binaryen.EqInt32) return [];
      const [left, right] = [
        infoOf(test.info['left'] as Expression),
        infoOf(test.info['right'] as Expression),
      ];
      const masks = left.id === binaryen.BinaryId && isConst(infoOf(left['right'] as Expression), LEAF_MASK);
      if (!masks || right.id !== binaryen.ConstId) return [];
      return [{ test, leaf: left['left'] as Expression, bytecode: right['value'] as number }];
    }),
  );
}
