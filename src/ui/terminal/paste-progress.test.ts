import { expect, test } from 'vitest';
import { progressWords } from './paste-progress';

test.each([
  [null, null],
  [{ bytes: 1, of: 4_000 }, null],
  [{ bytes: 5_000, of: 5_000 }, '0% of 5 KB'],
  [{ bytes: 333_333, of: 1_000_000 }, '66% of 1.0 MB'],
  [{ bytes: 1, of: 4_194_304 }, '99% of 4.2 MB'],
])('%j is %j', (pending, words) => {
  expect(progressWords(pending)).toBe(words);
});
