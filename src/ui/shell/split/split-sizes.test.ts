import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  defaultSizes,
  isFolded,
  moved,
  readSizes,
  toggled,
  writeSizes,
  type PartLimits,
} from './split-sizes';

const LIMITS: readonly PartLimits[] = [
  { least: 200, folded: 36 },
  { least: 300, folded: null },
  { least: 250, folded: 36 },
];
const LENGTHS = [300, 400, 300];
const sizes = defaultSizes([30, 40, 30]);
const round = (numbers: readonly number[]): number[] => numbers.map((one) => Math.round(10 * one) / 10);

describe('a divider that is dragged', () => {
  test('gives to one side what it takes from the other', () => {
    expect(round(moved(sizes, LENGTHS, LIMITS, 1, 50).shares)).toEqual([35, 35, 30]);
    expect(round(moved(sizes, LENGTHS, LIMITS, 2, -100).shares)).toEqual([30, 30, 40]);
  });

  test('pushes the next part when the nearest can give no more', () => {
    expect(round(moved(sizes, LENGTHS, LIMITS, 1, 140).shares)).toEqual([44, 30, 26]);
  });

  test('stops where nobody can give any more', () => {
    expect(round(moved(sizes, LENGTHS, LIMITS, 1, 900).shares)).toEqual([45, 30, 25]);
  });

  test('folds the part that it is pushed into by more than half of its least', () => {
    const before = moved(sizes, LENGTHS, LIMITS, 1, -190);
    expect(isFolded(before, 0)).toBe(false);
    const after = moved(sizes, LENGTHS, LIMITS, 1, -210);
    expect(after.folded).toEqual([30, 0, 0]);
    expect(round(after.shares)).toEqual([0, 68.9, 31.1]);
  });

  test('opens a folded part when it is pulled half of the way', () => {
    const folded = toggled(sizes, 0);
    const lengths = [36, 664, 300];
    expect(moved(folded, lengths, LIMITS, 1, 60)).toBe(folded);
    const open = moved(folded, lengths, LIMITS, 1, 100);
    expect(isFolded(open, 0)).toBe(false);
    expect(round(open.shares)).toEqual([20, 50, 30]);
  });

  test('never makes a part smaller than it puts up with, whatever is done', () => {
    const step = fc.record({ at: fc.constantFrom(1, 2), by: fc.integer({ min: -1500, max: 1500 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let now = sizes;
        for (const { at, by } of steps) now = moved(now, lengthsOf(now), LIMITS, at, by);
        const sum = now.shares.reduce((all, share) => all + share, 0);
        expect(sum).toBeCloseTo(100);
        for (const [index, length] of lengthsOf(now).entries())
          expect(length).toBeGreaterThanOrEqual(
            isFolded(now, index) ? 36 : (LIMITS[index]?.least ?? 0) - 0.01,
          );
        expect(readSizes(writeSizes(now), 3)).toEqual(now);
      }),
    );
  });
});

/** As the browser lays 1,000 pixels out. */
function lengthsOf(now: typeof sizes): number[] {
  const folded = LIMITS.map((limit, index) => (isFolded(now, index) ? (limit.folded ?? 0) : 0));
  const room = 1000 - folded.reduce((all, one) => all + one, 0);
  return now.shares.map((share, index) => (folded[index] ?? 0) + (room * share) / 100);
}

describe('a part that is folded by its button', () => {
  test('leaves its share to the one beside it, and gets it back', () => {
    const folded = toggled(sizes, 0);
    expect(folded).toEqual({ shares: [0, 70, 30], folded: [30, 0, 0] });
    expect(toggled(folded, 0)).toEqual(sizes);
  });

  test('stays open when it is the last one', () => {
    const [one, two] = [toggled(defaultSizes([60, 40]), 1), defaultSizes([100])];
    expect(toggled(one, 0)).toBe(one);
    expect(toggled(two, 0)).toBe(two);
  });
});

test('sizes that nobody of ours has written are not taken', () => {
  for (const text of [
    null,
    '',
    '7',
    '{}',
    '{"shares":[100],"folded":[0]}',
    '{"shares":[9,9],"folded":[0,0]}',
  ])
    expect(readSizes(text, 2)).toBeNull();
  expect(readSizes('{"shares":[0,0],"folded":[50,50]}', 2)).toBeNull();
});
