import binaryen from 'binaryen';
import { functionsOf, STACK_POINTER, type FunctionInfo } from './binary';
import type { Expression } from './expressions';
import { resetStackGuard } from './stack-guard';

const { i32, none } = binaryen;

/**
 * Emscripten calls everything below a `setjmp` through JavaScript functions `invoke_*` that catch a `longjmp` thrown
 * as a JavaScript exception: a JavaScript frame for nearly every bytecode. As WebAssembly `try`/`catch` they become
 * ordinary functions that the optimizer inlines. The legacy opcodes are used, which every engine has.
 *
 * @param setThrew Emscripten's own `setThrew(threw, value)`, which its generated code tests after each `invoke_*`.
 */
export function useNativeExceptions(module: binaryen.Module, setThrew: string): void {
  module.setFeatures(module.getFeatures() | binaryen.Features.ExceptionHandling);
  module.addTag('longjmp', none, none);
  const table = binaryen.getTableInfo(module.getTableByIndex(0)).name;
  const imports = functionsOf(module).filter((candidate) => candidate.base !== '');
  for (const imported of imports) {
    if (imported.base === '_emscripten_throw_longjmp') {
      module.removeFunction(imported.name);
      const body = module.block(null, [resetStackGuard(module), module.throw('longjmp', [])]);
      module.addFunction(imported.name, none, none, [], body);
    } else if (imported.base.startsWith('invoke_')) {
      module.removeFunction(imported.name);
      addTrampoline(module, imported, table, setThrew);
    }
  }
}

function addTrampoline(
  module: binaryen.Module,
  { name, params, results }: FunctionInfo,
  table: string,
  setThrew: string,
): void {
  const [, ...types] = binaryen.expandType(params);
  const savedStackPointer = types.length + 1;
  const call = module.call_indirect(
    table,
    module.local.get(0, i32),
    types.map((type, index) => module.local.get(index + 1, type)),
    binaryen.createType(types),
    results,
  );
  const landing: Expression[] = [
    module.global.set(STACK_POINTER, module.local.get(savedStackPointer, i32)),
    module.call(setThrew, [module.i32.const(1), module.i32.const(0)], none),
    ...(results === none ? [] : [module.i32.const(0)]),
  ];
  const body = module.block(
    null,
    [
      module.local.set(savedStackPointer, module.global.get(STACK_POINTER, i32)),
      module.try('', call, ['longjmp'], [module.block(null, landing, results)], ''),
    ],
    results,
  );
  module.addFunction(name, params, results, [i32], body);
}
