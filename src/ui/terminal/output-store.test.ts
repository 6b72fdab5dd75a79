import { expect, test } from 'vitest';
import { OutputStore } from './output-store';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (kept: readonly Uint8Array[]): string =>
  kept.map((part) => new TextDecoder().decode(part)).join('');

test('what fits is kept as it came, and is given once', () => {
  const store = new OutputStore();
  store.push(bytes('one\r\n'));
  store.push(bytes('two'));
  expect(store.isEmpty).toBe(false);
  const { kept, dropped } = store.take();
  expect([textOf(kept), dropped]).toEqual(['one\r\ntwo', 0]);
  expect(store.isEmpty).toBe(true);
  expect(store.take()).toEqual({ kept: [], dropped: 0 });
});

test('of more than that the end is kept, from the beginning of a line, and what is missing is counted', () => {
  const store = new OutputStore();
  const line = `${'x'.repeat(98)}\r\n`;
  const lines = 100_000;
  // In parts that end anywhere in a line.
  const all = bytes(line.repeat(lines));
  for (let at = 0; at < all.length; at += 4_096) store.push(all.slice(at, at + 4_096));
  const { kept, dropped } = store.take();
  const text = textOf(kept);
  expect(dropped + text.length).toBe(all.length);
  expect(text.startsWith('xx')).toBe(true);
  expect(text.length % line.length).toBe(0);
  expect(text.length).toBeGreaterThan(240 * 1024);
  expect(text.length).toBeLessThanOrEqual(256 * 1024);
});

test('a line that is longer than the store leaves nothing, and is counted', () => {
  const store = new OutputStore();
  for (let n = 0; n < 100; n++) store.push(bytes('x'.repeat(4_096)));
  expect(store.take()).toEqual({ kept: [], dropped: 409_600 });
});
