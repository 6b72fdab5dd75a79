import { expect, test } from 'vitest';
import { amountWords } from './amount-words';
import { percentTaken } from './paste-progress';

test.each([
  [null, null],
  [{ bytes: 1, of: 4_000 }, null],
  [{ bytes: 5_000, of: 5_000 }, 0],
  [{ bytes: 333_333, of: 1_000_000 }, 66],
  [{ bytes: 1, of: 4_194_304 }, 99],
])('of %j, %j percent are taken', (pending, percent) => {
  expect(percentTaken(pending)).toBe(percent);
});

test.each([
  [5_000, '5 KB'],
  [1_000_000, '1.0 MB'],
  [4_194_304, '4.2 MB'],
])('%i bytes are %s', (bytes, words) => {
  expect(amountWords(bytes)).toBe(words);
});
