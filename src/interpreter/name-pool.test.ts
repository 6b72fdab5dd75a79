import { expect, test } from 'vitest';
import { NameFilter } from './name-filter';
import { NamePool } from './name-pool';
import { WasmMemory, type Wasm } from './wasm';

const [POOLS, FIRST, SECOND, TEXTS, FILTER] = [8, 1_000, 2_000, 3_000, 10_000];

/** A pool with these names. */
function pool(memory: WasmMemory, address: number, previous: NamePool, names: readonly string[]): NamePool {
  const made = NamePool.lay(memory, address, { previous, count: names.length });
  let at = TEXTS + address;
  for (const [index, name] of names.entries()) {
    const text = new TextEncoder().encode(`${name}\0`);
    memory.bytes.set(text, at);
    made.put(index, at, text.length - 1);
    at += text.length;
  }
  return made;
}

function twoPools() {
  const memory = new WasmMemory(new WebAssembly.Memory({ initial: 1 }));
  const first = pool(memory, FIRST, new NamePool(memory, 0), ['', 'print', 'indices']);
  const second = pool(memory, SECOND, first, ['träge', '_vm']);
  return { memory, first, second };
}

test('names are numbered through all pools, and found by number and by text', () => {
  const { second } = twoPools();
  expect(second.end).toBe(5);
  expect([0, 1, 2, 3, 4].map((number) => second.nameOf(number))).toEqual([
    '',
    'print',
    'indices',
    'träge',
    '_vm',
  ]);
  expect(['print', '_vm', 'träge'].map((name) => second.numberOf(name))).toEqual([1, 4, 3]);
  expect(() => second.numberOf('other')).toThrow('no interned string is other');
});

test('a name that is forgotten is not found by its text any more', () => {
  const { first, second } = twoPools();
  second.forget('indices');
  expect(() => second.numberOf('indices')).toThrow('no interned string');
  expect(first.nameOf(2)).toBe('indices');
});

test('the filter knows the hashes of the names that were there when it was made up last', () => {
  const { memory, second } = twoPools();
  const wasm = {
    malloc: () => FILTER,
    name_filter: { value: 0 },
    name_pools: { value: POOLS },
  } as unknown as Wasm;
  memory.words[POOLS >>> 2] = FIRST;
  const filter = new NameFilter(wasm, memory);
  const bits = (): number => memory.slice(FILTER + 8, 8_192).filter((byte) => byte !== 0).length;
  filter.refresh();
  expect(bits()).toBe(3);
  memory.words[POOLS >>> 2] = second.address;
  filter.refresh();
  expect(bits()).toBe(5);
});
