import binaryen from 'binaryen';
import { callsIn, infoOf, isConst, staticAddress, walk, type Expression, type Node } from './expressions';
import { only } from './shape-error';
import { dataSegments } from './undeclared';

export interface FunctionInfo {
  readonly name: string;
  readonly body: Expression;
  readonly params: number;
  readonly results: number;
  /** The import's name when the function is imported, else empty. */
  readonly base: string;
}

/** Emscripten's `__stack_pointer` is its first global; Binaryen's pass finds it by name only. */
export const STACK_POINTER = '__stack_pointer';

/** Counts down to the next hook; the host sets it. */
export const BUDGET = 'vm_budget';

export function readModule(bytes: Uint8Array): binaryen.Module {
  return binaryen.readBinary(Buffer.concat([bytes, nameOfFirstGlobal(STACK_POINTER)]));
}

/** A custom section "name" with one entry in its subsection of globals (WebAssembly specification, appendix). */
function nameOfFirstGlobal(name: string): Uint8Array {
  const sized = (bytes: readonly number[]): number[] => [bytes.length, ...bytes];
  const text = (value: string): number[] => sized([...Buffer.from(value)]);
  const [CUSTOM, GLOBALS, COUNT, INDEX] = [0, 7, 1, 0];
  const globals = [GLOBALS, ...sized([COUNT, INDEX, ...text(name)])];
  return Uint8Array.from([CUSTOM, ...sized([...text('name'), ...globals])]);
}

/** With every expression of its body, which several searches go through. */
interface WalkedFunction extends FunctionInfo {
  readonly nodes: readonly Node[];
}

export function functionsOf(module: binaryen.Module): FunctionInfo[] {
  return Array.from({ length: module.getNumFunctions() }, (_, index) =>
    infoOfFunction(module.getFunctionByIndex(index)),
  );
}

export function infoOfFunction(ref: binaryen.FunctionRef): FunctionInfo {
  const info = binaryen.getFunctionInfo(ref);
  return {
    name: info.name,
    body: info.body,
    params: info.params,
    results: info.results,
    base: info.module ? (info.base ?? '') : '',
  };
}

/** Gives the host a number that is known now, such as an address, as a global of this name. */
export function exportConstant(module: binaryen.Module, name: string, value: number): void {
  module.addGlobal(name, binaryen.i32, false, module.i32.const(value));
  module.addGlobalExport(name, name);
}

export function exported(module: binaryen.Module, name: string): string {
  const exports = Array.from({ length: module.getNumExports() }, (_, index) =>
    binaryen.getExportInfo(module.getExportByIndex(index)),
  );
  return only(
    `the export ${name}`,
    exports.filter((entry) => entry.name === name),
  ).value;
}

const bodyOf = (module: binaryen.Module, name: string): Expression =>
  infoOfFunction(module.getFunction(name)).body;

/** The address in memory of a C string, which must occur exactly once as a whole. */
export function addressOfString(module: binaryen.Module, text: string): number {
  const wanted = Buffer.from(`\0${text}\0`, 'latin1');
  const hits: number[] = [];
  for (const { offset, data } of dataSegments(module)) {
    for (let at = data.indexOf(wanted); at >= 0; at = data.indexOf(wanted, at + 1))
      hits.push(offset + at + 1);
  }
  return only(`the string ${JSON.stringify(text)}`, hits);
}

