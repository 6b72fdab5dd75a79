import binaryen from 'binaryen';
import { exportConstant, type Landmarks } from './binary';
import { addLocal, before, setBody } from './bodies';
import type { Expression } from './expressions';

const { i32, none, v128 } = binaryen;

/** The size of a block of the heap, and the alignment of every object (py/gc.h). */
const BLOCK_BYTES = 16;
const LOG2_BLOCK_BYTES = 4;
const LOG2_BLOCKS_PER_TABLE_BYTE = 2;

/** `mp_state_mem_area_t` (py/mpstate.h), as byte offsets. */
const Area = { allocTable: 4, poolStart: 16, poolEnd: 20 } as const;

/** What the allocation table says of a block, in two bits (py/gc.c). */
const Kind = { head: 1, mark: 3 } as const;

/** Where the memory of an area lies that the collector and the allocator leave alone; no bytes: there is none. */
const SEALED_START = 'sealed_start';
const SEALED_BYTES = 'sealed_bytes';

const MARK_WORD = 'gc_mark_word';
const MARK_RANGE = 'gc_mark_range';

/**
 * The stock `gc_collect` only sets a flag and collects when the outermost call returns, so a program that never returns
 * grows for ever. Here the host collects at once, by MicroPython's own mark and sweep, and says by how much the heap may
 * still grow: 0 is a heap of fixed size.
 */
export function collectAtOnce(module: binaryen.Module, landmarks: Landmarks): void {
  module.addFunctionImport('host_gc', 'env', 'host_gc', none, none);
  module.addFunctionImport('host_split', 'env', 'host_split', none, i32);
  setBody(module, landmarks.gcCollect, module.call('host_gc', [], none));
  setBody(module, landmarks.gcMaxNewSplit, module.call('host_split', [], i32));
  module.addFunctionExport(landmarks.gcCollectStart, 'gc_collect_start');
  module.addFunctionExport(landmarks.gcCollectEnd, 'gc_collect_end');
  exportConstant(module, 'gc_first_area', landmarks.gcFirstArea);
  addMarkWord(module, landmarks.gcMarkSubtree);
  addMarkRange(module);
  sealObjects(module, landmarks);
}

/**
 * `gc_mark_word(area, word)`: where that is the address of an object in this area that is not marked yet, marks it and
 * what can be reached from it.
 */
function addMarkWord(module: binaryen.Module, gcMarkSubtree: string): void {
  const [AREA, WORD, CELL, SHIFT] = [0, 1, 2, 3];
  const int = module.i32;
  const local = (index: number): Expression => module.local.get(index, i32);
  const area = (field: number): Expression => int.load(field, 4, local(AREA));
  const table = (): Expression => int.load8_u(0, 1, local(CELL));
  const leave = (condition: Expression): Expression => module.if(condition, module.return());
  const kind = int.and(int.shr_u(table(), local(SHIFT)), int.const(3));
  const body = module.block(null, [
    // The offset in the pool …
    module.local.set(WORD, int.sub(local(WORD), area(Area.poolStart))),
    leave(int.ge_u(local(WORD), int.sub(area(Area.poolEnd), area(Area.poolStart)))),
    leave(int.and(local(WORD), int.const(BLOCK_BYTES - 1))),
    // … and the number of the block.
    module.local.set(WORD, int.shr_u(local(WORD), int.const(LOG2_BLOCK_BYTES))),
    module.local.set(
      CELL,
      int.add(area(Area.allocTable), int.shr_u(local(WORD), int.const(LOG2_BLOCKS_PER_TABLE_BYTE))),
    ),
    module.local.set(SHIFT, int.shl(int.and(local(WORD), int.const(3)), int.const(1))),
    leave(int.ne(kind, int.const(Kind.head))),
    int.store8(0, 1, local(CELL), int.or(table(), int.shl(int.const(Kind.mark), local(SHIFT)))),
    module.call(gcMarkSubtree, [local(AREA), local(WORD)], none),
  ]);
  module.addFunction(MARK_WORD, binaryen.createType([i32, i32]), none, [i32, i32], body);
}

