import { expect, test } from 'vitest';
import { heapInfo, heapMap } from './heap-report';

test("the heap is told in the chip's words", () => {
  const use = { used: 1_600, free: 36_416, oneBlock: 3, twoBlocks: 2, largest: 41, largestFree: 2_276 };
  expect(heapInfo(use)).toBe(
    'GC: total: 38016, used: 1600, free: 36416\n No. of 1-blocks: 3, 2-blocks: 2, max blk sz: 41, max free sz: 2276',
  );
});

test('the map has 64 blocks a line, and a note for lines that are all free', () => {
  const map = `h${'='.repeat(63)}${'.'.repeat(64)}Lh${'.'.repeat(62 + 3 * 64)}A${'.'.repeat(63 + 64)}`;
  expect(heapMap(map).split('\n')).toEqual([
    'GC memory layout; from 3ffef050:',
    `00000000: h${'='.repeat(63)}`,
    `00000400: ${'.'.repeat(64)}`,
    `00000800: Lh${'.'.repeat(62)}`,
    '       (3 lines all free)',
    `00001800: A${'.'.repeat(63)}`,
    `00001c00: ${'.'.repeat(64)}`,
  ]);
});

test('a heap with nothing in it is one note', () => {
  expect(heapMap('.'.repeat(256)).split('\n').slice(1)).toEqual(['       (4 lines all free)']);
});