/** Where the rewrite has to cut. Everything is found by shape: the binary carries no names. */
export interface Landmarks {
  /** `mp_execute_bytecode`: the function with the widest `switch`. */
  readonly dispatcher: FunctionInfo;
  /** In it, the one read of `sched_state`: executed at every jump of a program (py/vm.c, pending_exception_check). */
  readonly pendingCheck: Node;
  /** In it, the call of `mp_obj_exception_add_traceback`. */
  readonly addTraceback: Node;
  readonly schedState: number;
  readonly gcCollect: string;
  readonly gcCollectStart: string;
  readonly gcCollectEnd: string;
  readonly gcMarkSubtree: string;
  /** Address of the heap's first `mp_state_mem_area_t`. */
  readonly gcFirstArea: number;
  /** `gc_alloc(bytes, flags)`. */
  readonly gcAlloc: string;
  /** `gc_free(object)`. */
  readonly gcFree: string;
  /** `gc_realloc(object, bytes, may_move)`. */
  readonly gcRealloc: string;
  readonly gcMaxNewSplit: string;
  readonly schedSchedule: string;
  /** `mp_handle_pending(raises)`: what the dispatcher calls when `sched_state` says so. */
  readonly handlePending: string;
  /** `parse_compile_execute(source, kind, flags)` (shared/runtime/pyexec.c): runs what the prompt was given. */
  readonly execute: string;
  /** In it, the call that gives `__main__` a `__file__`. */
  readonly storeFile: Node;
  /** `mp_repl_autocomplete(text, length, print, completion)`. */
  readonly autocomplete: string;
  /** Address of `mp_plat_print`. */
  readonly platPrint: number;
  /** `mp_raise_recursion_depth`, which gives RuntimeError. */
  readonly raiseRecursionDepth: string;
  /** `nlr_jump_fail(exception)`: what happens to an exception that nobody catches. */
  readonly jumpFail: string;
  /** `qstr_compute_hash(bytes, length)`. */
  readonly qstrHash: string;
  /** `qstr_find_strn(bytes, length)`. */
  readonly qstrFind: FunctionInfo;
  /** Address of the pointer to the newest pool of interned strings. */
  readonly qstrLastPool: number;
}

export function findLandmarks(module: binaryen.Module): Landmarks {
  const functions = functionsOf(module)
    .filter((candidate) => candidate.base === '')
    .map((candidate) => ({ ...candidate, nodes: [...walk(candidate.body)] }));
  const schedState = findSchedState(module);
  const dispatcher = findDispatcher(functions);
  const collector = findCollector(module, functions);
  const pendingCheck = only(
    "the dispatcher's read of sched_state",
    [...walk(dispatcher.body)].filter(
      ({ info }) => info.id === binaryen.LoadId && staticAddress(info) === schedState,
    ),
  );
  return {
    dispatcher,
    schedState,
    pendingCheck,
    addTraceback: findAddTraceback(module, dispatcher),
    ...collector,
    gcMaxNewSplit: findMaxNewSplit(functions),
    schedSchedule: findSchedSchedule(module, functions),
    handlePending: findHandlePending(module, dispatcher, pendingCheck),
    ...findPrompt(module),
    raiseRecursionDepth: findRaiseRecursionDepth(functions),
    jumpFail: findJumpFail(functions),
    ...findQstrs(functions),
  };
}

/** `mp_sched_keyboard_interrupt` ends by setting `sched_state`, the only 16-bit store in it. */
function findSchedState(module: binaryen.Module): number {
  const body = bodyOf(module, exported(module, 'mp_sched_keyboard_interrupt'));
  const stores = [...walk(body)].filter(({ info }) => info.id === binaryen.StoreId && info['bytes'] === 2);
  return only(
    'sched_state in mp_sched_keyboard_interrupt',
    stores.map(({ info }) => staticAddress(info)).filter((address) => address !== undefined),
  );
}

function findDispatcher(functions: readonly WalkedFunction[]): WalkedFunction {
  const width = (candidate: WalkedFunction): number =>
    Math.max(
      0,
      ...candidate.nodes.map(({ info }) =>
        info.id === binaryen.SwitchId ? (info['names'] as string[]).length : 0,
      ),
    );
  // py/bc0.h has some 90 opcodes; no other switch of the interpreter comes near.
  return only(
    'the bytecode dispatcher (a switch of more than 80 cases)',
    functions.filter((candidate) => width(candidate) > 80),
  );
}

