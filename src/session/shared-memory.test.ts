import { afterEach, expect, test } from 'vitest';
import { sharedMemory } from './shared-memory';

const stock = globalThis.SharedArrayBuffer;

afterEach(() => {
  globalThis.SharedArrayBuffer = stock;
});

test('is of the size that was asked for', () => {
  expect(sharedMemory(1000).byteLength).toBe(1000);
});

test('is there where the browser hides its name, and large enough', () => {
  Reflect.deleteProperty(globalThis, 'SharedArrayBuffer');
  const memory = sharedMemory(70_000);
  expect(memory).toBeInstanceOf(stock);
  expect(memory.byteLength).toBe(131_072);
  const words = new Int32Array(memory, 0, 4);
  expect(Atomics.add(words, 0, 1)).toBe(0);
});
