import type binaryen from 'binaryen';
import { infoOfFunction } from './binary';
import { ShapeError } from './shape-error';
import { undeclared } from './undeclared';

/** What a look at the module misses when a function of it does nothing. */
export function missedWithout(
  module: binaryen.Module,
  func: binaryen.FunctionRef,
  look: () => unknown,
): string {
  const { body } = infoOfFunction(func);
  undeclared._BinaryenFunctionSetBody(func, module.unreachable());
  try {
    look();
    return 'nothing';
  } catch (error) {
    if (error instanceof ShapeError) return error.missed;
    throw error;
  } finally {
    undeclared._BinaryenFunctionSetBody(func, body);
  }
}