/** The dispatcher's only call that takes four arguments and gives nothing back, through its trampoline. */
function findAddTraceback(module: binaryen.Module, dispatcher: FunctionInfo): Node {
  const trampoline = only(
    'the import invoke_viiii',
    functionsOf(module).filter((candidate) => candidate.base === 'invoke_viiii'),
  ).name;
  return only(
    "the dispatcher's call of mp_obj_exception_add_traceback",
    [...walk(dispatcher.body)].filter(
      ({ info }) => info.id === binaryen.CallId && info['target'] === trampoline,
    ),
  );
}

/**
 * `external_call_depth_dec` is what `mp_js_repl_process_char` calls last. When the flag `gc_collect_pending` is set
 * (its only byte load) it runs `gc_collect_start` and `gc_collect_end`; the one other function that sets the flag is
 * `gc_collect`.
 */
function findCollector(
  module: binaryen.Module,
  functions: readonly WalkedFunction[],
): Pick<
  Landmarks,
  'gcCollect' | 'gcCollectStart' | 'gcCollectEnd' | 'gcMarkSubtree' | 'gcFirstArea' | keyof Allocator
> {
  const processChar = bodyOf(module, exported(module, 'mp_js_repl_process_char'));
  const depthDec = only(
    'external_call_depth_dec',
    callsIn(processChar)
      .slice(-1)
      .map((call) => call.target),
  );
  const depthDecBody = bodyOf(module, depthDec);
  const collect = callsIn(depthDecBody).map((call) => call.target);
  const [gcCollectStart = '', gcCollectEnd = ''] =
    collect.length === 2 ? collect : only('gc_collect_start and gc_collect_end', []);
  const pending = only(
    'gc_collect_pending',
    [...walk(depthDecBody)]
      .filter(({ info }) => info.id === binaryen.LoadId && info['bytes'] === 1)
      .map(({ info }) => staticAddress(info)),
  );
  const setsPending = (candidate: WalkedFunction): boolean =>
    candidate.nodes.some(
      ({ info }) => info.id === binaryen.StoreId && info['bytes'] === 1 && staticAddress(info) === pending,
    );
  const startBody = bodyOf(module, gcCollectStart);
  const gcMarkSubtree = only(
    'gc_mark_subtree',
    new Set(
      callsIn(startBody)
        .filter((call) => call.operands.length === 2)
        .map((call) => call.target),
    ),
  );
  const gcCollect = only(
    'gc_collect',
    functions.filter((candidate) => candidate.name !== depthDec && setsPending(candidate)),
  ).name;
  return {
    gcCollect,
    gcCollectStart,
    gcCollectEnd,
    gcMarkSubtree,
    gcFirstArea: findFirstArea(startBody),
    ...findAllocator(functions, gcCollect),
  };
}

type Allocator = Pick<Landmarks, 'gcAlloc' | 'gcFree' | 'gcRealloc'>;

/** `gc_alloc` collects when the heap is full; `gc_realloc` calls it and `gc_free`, and no other function calls both. */
function findAllocator(functions: readonly WalkedFunction[], gcCollect: string): Allocator {
  const calls = (candidate: WalkedFunction): string[] => callsIn(candidate.body).map(({ target }) => target);
  const params = (candidate: WalkedFunction): number => binaryen.expandType(candidate.params).length;
  const gcAlloc = only(
    'gc_alloc',
    functions.filter((candidate) => params(candidate) === 2 && calls(candidate).includes(gcCollect)),
  ).name;
  const realloc = only(
    'gc_realloc',
    functions.filter(
      (candidate) =>
        params(candidate) === 3 &&
        candidate.results === binaryen.i32 &&
        calls(candidate).includes(gcAlloc) &&
        new Set(calls(candidate)).size === 2,
    ),
  );
  const gcFree = only('gc_free in gc_realloc', new Set(calls(realloc).filter((name) => name !== gcAlloc)));
  return { gcAlloc, gcFree, gcRealloc: realloc.name };
}

