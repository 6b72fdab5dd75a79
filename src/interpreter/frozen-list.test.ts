import { expect, test } from 'vitest';
import { FrozenList } from './frozen-list';
import { WasmMemory, type Wasm } from './wasm';

const constant = (value: number) => new WebAssembly.Global({ value: 'i32' }, value);

function list(bytes: number, most: number) {
  const memory = new WasmMemory(new WebAssembly.Memory({ initial: 1 }));
  const places = { frozen_names: 100, frozen_names_bytes: bytes, frozen_modules: 200, frozen_most: most };
  const wasm = Object.fromEntries(Object.entries(places).map(([name, value]) => [name, constant(value)]));
  return { memory, frozen: new FrozenList(wasm as unknown as Wasm, memory) };
}

test('names stand one behind the other, and each has a pointer to what follows its type in a code object', () => {
  const { memory, frozen } = list(20, 5);
  expect([frozen.add('a.py', 1_000), frozen.add('b/c.py', 2_000)]).toEqual([true, true]);
  expect(new TextDecoder().decode(memory.slice(100, 13))).toBe('a.py\0b/c.py\0\0');
  expect([memory.word(200), memory.word(204)]).toEqual([1_004, 2_004]);
});

test('what was added last can be taken out again', () => {
  const { memory, frozen } = list(30, 5);
  for (const path of ['a.py', 'bc.py', 'd.py']) frozen.add(path, 1_000);
  frozen.drop(2);
  expect(frozen.add('e.py', 2_000)).toBe(true);
  expect(new TextDecoder().decode(memory.slice(100, 11))).toBe('a.py\0e.py\0\0');
  expect([memory.word(200), memory.word(204)]).toEqual([1_004, 2_004]);
  frozen.drop(9);
  expect(memory.bytes[100]).toBe(0);
});

test('what has no room is refused, and the list still ends with an empty name', () => {
  expect(list(5, 5).frozen.add('a.py', 1_000)).toBe(false);
  const { memory, frozen } = list(100, 1);
  expect([frozen.add('a.py', 1_000), frozen.add('b.py', 2_000)]).toEqual([true, false]);
  expect(memory.bytes[105]).toBe(0);
});
