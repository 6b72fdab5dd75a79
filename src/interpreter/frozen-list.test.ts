import { expect, test } from 'vitest';
import { FrozenList } from './frozen-list';
import { WasmMemory } from './wasm';

const [PATH, TYPE, DATA] = [100, 200, 204];

function list() {
  const memory = new WasmMemory(new WebAssembly.Memory({ initial: 1 }));
  const frozen = new FrozenList(memory);
  const find = (path: string): readonly number[] => {
    memory.words.fill(99, TYPE >>> 2, (DATA >>> 2) + 1);
    memory.bytes.set(new TextEncoder().encode(`${path}\0`), PATH);
    return [frozen.find(PATH, TYPE, DATA), memory.word(TYPE), memory.word(DATA)];
  };
  return { memory, frozen, find };
}

test('a file is found with its module, a folder by what is in it, and nothing else', () => {
  const { frozen, find } = list();
  frozen.add('a.py', 1_000);
  frozen.add('b/c.py', 2_000);
  expect(find('a.py')).toEqual([2, 2, 1_000]);
  expect(find('b/c.py')).toEqual([2, 2, 2_000]);
  expect(find('b')).toEqual([1, 0, 99]);
  for (const path of ['a', 'b/c', 'c.py', '']) expect(find(path)).toEqual([0, 0, 99]);
});

test('who asks only what there is gets no module', () => {
  const { frozen, memory, find } = list();
  frozen.add('a.py', 1_000);
  find('a.py');
  memory.words[DATA >>> 2] = 7;
  expect(frozen.find(PATH, 0, DATA)).toBe(2);
  expect(memory.word(DATA)).toBe(7);
});

test('what was added last can be taken out again', () => {
  const { frozen, find } = list();
  for (const path of ['a.py', 'bc.py', 'd.py']) frozen.add(path, 1_000);
  frozen.drop(2);
  frozen.add('e.py', 2_000);
  expect(['a.py', 'bc.py', 'd.py', 'e.py'].map((path) => find(path)[0])).toEqual([2, 0, 0, 2]);
});
