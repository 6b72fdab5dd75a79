import { afterEach, expect, test, vi } from 'vitest';
import { canShareMemory, sharedMemory } from './shared-memory';

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

test('whether it can be handed over is found by handing it over', () => {
  expect(canShareMemory()).toBe(true);
  const post = vi.spyOn(MessagePort.prototype, 'postMessage').mockImplementation(() => {
    throw new DOMException('The object can not be cloned.', 'DataCloneError');
  });
  expect(canShareMemory()).toBe(false);
  post.mockRestore();
});
