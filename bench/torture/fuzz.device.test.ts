import { expect, test } from 'vitest';
import { fuzz } from './fuzz';

test('a board is as well as before after random bytes, random programs and Ctrl-C', async () => {
  const say = (): void => undefined;
  const result = await fuzz({ bytes: 150_000, programs: 25, seed: 1, first: 0, seconds: 15, say });
  expect(result.findings).toEqual([]);
  expect(result.bytes).toBeGreaterThan(10_000);
  expect(result.programs).toBeGreaterThan(1);
});
