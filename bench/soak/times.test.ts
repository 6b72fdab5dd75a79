import { expect, test } from 'vitest';
import { Times } from './times';

test('percentiles are right to the hundredth of a millisecond', () => {
  const times = new Times();
  for (let n = 1; n <= 1_000; n++) times.add(n / 100 - 0.005);
  expect(times.count).toBe(1_000);
  expect(times.percentile(0.5)).toBeCloseTo(5);
  expect(times.percentile(0.99)).toBeCloseTo(9.9);
  expect(times.longest).toBeCloseTo(9.995);
});

test('what took very long is known by the longest of it', () => {
  const times = new Times();
  times.add(1);
  times.add(300);
  times.add(5_000);
  expect(times.percentile(0.99)).toBe(5_000);
  expect(times.percentile(0.3)).toBeCloseTo(1.01);
});
