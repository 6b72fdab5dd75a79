import binaryen from 'binaryen';
import {
  addressOfString,
  BUDGET,
  exportConstant,
  exported,
  findLandmarks,
  readModule,
  type Landmarks,
} from './binary';
import { setBody } from './bodies';
import { warnOfBytes } from './bytes-warning';
import { collectAtOnce } from './collector';
import { refuseComplex } from './complex';
import { takeNative } from './decorators';
import { keepEmergencyBuffer } from './emergency';
import { useNativeExceptions } from './exceptions';
import { makeFloatsSingle } from './floats';
import { findFrozenList, withoutFrozenModules } from './frozen';
import { makeIntegersSingle } from './integers';
import { filterNames } from './names';
import { addStackGuard, guardStack, resetStackGuard } from './stack-guard';
import { openTables } from './tables';
import { letImportsWait } from './waits';
import { replace, type Expression } from './expressions';

/**
 * Rewrites MicroPython's WebAssembly build so that it can be a board (docs/architecture.md, "The interpreter"):
 *
 * 1. `vm_hook`: at every jump of a program a counter, `vm_budget`, goes down; when it is used up, or the VM's
 *    scheduler has something pending, the host is asked. It may wait there (that is how the board blocks), let the
 *    pending exception or handlers happen at this very place, or go on.
 * 2. `host_gc`: the stock `gc_collect` only sets a flag and collects when the outermost call returns, so a program
 *    that never returns grows for ever. Here the host collects at once; for that every pointer that waits in a
 *    local is spilled to memory, where the host's scan of the stack finds it. `host_split` makes it a heap of fixed
 *    size.
 * 3. `sealed_start`: memory that the collector and the allocator leave alone, for the firmware that never changes.
 * 4. `host_hides_frame`: whether a traceback leaves out the frame of this code, as it does for firmware.
 * 5. setjmp/longjmp by WebAssembly's own exceptions instead of JavaScript trampolines, so that the optimizer sees
 *    plain calls.
 * 6. A guard below the C stack: recursion in C that MicroPython does not check (`==` of deeply nested lists) raises
 *    RuntimeError, too, where it would run off the stack's end.
 * 7. A filter in front of the search for interned strings, which every new string goes through.
 * 8. `host_uncaught`: an exception that nobody catches, because it is raised while another one is printed, comes to the
 *    host. The stock build loops for ever.
 * 9. What the prompt of the host needs: to run a source that lies anywhere in memory, completion, and the handlers that
 *    the scheduler holds.
 * 10. The tables of modules and the error texts in which the port differs from the chip are open to the host.
 * 11. The package's own Python modules are taken out, and their list is open to the host.
 * 12. Floats are rounded to what the chip keeps of them, and `host_format_float` writes them; integers are rounded when
 *    they meet one. There are no complex numbers.
 * 13. `host_wait`: where an import may have to wait, the host says so, and is called by this, which may suspend the stack.
 * 14. What the chip's build has and this one leaves out: `@micropython.native` (as bytecode), a buffer for exceptions
 *    when there is no memory, and the warning of `b'a' == 'a'`.
 */
export function rewriteInterpreter(stock: Uint8Array): Uint8Array {
  const module = readModule(stock);
  try {
    const landmarks = findLandmarks(module);
    const longjmp = exported(module, 'setThrew');
    collectAtOnce(module, landmarks);
    hookJumps(module, landmarks);
    letImportsWait(module);
    hideFirmwareFrames(module, landmarks);
    takeNative(module);
    openTables(module, landmarks);
    openFrozenList(module, stock);
    openPrompt(module, landmarks);
    openFileFormat(module);
    openScheduler(module, landmarks);
    keepEmergencyBuffer(module, landmarks);
    warnOfBytes(module, landmarks);
    makeIntegersSingle(module);
    makeFloatsSingle(module);
    refuseComplex(module);
    filterNames(module, landmarks);
    addStackGuard(module, landmarks.raiseRecursionDepth);
    tellUncaught(module, landmarks);
    inlineSmall(module);
    spillPointers(module);
    guardStack(module);
    useNativeExceptions(module, longjmp);
    optimize(module);
    if (!module.validate()) throw new Error('The rewritten interpreter does not validate.');
    return withoutFrozenModules(module.emitBinary());
  } finally {
    module.dispose();
  }
}

const { i32, none } = binaryen;

function openFrozenList(module: binaryen.Module, stock: Uint8Array): void {
  const { names, namesEnd, modules, most } = findFrozenList(stock);
  exportConstant(module, 'frozen_names', names);
  exportConstant(module, 'frozen_names_bytes', namesEnd - names);
  exportConstant(module, 'frozen_modules', modules);
  exportConstant(module, 'frozen_most', most);
}

/** How many jumps pass before the host is asked for the first time; from then on the host sets it. */
const FIRST_BUDGET = 1000;

