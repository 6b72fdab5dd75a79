import binaryen from 'binaryen';
import { functionsOf, type FunctionInfo } from './binary';
import { only } from './shape-error';

const { i32, none } = binaryen;

/** Imports in which the program may have to wait: at a jump, for the console, and for changes of the flash. */
const MAY_WAIT = [
  'vm_hook',
  'fd_write',
  'fd_close',
  'fd_sync',
  '__syscall_openat',
  '__syscall_mkdirat',
  '__syscall_rmdir',
  '__syscall_unlinkat',
  '__syscall_renameat',
];

/** What such an import gives when the program has to wait: the least number, which none of them gives otherwise. */
const WAITS = -0x8000_0000;

/**
 * `host_wait`: the one import that may suspend the whole stack, where the thread cannot sleep (docs/architecture.md,
 * "Roads into a busy worker"). An import of the list says by WAITS that it has to be called, and what it gives is that
 * import's result. So nobody else pays for suspension, nor has to be called in a way that allows it.
 */
export function letImportsWait(module: binaryen.Module): void {
  module.addFunctionImport('host_wait', 'env', 'host_wait', none, i32);
  const functions = functionsOf(module);
  for (const name of MAY_WAIT) {
    const imported = only(
      `the import ${name}`,
      functions.filter(({ base }) => base === name),
    );
    addWait(module, imported);
  }
}

function addWait(module: binaryen.Module, { name, base, params, results }: FunctionInfo): void {
  const types = binaryen.expandType(params);
  const result = types.length;
  const at = base.startsWith('fd_') ? 'wasi_snapshot_preview1' : 'env';
  const asked = `${name}_now`;
  module.removeFunction(name);
  module.addFunctionImport(asked, at, base, params, results);
  const call = module.call(
    asked,
    types.map((type, index) => module.local.get(index, type)),
    results,
  );
  const waits = module.i32.eq(module.local.tee(result, call, i32), module.i32.const(WAITS));
  const body = module.if(waits, module.call('host_wait', [], i32), module.local.get(result, i32));
  module.addFunction(name, params, results, [i32], body);
}
