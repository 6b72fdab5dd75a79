import { expect, test } from 'vitest';
import { BLOCK_BYTES, HeapArea, Kind } from './heap-area';
import { WasmMemory } from './wasm';

const POOL = 64 * BLOCK_BYTES;

function emptyArea(): HeapArea {
  const memory = new WasmMemory(new WebAssembly.Memory({ initial: 1 }));
  return HeapArea.make(memory, POOL, () => 1_000);
}

test('an area that was made is empty, and its blocks lie at multiples of their size', () => {
  const area = emptyArea();
  expect([...area.runs()]).toEqual([{ first: 0, blocks: 64, free: true }]);
  expect(area.pool % BLOCK_BYTES).toBe(0);
  expect(area.poolEnd - area.pool).toBe(POOL);
});

test('runs are objects and the gaps between them', () => {
  const area = emptyArea();
  area.take({ first: 2, blocks: 3, free: true });
  area.take({ first: 5, blocks: 1, free: true });
  expect([...area.runs()]).toEqual([
    { first: 0, blocks: 2, free: true },
    { first: 2, blocks: 3, free: false },
    { first: 5, blocks: 1, free: false },
    { first: 6, blocks: 58, free: true },
  ]);
  expect([2, 3, 5, 6].map((block) => area.kindOf(block))).toEqual([
    Kind.head,
    Kind.tail,
    Kind.head,
    Kind.free,
  ]);
});

test('an object is found by its address', () => {
  const area = emptyArea();
  area.take({ first: 2, blocks: 3, free: true });
  area.take({ first: 5, blocks: 1, free: true });
  const object = area.objectAt(area.pool + 2 * BLOCK_BYTES);
  expect(object).toEqual({ first: 2, blocks: 3, free: false });
});

test('areas that trade places keep their blocks', () => {
  const memory = new WasmMemory(new WebAssembly.Memory({ initial: 1 }));
  const one = HeapArea.make(memory, POOL, () => 1_000);
  const other = HeapArea.make(memory, POOL / 2, () => 10_000);
  one.take({ first: 4, blocks: 2, free: true });
  const { pool } = one;
  one.trade(other);
  expect([one.blocks, other.blocks, other.pool]).toEqual([32, 64, pool]);
  expect(other.kindOf(4)).toBe(Kind.head);
  expect(one.kindOf(4)).toBe(Kind.free);
});

test('a truncated area ends after its last object, at a whole byte of its table', () => {
  const area = emptyArea();
  area.take({ first: 8, blocks: 2, free: true });
  area.truncate();
  expect(area.blocks).toBe(12);
  expect(area.poolEnd).toBe(area.pool + 12 * BLOCK_BYTES);
  expect([...area.runs()].at(-1)).toEqual({ first: 10, blocks: 2, free: true });
});

test('an area is told from one into which nothing seems to point', () => {
  const memory = new WasmMemory(new WebAssembly.Memory({ initial: 1 }));
  const holder = HeapArea.make(memory, POOL, () => 1_000);
  const target = HeapArea.make(memory, POOL, () => 10_000);
  const say = (word: number): boolean => {
    memory.words[(holder.pool >>> 2) + 3] = word;
    return holder.seemsToPointInto(target);
  };
  expect([0, target.pool - BLOCK_BYTES, target.pool + 4, target.poolEnd].map(say)).toEqual(
    Array(4).fill(false),
  );
  expect([target.pool, target.poolEnd - BLOCK_BYTES].map(say)).toEqual([true, true]);
});
