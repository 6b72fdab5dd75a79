import { describe, expect, test } from 'vitest';
import { Random } from './random';

const numbers = (random: Random): number[] => Array.from({ length: 20 }, () => random.next());

describe('choices', () => {
  test('are determined by the seed', () => {
    expect(numbers(new Random(7))).toEqual(numbers(new Random(7)));
    expect(numbers(new Random(7))).not.toEqual(numbers(new Random(8)));
  });

  test('of the n-th of a run can be had without those before it, and differ from theirs', () => {
    const runs = Array.from({ length: 100 }, (_, n) => numbers(Random.at(7, n)).join());
    expect(numbers(Random.at(7, 42)).join()).toBe(runs[42]);
    expect(new Set(runs).size).toBe(100);
  });

  test('stay within their limits and reach them', () => {
    const random = new Random(1);
    const seen = new Set(Array.from({ length: 1_000 }, () => random.between(3, 6)));
    expect([...seen].sort()).toEqual([3, 4, 5, 6]);
    const sizes = Array.from({ length: 1_000 }, () => random.size(1_000));
    expect([Math.min(...sizes), Math.max(...sizes) < 1_000]).toEqual([1, true]);
    expect(sizes.filter((size) => size < 32).length).toBeGreaterThan(400);
  });

  test('come as often as their weights say', () => {
    const random = new Random(1);
    const picks = Array.from({ length: 1_000 }, () =>
      random.weighted([
        [9, 'often'],
        [1, 'seldom'],
        [0, 'never'],
      ]),
    );
    const seldom = picks.filter((pick) => pick === 'seldom').length;
    expect([seldom > 60, seldom < 140, picks.includes('never')]).toEqual([true, true, false]);
  });
});
