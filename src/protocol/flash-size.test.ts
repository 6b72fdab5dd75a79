import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockOf, directoryBlocks, entryBytes, fileBlocks } from './flash-size';

/** As DESIGN.md of littlefs tells it: block n begins with a pointer for each power of two that divides n. */
function blocksCounted(bytes: number): number {
  let left = bytes;
  let blocks = 0;
  while (left > 0) {
    const pointers = blocks === 0 ? 0 : 32 - Math.clz32(blocks & -blocks);
    left -= 4_096 - 4 * pointers;
    blocks++;
  }
  return blocks;
}

describe('the blocks of a file', () => {
  test.each([
    [0, 0],
    [128, 0],
    [129, 1],
    [4_096, 1],
    [4_097, 2],
    [4_096 + 4_092, 2],
    [4_096 + 4_092 + 1, 3],
  ])('of %i bytes are %i', (bytes, blocks) => {
    expect(fileBlocks(bytes)).toBe(blocks);
  });

  test('are those of the skip-list, whatever the size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 129, max: 3_200_000 }), (bytes) => {
        expect(fileBlocks(bytes)).toBe(blocksCounted(bytes));
        expect(blockOf(bytes)).toBe(blocksCounted(bytes + 1) - 1);
      }),
    );
  });
});

test('a directory takes two blocks, and two more when its entries fill half of one', () => {
  expect([directoryBlocks(0), directoryBlocks(2_048), directoryBlocks(2_049)]).toEqual([2, 2, 4]);
});

test('a small file takes its bytes in its directory, a larger one only its name', () => {
  const entry = entryBytes('ä', null);
  expect(entryBytes('ä', new Uint8Array(100))).toBe(entry + 100);
  expect(entryBytes('ä', new Uint8Array(129))).toBe(entry);
  expect(entryBytes('aa', null)).toBe(entry);
});
