import binaryen from 'binaryen';
import { infoOfFunction } from './binary';
import type { Expression } from './expressions';
import { undeclared } from './undeclared';

/** Changing what a function of the module does. */

export function setBody(module: binaryen.Module, name: string, body: Expression): void {
  undeclared._BinaryenFunctionSetBody(module.getFunction(name), body);
}

/** Puts `statement` before what the function does. */
export function before(module: binaryen.Module, name: string, statement: Expression): void {
  const { body, results } = infoOfFunction(module.getFunction(name));
  setBody(module, name, module.block(null, [statement, body], results));
}

/** @returns the index of a new local of the function */
export const addLocal = (module: binaryen.Module, name: string, type = binaryen.i32): number =>
  undeclared._BinaryenFunctionAddVar(module.getFunction(name), type);
