import binaryen from 'binaryen';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findLandmarks, readModule } from './binary';
import { dropForeign } from './foreign';
import { ShapeError } from './shape-error';
import { findTables } from './tables';

let stock: Buffer;
let module: binaryen.Module;
let drop: () => void;
beforeAll(async () => {
  const file = 'node_modules/@micropython/micropython-webassembly-pyscript/micropython.wasm';
  stock = await readFile(path.resolve(file));
  module = readModule(stock);
  const landmarks = findLandmarks(module);
  const tables = findTables(module, landmarks.storeFile);
  drop = () => dropForeign(module, stock, tables, landmarks.qstrLastPool);
}, 60_000);
afterAll(() => module.dispose());

const slots = (): readonly string[] =>
  binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(0)).data;
const exports = (): string[] =>
  Array.from(
    { length: module.getNumExports() },
    (_, index) => binaryen.getExportInfo(module.getExportByIndex(index)).name,
  );

test('what the chip has not is in no slot any more, and what others share stays', () => {
  const before = slots();
  drop();
  const after = slots();
  expect(after).toHaveLength(before.length);
  const gone = before.filter((name, index) => after[index] !== name);
  // All of `cmath`, most of `math` beyond the chip's, parts of `random`, `binascii`, `jsffi` and of the types.
  expect(gone.length).toBeGreaterThan(35);
  expect(gone.length).toBeLessThan(60);
  // `DeflateIO.write` is the `write` of every stream.
  expect(new Set(gone).size).toBe(gone.length);
  expect(exports()).toContain('mp_js_do_exec');
  expect(exports().filter((name) => /repl|async|proxy_c_to_js/.test(name))).toEqual([]);
}, 60_000);

test('a binary with a second table is refused', () => {
  const [name = ''] = slots();
  module.addActiveElementSegment('0', 'another', [name], module.i32.const(1));
  expect(drop).toThrow(ShapeError);
}, 60_000);
