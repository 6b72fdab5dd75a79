import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { withoutFrozenModules } from './frozen';
import { MemoryImage } from './memory-image';
import { ShapeError } from './shape-error';

const stock = await readFile(
  path.resolve('node_modules/@micropython/micropython-webassembly-pyscript/micropython.wasm'),
);

test("the package's own modules are gone, and what is left is where it was", () => {
  const cut = withoutFrozenModules(stock);
  expect(cut.length).toBe(stock.length);
  expect(brotliCompressSync(stock).length - brotliCompressSync(cut).length).toBeGreaterThan(20_000);
  const [before, after] = [new MemoryImage(stock).read(), new MemoryImage(cut).read()];
  expect(before.includes('\0asyncio/event.py\0asyncio/funcs.py\0')).toBe(true);
  expect(after.includes('\0asyncio/event.py\0asyncio/funcs.py\0')).toBe(false);
  expect(after.every((byte, at) => byte === before[at] || byte === 0)).toBe(true);
});

test('a binary whose list is missing, or whose modules are in another order, is refused by name', () => {
  const cut = withoutFrozenModules(stock);
  expect(() => withoutFrozenModules(cut)).toThrow(ShapeError);
  expect(() => withoutFrozenModules(cut)).toThrow('mp_frozen_names (found 0');
});

test('the memory of a binary is read and cleared at its own addresses', () => {
  // (module (memory 1) (data (i32.const 300) "abc") (data (i32.const 310) "de"))
  const binary = Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 0, 1, 11, 18, 2],
    ...[0, 0x41, 0xac, 0x02, 0x0b, 3, 97, 98, 99, 0, 0x41, 0xb6, 0x02, 0x0b, 2, 100, 101],
  ]);
  expect(WebAssembly.validate(binary)).toBe(true);
  const image = new MemoryImage(binary);
  expect(image.read().subarray(300).toString('latin1')).toBe('abc\0\0\0\0\0\0\0de');
  image.clear(301, 311);
  expect(image.read().subarray(300).toString('latin1')).toBe(`a${'\0'.repeat(10)}e`);
});
