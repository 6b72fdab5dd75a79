import binaryen from 'binaryen';
import { BUDGET, exported, functionsOf, STACK_POINTER, type FunctionInfo } from './binary';
import { callsIn, walk, type Expression } from './expressions';
import { undeclared } from './undeclared';

const { i32, none } = binaryen;

/**
 * Bytes kept free at the stack's end (it grows down to address 0) for what runs without a check: making the
 * exception, a collection, functions that call no further. The largest frame has 320 bytes.
 */
const RESERVE = 6 * 1024;

const LIMIT = 'stack_guard';
const OVERFLOW = 'stack_overflow';

/** Adds the function that is called when the stack is used up. While it makes the exception, nothing is checked. */
export function addStackGuard(module: binaryen.Module, raiseRecursionDepth: string): void {
  module.addGlobal(LIMIT, i32, true, module.i32.const(RESERVE));
  const body = module.block(null, [
    module.global.set(LIMIT, module.i32.const(0)),
    module.call(raiseRecursionDepth, [], none),
  ]);
  module.addFunction(OVERFLOW, none, none, [], body);
  // Kept by its export until it is called.
  module.addFunctionExport(OVERFLOW, OVERFLOW);
}

/** The exception is on its way: from where it lands, the stack is checked again. */
export const resetStackGuard = (module: binaryen.Module): Expression =>
  module.global.set(LIMIT, module.i32.const(RESERVE));

/**
 * Puts a check before every function through which recursion can come round. Those are also the functions in which C
 * code spends its time when it works on a student's objects (comparing, iterating, printing, matching), so each call
 * is taken off the budget: the host is asked soon after a long `sorted()`, however large the budget was.
 */
export function guardStack(module: binaryen.Module): void {
  const overflow = exported(module, OVERFLOW);
  for (const { name, body } of recursiveFunctions(functionsOf(module))) {
    if (name === overflow) continue;
    const check = module.if(
      module.i32.lt_u(module.global.get(STACK_POINTER, i32), module.global.get(LIMIT, i32)),
      module.call(overflow, [], none),
    );
    const { results } = binaryen.getFunctionInfo(module.getFunction(name));
    const whole = module.block(null, [spend(module), check, body], results);
    undeclared._BinaryenFunctionSetBody(module.getFunction(name), whole);
  }
  module.removeExport(OVERFLOW);
}

const spend = (module: binaryen.Module): Expression =>
  module.global.set(BUDGET, module.i32.sub(module.global.get(BUDGET, i32), module.i32.const(1)));

/** Those that call through the table (whatever comes round that way passes one of them), or that reach themselves. */
function recursiveFunctions(functions: readonly FunctionInfo[]): FunctionInfo[] {
  const throughTable = new Set(
    functions.filter(({ base }) => base.startsWith('invoke_')).map(({ name }) => name),
  );
  const own = functions.filter(({ base }) => base === '');
  const calls = new Map(own.map(({ name, body }) => [name, callsIn(body).map(({ target }) => target)]));
  const callsTable = ({ name, body }: FunctionInfo): boolean =>
    (calls.get(name) ?? []).some((target) => throughTable.has(target)) ||
    [...walk(body)].some(({ info }) => info.id === binaryen.CallIndirectId);
  return own.filter((candidate) => callsTable(candidate) || reachesItself(candidate.name, calls));
}

function reachesItself(name: string, calls: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const waiting = [...(calls.get(name) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === name) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(calls.get(next) ?? []));
  }
  return false;
}
