import type binaryen from 'binaryen';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findLandmarks, functionsOf, readModule, type Landmarks } from './binary';
import { findEqual } from './bytes-warning';
import { findDecorators } from './decorators';
import { findAllocations } from './emergency';
import { ShapeError } from './shape-error';

let module: binaryen.Module;
let landmarks: Landmarks;
beforeAll(async () => {
  const stock = 'node_modules/@micropython/micropython-webassembly-pyscript/micropython.wasm';
  module = readModule(await readFile(path.resolve(stock)));
  landmarks = findLandmarks(module);
}, 60_000);
afterAll(() => module.dispose());

test('the comparison of a decorator with its only known name is found', () => {
  expect(findDecorators(module).bytecode % 16).toBe(0);
}, 60_000);

test('the five allocations for the parts of an exception are found, and where in the buffer each of them goes', () => {
  const { places } = findAllocations(module, landmarks.gcAlloc);
  expect(places.map(([place]) => place).sort((a, b) => a - b)).toEqual([0, 24, 36, 36, 52]);
}, 60_000);

test('the comparison of two objects is found', () => {
  const equal = findEqual(module);
  expect(functionsOf(module).map(({ name }) => name)).toContain(equal);
}, 60_000);

test('without the allocator the rewrite stops', () => {
  module.removeFunction(findAllocations(module, landmarks.gcAlloc).allocate);
  expect(() => findAllocations(module, landmarks.gcAlloc)).toThrow(ShapeError);
}, 60_000);