/** `gc_collect_start` begins its walk over the heap's areas at a sum of two constants: the state and the area in it. */
function findFirstArea(startBody: Expression): number {
  const sums = [...walk(startBody)].flatMap(({ info }) => {
    if (info.id !== binaryen.LocalSetId) return [];
    const value = infoOf(info['value'] as Expression);
    if (value.id !== binaryen.BinaryId) return [];
    const left = infoOf(value['left'] as Expression);
    const right = infoOf(value['right'] as Expression);
    if (left.id !== binaryen.ConstId || right.id !== binaryen.ConstId) return [];
    return [(left['value'] as number) + (right['value'] as number)];
  });
  return only('the first memory area in gc_collect_start', new Set(sums));
}

/** `gc_get_max_new_split` is one constant: 128 MiB. */
function findMaxNewSplit(functions: readonly WalkedFunction[]): string {
  return only(
    'gc_get_max_new_split',
    functions.filter((candidate) => {
      const [node, ...more] = candidate.nodes;
      return more.length === 0 && node !== undefined && isConst(node.info, 128 << 20);
    }),
  ).name;
}

/** `micropython.schedule` is the only one to speak of a full queue; before that it calls `mp_sched_schedule`. */
function findSchedSchedule(module: binaryen.Module, functions: readonly WalkedFunction[]): string {
  const message = addressOfString(module, 'schedule queue full');
  const builtin = only(
    'micropython.schedule',
    functions.filter((candidate) => candidate.nodes.some(({ info }) => isConst(info, message))),
  );
  const [first] = callsIn(builtin.body);
  return only('mp_sched_schedule', first ? [first.target] : []);
}

/** The first call after the dispatcher's look at `sched_state`: through a trampoline, which gets the slot of its table. */
function findHandlePending(module: binaryen.Module, dispatcher: FunctionInfo, check: Node): string {
  const nodes = [...walk(dispatcher.body)];
  const after = nodes.slice(nodes.findIndex(({ expression }) => expression === check.expression));
  const call = after.find(({ info }) => info.id === binaryen.CallId);
  const [slot] = (call?.info['operands'] as Expression[] | undefined) ?? [];
  const value = slot === undefined ? undefined : infoOf(slot)['value'];
  return only(
    "the dispatcher's call of mp_handle_pending",
    typeof value === 'number' ? functionsInTable(module, value) : [],
  );
}

/** What lies in a slot of the table for calls by pointer. */
function functionsInTable(module: binaryen.Module, slot: number): string[] {
  return Array.from({ length: module.getNumElementSegments() }, (_, index) => {
    const segment = binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(index));
    const first = infoOf(segment.offset)['value'];
    return typeof first === 'number' ? segment.data[slot - first] : undefined;
  }).filter((name) => name !== undefined);
}

/** Flags of raw mode (shared/runtime/pyexec.c): EXEC_FLAG_PRINT_EOF, EXEC_FLAG_SOURCE_IS_VSTR. */
const RAW_FLAGS = 1 | 16;

/**
 * `mp_js_repl_process_char` first calls `pyexec_event_repl_process_char`, which calls one function for each mode, raw
 * and friendly. Raw mode runs with flags of its own; friendly mode's readline calls the completion.
 */
function findPrompt(
  module: binaryen.Module,
): Pick<Landmarks, 'execute' | 'storeFile' | 'autocomplete' | 'platPrint'> {
  const targets = (name: string): string[] => callsIn(bodyOf(module, name)).map((call) => call.target);
  const [eventRepl = ''] = targets(exported(module, 'mp_js_repl_process_char'));
  const modes = targets(eventRepl);
  const execute = only(
    'parse_compile_execute',
    new Set(
      modes
        .flatMap((mode) => callsIn(bodyOf(module, mode)))
        .filter(({ operands }) => operands.length === 3 && isConst(infoOf(operands[2] ?? 0), RAW_FLAGS))
        .map((call) => call.target),
    ),
  );
  const completion = only(
    'the call of mp_repl_autocomplete',
    [...new Set(modes.flatMap(targets))]
      .flatMap((name) => callsIn(bodyOf(module, name)))
      .filter(({ operands }) => operands.length === 4 && infoOf(operands[2] ?? 0).id === binaryen.ConstId),
  );
  return {
    execute,
    storeFile: findStoreFile(bodyOf(module, execute)),
    autocomplete: completion.target,
    platPrint: infoOf(completion.operands[2] ?? 0)['value'] as number,
  };
}