/**
 * `gc_mark_range(area, start, end)`: marks what the words of this memory seem to point to, as `gc_collect_root` does.
 * Four words at a time are compared with the area's bounds, since nearly none lies within. Both addresses are multiples
 * of 16.
 */
function addMarkRange(module: binaryen.Module): void {
  module.setFeatures(module.getFeatures() | binaryen.Features.SIMD128);
  const [AREA, AT, END, POOL, BYTES] = [0, 1, 2, 3, 4];
  const local = (index: number, type = i32): Expression => module.local.get(index, type);
  const area = (field: number): Expression => module.i32.load(field, 4, local(AREA));
  const four = module.i32x4;
  const offsets = four.sub(module.v128.load(0, 4, local(AT)), local(POOL, v128));
  const markWord = (offset: number): Expression =>
    module.call(MARK_WORD, [local(AREA), module.i32.load(offset, 4, local(AT))], none);
  const loop = module.block(null, [
    module.if(module.i32.ge_u(local(AT), local(END)), module.return()),
    module.if(
      module.v128.any_true(four.lt_u(offsets, local(BYTES, v128))),
      module.block(null, [0, 4, 8, 12].map(markWord)),
    ),
    module.local.set(AT, module.i32.add(local(AT), module.i32.const(16))),
    module.br('next'),
  ]);
  const body = module.block(null, [
    module.local.set(POOL, four.splat(area(Area.poolStart))),
    module.local.set(BYTES, four.splat(module.i32.sub(area(Area.poolEnd), area(Area.poolStart)))),
    module.loop('next', loop),
  ]);
  module.addFunction(MARK_RANGE, binaryen.createType([i32, i32, i32]), none, [v128, v128], body);
  module.addFunctionExport(MARK_RANGE, MARK_RANGE);
}

/**
 * Objects in the sealed memory are in no area of the heap. They are never moved back or made smaller; whoever frees one,
 * or needs more room for it, leaves it to the host, which clears it.
 */
function sealObjects(module: binaryen.Module, { gcAlloc, gcFree, gcRealloc }: Landmarks): void {
  for (const name of [SEALED_START, SEALED_BYTES]) {
    module.addGlobal(name, i32, true, module.i32.const(0));
    module.addGlobalExport(name, name);
  }
  module.addFunctionImport('host_sealed_bytes', 'env', 'host_sealed_bytes', i32, i32);
  module.addFunctionImport('host_sealed_free', 'env', 'host_sealed_free', i32, none);
  const [OBJECT, BYTES, MAY_MOVE] = [0, 1, 2];
  const local = (index: number): Expression => module.local.get(index, i32);
  const constant = (value: number): Expression => module.i32.const(value);
  const isSealed = (): Expression =>
    module.i32.lt_u(
      module.i32.sub(local(OBJECT), module.global.get(SEALED_START, i32)),
      module.global.get(SEALED_BYTES, i32),
    );
  const bytes = (): Expression => module.call('host_sealed_bytes', [local(OBJECT)], i32);
  const free = (): Expression => module.call('host_sealed_free', [local(OBJECT)], none);

  before(module, gcFree, module.if(isSealed(), module.block(null, [free(), module.return()])));

  const moved = addLocal(module, gcRealloc);
  const move = module.block(null, [
    module.local.set(moved, module.call(gcAlloc, [local(BYTES), constant(0)], i32)),
    module.if(module.i32.eqz(local(moved)), module.return(constant(0))),
    module.memory.copy(local(moved), local(OBJECT), bytes()),
    free(),
    module.return(local(moved)),
  ]);
  const resize = module.block(null, [
    module.if(module.i32.eqz(local(BYTES)), module.block(null, [free(), module.return(constant(0))])),
    module.if(module.i32.le_u(local(BYTES), bytes()), module.return(local(OBJECT))),
    module.if(module.i32.eqz(local(MAY_MOVE)), module.return(constant(0))),
    move,
  ]);
  before(module, gcRealloc, module.if(isSealed(), resize));
}
