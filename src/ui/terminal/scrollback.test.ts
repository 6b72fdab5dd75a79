import { expect, test } from 'vitest';
import { MemoryStore } from '../memory-store.test-helpers';
import { boundScrollback, oldScrollback, saveScrollback } from './scrollback';

test('empty lines at the end are not kept, and never more than 500 lines', () => {
  expect(boundScrollback(['a', 'b  ', '', ''])).toEqual(['a', 'b']);
  const many = Array.from({ length: 700 }, (_, i) => `line ${i}`);
  expect(boundScrollback(many)).toHaveLength(500);
  expect(boundScrollback(many).at(-1)).toBe('line 699');
});

test('long lines are bounded by their characters', () => {
  const kept = boundScrollback(Array.from({ length: 200 }, () => 'x'.repeat(1000)));
  expect(kept.join('\n').length).toBeLessThanOrEqual(64 * 1024);
});

test('what is shown again is marked as old and carries no control codes', () => {
  const store = new MemoryStore();
  saveScrollback(store, ['>>> 1', '\x1b]0;title\x07evil', '']);
  const text = oldScrollback(store, 24);
  expect(text).toContain('>>> 1\r\n]0;titleevil');
  expect(text).toContain('before the page was reloaded');
});

test('without anything kept there is nothing to show', () => {
  const store = new MemoryStore();
  expect(oldScrollback(store, 24)).toBe('');
  saveScrollback(store, ['', '']);
  expect(oldScrollback(store, 24)).toBe('');
});