/**
 * Replaces the dispatcher's read of `sched_state` (zero means: handle what is pending) by
 * `--vm_budget > 0 && sched_state != 0 ? 1 : vm_hook(code_state)`.
 */
function hookJumps(module: binaryen.Module, { pendingCheck, schedState }: Landmarks): void {
  module.addFunctionImport('vm_hook', 'env', 'vm_hook', i32, i32);
  module.addGlobal(BUDGET, i32, true, module.i32.const(FIRST_BUDGET));
  module.addGlobalExport(BUDGET, BUDGET);
  const budget = (): Expression => module.global.get(BUDGET, i32);
  const spent = module.block(
    null,
    [
      module.global.set(BUDGET, module.i32.sub(budget(), module.i32.const(1))),
      module.i32.le_s(budget(), module.i32.const(0)),
    ],
    i32,
  );
  const pending = module.i32.eqz(module.i32.load16_u(0, 2, module.i32.const(schedState)));
  const check = module.if(
    module.i32.or(spent, pending),
    module.call('vm_hook', [module.local.get(CODE_STATE, i32)], i32),
    module.i32.const(1),
  );
  replace(pendingCheck, check);
}

/** `mp_execute_bytecode(mp_code_state_t *code_state, …)`: never assigned in the dispatcher. */
const CODE_STATE = 0;

function hideFirmwareFrames(module: binaryen.Module, { addTraceback }: Landmarks): void {
  module.addFunctionImport('host_hides_frame', 'env', 'host_hides_frame', i32, i32);
  const hidden = module.call('host_hides_frame', [module.local.get(CODE_STATE, i32)], i32);
  replace(addTraceback, module.if(module.i32.eqz(hidden), addTraceback.expression));
}

/** The host has its own prompt, and runs by this what was typed there. The chip's `__main__` has no `__file__`. */
function openPrompt(
  module: binaryen.Module,
  { execute, storeFile, autocomplete, platPrint }: Landmarks,
): void {
  module.addFunctionExport(execute, 'parse_compile_execute');
  module.addFunctionExport(autocomplete, 'mp_repl_autocomplete');
  exportConstant(module, 'mp_plat_print', platPrint);
  replace(storeFile, module.nop());
}

/** An exception that nobody catches ends the call from the host, which throws in `host_uncaught`. */
function tellUncaught(module: binaryen.Module, { jumpFail }: Landmarks): void {
  module.addFunctionImport('host_uncaught', 'env', 'host_uncaught', i32, none);
  const EXCEPTION = 0;
  const body = module.block(null, [
    resetStackGuard(module),
    module.call('host_uncaught', [module.local.get(EXCEPTION, i32)], none),
    module.unreachable(),
  ]);
  setBody(module, jumpFail, body);
}

/** How an open file shows itself: the host leaves the number out, which the chip's files do not have. */
function openFileFormat(module: binaryen.Module): void {
  exportConstant(module, 'file_format', addressOfString(module, '<io.%s %d>'));
}

function openScheduler(
  module: binaryen.Module,
  { schedSchedule, schedState, handlePending }: Landmarks,
): void {
  module.addFunctionExport(schedSchedule, 'mp_sched_schedule');
  module.addFunctionExport(handlePending, 'mp_handle_pending');
  exportConstant(module, 'sched_state', schedState);
}

/**
 * Before pointers are spilled: around each call that is left, every pointer that is needed later is stored. In the
 * dispatcher alone this takes away two thirds of some 4,000 stores.
 */
function inlineSmall(module: binaryen.Module): void {
  setOptimization(30, 60);
  module.runPasses(['directize', 'inlining-optimizing', 'dae-optimizing']);
  binaryen.clearPassArguments();
}

/**
 * `spill-pointers` sees locals only. A call's result that waits on the operand stack while a sibling call allocates
 * (`h(f(), g())`) would be missed and values would come out silently wrong: hence flatten first, and the rest to
 * keep recursion depth.
 */
function spillPointers(module: binaryen.Module): void {
  module.runPasses([
    'flatten',
    'simplify-locals-nonesting',
    'dce',
    'vacuum',
    'reorder-locals',
    'coalesce-locals',
    'spill-pointers',
  ]);
}

function optimize(module: binaryen.Module): void {
  setOptimization(40, 40);
  module.optimize();
  module.runPasses(['directize']);
  module.optimize();
  binaryen.clearPassArguments();
}

/** For speed. @param always functions up to this size are inlined everywhere @param flexible … where it seems to pay */
function setOptimization(always: number, flexible: number): void {
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  binaryen.setAlwaysInlineMaxSize(always);
  binaryen.setFlexibleInlineMaxSize(flexible);
  // The lowest addresses are the end of the stack: no object of the program has one.
  binaryen.setLowMemoryUnused(true);
  // Emscripten's table never changes after start, so calls through constant slots are direct calls.
  binaryen.setPassArgument('directize-initial-contents-immutable', '1');
}