/** The only call whose last operand is an interned string as an object: `name << 3 | 2` (py/obj.h). */
function findStoreFile(body: Expression): Node {
  return only(
    'the store of __file__ in parse_compile_execute',
    [...walk(body)].filter(({ info }) => {
      if (info.id !== binaryen.CallId) return false;
      const last = infoOf((info['operands'] as readonly Expression[]).at(-1) ?? 0);
      if (last.id !== binaryen.BinaryId || last['op'] !== binaryen.OrInt32) return false;
      return isConst(infoOf(last['right'] as Expression), 2);
    }),
  );
}

/**
 * `mp_cstack_check` compares the stack's use with its limit, which lie side by side in the state, and its only call is
 * that of `mp_raise_recursion_depth`.
 */
function findRaiseRecursionDepth(functions: readonly WalkedFunction[]): string {
  const checks = functions.flatMap((candidate) => {
    if (candidate.params !== binaryen.none || candidate.results !== binaryen.none) return [];
    const calls = callsIn(candidate.body);
    const [call] = calls;
    if (calls.length !== 1 || call?.operands.length !== 0) return [];
    const [top, limit, ...more] = staticLoads(candidate.body, 4);
    return top !== undefined && limit === top + 4 && more.length === 0 ? [call.target] : [];
  });
  return only('mp_raise_recursion_depth in mp_cstack_check', checks);
}

/** `nlr_jump_fail` is an endless loop, and nothing else (ports/webassembly/main.c). */
function findJumpFail(functions: readonly WalkedFunction[]): string {
  return only(
    'nlr_jump_fail',
    functions.filter(({ params, nodes: [loop, jump, ...more] }) => {
      const endless = loop?.info.id === binaryen.LoopId && jump?.info.id === binaryen.BreakId;
      return params === binaryen.i32 && endless && more.length === 0;
    }),
  ).name;
}

/** The hash of interned strings begins at 5381 (py/qstr.c): alone in one function, with the search in another. */
function findQstrs(
  functions: readonly WalkedFunction[],
): Pick<Landmarks, 'qstrHash' | 'qstrFind' | 'qstrLastPool'> {
  const loops = (candidate: WalkedFunction): number =>
    candidate.nodes.filter(({ info }) => info.id === binaryen.LoopId).length;
  const hashing = functions.filter(
    (candidate) =>
      binaryen.expandType(candidate.params).length === 2 &&
      candidate.results === binaryen.i32 &&
      candidate.nodes.some(({ info }) => isConst(info, 5381)),
  );
  const qstrFind = only(
    'qstr_find_strn',
    hashing.filter((candidate) => loops(candidate) === 4),
  );
  return {
    qstrHash: only(
      'qstr_compute_hash',
      hashing.filter((candidate) => loops(candidate) === 1 && callsIn(candidate.body).length === 0),
    ).name,
    qstrFind,
    qstrLastPool: only('the newest pool in qstr_find_strn', staticLoads(qstrFind.body, 4)),
  };
}

/** The fixed addresses that are read below `root`, in order, as `bytes` bytes each. */
function staticLoads(root: Expression, bytes: number): number[] {
  return [...walk(root)]
    .filter(({ info }) => info.id === binaryen.LoadId && info['bytes'] === bytes)
    .map(({ info }) => staticAddress(info))
    .filter((address) => address !== undefined);
}
