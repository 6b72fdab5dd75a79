import binaryen from 'binaryen';
import { functionsOf } from './binary';
import { setBody } from './bodies';
import { walk } from './expressions';
import { MemoryImage } from './memory-image';
import { only } from './shape-error';

/** How many Python modules the package has in its binary, at the least. */
const MANY = 20;
const WORD = 4;
/** `mp_frozen_module_t` (py/frozenmod.h), as byte offsets: its names, its objects, its code. */
const Module = { names: 0, code: 8, bytes: 12 } as const;

/**
 * Takes the package's own Python modules (datetime, tarfile, unittest, an asyncio for the browser, …) out of the
 * binary: the chip has none of them, and they are a tenth of what a first visit fetches. Their list becomes empty, so
 * that no import finds them, and what they consist of becomes zeros, which compress to nothing.
 *
 * @throws ShapeError when they are not where the package has them
 */
export function withoutFrozenModules(binary: Uint8Array): Uint8Array {
  const result = Uint8Array.from(binary);
  const image = new MemoryImage(result);
  const memory = image.read();
  const list = findNames(memory);
  const { modules } = findModules(memory, list.count);
  const { from, to } = findContents(memory, modules);
  image.clear(from, to);
  image.clear(list.from, list.to);
  return result;
}

/**
 * `mp_find_frozen_module(path, type, data)` asks the host, which knows what the chip has frozen.
 *
 * @throws ShapeError when it is not where the package has it
 */
export function askForFrozenModules(module: binaryen.Module, stock: Uint8Array): void {
  const { i32, createType } = binaryen;
  const memory = new MemoryImage(Uint8Array.from(stock)).read();
  const { table } = findModules(memory, findNames(memory).count);
  const readsTable = ({ body }: { readonly body: number }): boolean =>
    [...walk(body)].some(({ info }) => info.id === binaryen.LoadId && info['offset'] === table);
  const finder = only(
    'mp_find_frozen_module',
    functionsOf(module).filter((candidate) => candidate.base === '' && readsTable(candidate)),
  );
  const parameters = createType([i32, i32, i32]);
  module.addFunctionImport(ASK, 'env', ASK, parameters, i32);
  const given = [0, 1, 2].map((index) => module.local.get(index, i32));
  setBody(module, finder.name, module.call(ASK, given, i32));
}

const ASK = 'host_find_frozen';

/** `mp_frozen_names`: file names one after the other, and an empty one at the end. */
function findNames(memory: Buffer): { from: number; to: number; count: number } {
  const text = memory.toString('latin1');
  const runs = [...text.matchAll(new RegExp(String.raw`\0((?:[a-z_0-9/]+\.py\0){${MANY},})\0`, 'g'))];
  const [, list = ''] = only('mp_frozen_names', runs);
  const from = text.indexOf(`\0${list}\0`) + 1;
  return { from, to: from + list.length, count: list.split('\0').length - 1 };
}

/** `mp_frozen_mpy_content`: as many pointers, to modules that lie one behind the other. */
function findModules(memory: Buffer, count: number): { table: number; modules: number[] } {
  const found: { table: number; first: number }[] = [];
  for (let at = 0; at + count * WORD <= memory.length; at += WORD) {
    const first = memory.readUInt32LE(at);
    const areRow = (): boolean =>
      Array.from({ length: count }, (_, n) => memory.readUInt32LE(at + n * WORD)).every(
        (address, n) => address === first + n * Module.bytes,
      );
    if (first > 0 && first % WORD === 0 && areRow()) found.push({ table: at, first });
  }
  const { table, first } = only('mp_frozen_mpy_content', found);
  return { table, modules: Array.from({ length: count }, (_, n) => first + n * Module.bytes) };
}

/** One module's tables and code lie behind the other's, and nothing of anybody else's between them. */
function findContents(memory: Buffer, modules: readonly number[]): { from: number; to: number } {
  const bounds = modules.flatMap((address) => [
    memory.readUInt32LE(address + Module.names),
    memory.readUInt32LE(address + Module.code),
  ]);
  const [from = 0] = bounds;
  const ascend = bounds.every((bound, n) => bound > (bounds[n - 1] ?? 0));
  // The last one's code, a few bytes, has no end that we know.
  return { from, to: only('the order of the frozen modules', ascend ? bounds.slice(-1) : []) };
}
