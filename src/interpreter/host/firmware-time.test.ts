import { expect, test } from 'vitest';
import { MILLISECOND, toFirmwareTime, toMilliseconds } from './firmware-time';

test('a deadline is exact to the microsecond after a year', () => {
  const now = 365 * 24 * 3_600_000 + 0.25;
  const end = toFirmwareTime(now) + 1.5 * MILLISECOND;
  expect(toMilliseconds(end - toFirmwareTime(now + 1))).toBeCloseTo(0.5, 3);
  expect(toMilliseconds(end - toFirmwareTime(now + 2))).toBeCloseTo(-0.5, 3);
});

test('what is not of that clock is milliseconds already', () => {
  expect([-1, 0, 0.001, 5_000].map(toMilliseconds)).toEqual([-1, 0, 0.001, 5_000]);
});

test('no time is of a size that the rewrite rounds, or takes for zero', () => {
  for (const milliseconds of [2 ** -20, 1, 2 ** 42]) {
    expect(toFirmwareTime(milliseconds)).toBeGreaterThan(2 ** -1000);
    expect(toFirmwareTime(milliseconds)).toBeLessThan(2 ** -600);
  }
});
