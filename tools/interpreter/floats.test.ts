import type binaryen from 'binaryen';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readModule } from './binary';
import { findComplex } from './complex';
import { findFloats } from './floats';
import { findConversions } from './integers';
import { ShapeError } from './shape-error';

let module: binaryen.Module;
beforeAll(async () => {
  const stock = 'node_modules/@micropython/micropython-webassembly-pyscript/micropython.wasm';
  module = readModule(await readFile(path.resolve(stock)));
}, 60_000);
afterAll(() => module.dispose());

test('every place where the package makes a float is found', () => {
  const { creations } = findFloats(module);
  expect(creations).toHaveLength(7);
}, 60_000);

test('every place where it makes a complex number is found, and how it raises ValueError', () => {
  const { creations, raiseValueError, literals, raiseAt } = findComplex(module);
  expect(creations.length).toBeGreaterThan(1);
  expect(module.getFunction(raiseValueError)).toBeGreaterThan(0);
  expect(literals).toHaveLength(2);
  expect(raiseAt.lexer).toBe(4);
}, 60_000);

test('every place where an integer meets a float is found', () => {
  const { small, large } = findConversions(module);
  expect([small.length, large.length]).toEqual([5, 5]);
}, 60_000);

test('without the parser or the formatter the rewrite stops', () => {
  const { formatFloat, parseFloat } = findFloats(module);
  module.removeFunction(parseFloat);
  expect(() => findFloats(module)).toThrow(ShapeError);
  module.removeFunction(formatFloat);
  expect(() => findFloats(module)).toThrow(ShapeError);
}, 60_000);
