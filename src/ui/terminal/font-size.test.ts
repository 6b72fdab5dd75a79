import { expect, test } from 'vitest';
import { MemoryStore } from '../memory-store.test-helpers';
import { fittingFontSize, readFontSize, writeFontSize } from './font-size';

test('text is 14 px where 67 columns fit, and smaller on a phone', () => {
  expect(fittingFontSize(null, 690)).toBe(14);
  expect(fittingFontSize(null, 380)).toBe(9);
});

test('what the student chose counts on every screen and is remembered', () => {
  const store = new MemoryStore();
  writeFontSize(store, 18);
  expect(fittingFontSize(readFontSize(store), 380)).toBe(18);
});

test('nonsense in the store is not a size', () => {
  const store = new MemoryStore();
  store.write('terminal-font-size', '9999');
  expect(readFontSize(store)).toBeNull();
});
