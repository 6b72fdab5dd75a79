import type binaryen from 'binaryen';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findLandmarks, functionsOf, readModule, type Landmarks } from './binary';
import { missedWithout } from './damage.test-helpers';
import { walk } from './expressions';
import { findTables } from './tables';

let module: binaryen.Module;
let landmarks: Landmarks;
beforeAll(async () => {
  const stock = 'node_modules/@micropython/micropython-webassembly-pyscript/micropython.wasm';
  module = readModule(await readFile(path.resolve(stock)));
  landmarks = findLandmarks(module);
}, 60_000);
afterAll(() => module.dispose());

test('the tables of the package are found', () => {
  const { modules, extensibleModules, texts, moduleFiles } = findTables(module, landmarks.storeFile);
  expect(modules).not.toBe(extensibleModules);
  const names = ['text_arity', 'text_decorator', 'text_integer', 'text_no_attribute'];
  expect([...texts.keys()].sort()).toEqual(names);
  expect(moduleFiles).toHaveLength(2);
}, 60_000);

/** What is missed when the function in which `expression` stands does nothing. */
function missedWithoutHomeOf(expression: number): string {
  const home = functionsOf(module).find(({ body }) =>
    [...walk(body)].some((node) => node.expression === expression),
  );
  if (!home) return 'no such function';
  return missedWithout(module, module.getFunction(home.name), () => findTables(module, landmarks.storeFile));
}

test('what is gone is named', () => {
  const { texts, quoteInteger } = findTables(module, landmarks.storeFile);
  expect(missedWithoutHomeOf(texts.get('text_no_attribute')?.[0]?.expression ?? 0)).toBe(
    `a use of "module '%q' has no attribute '%q'"`,
  );
  expect(missedWithoutHomeOf(quoteInteger.expression)).toBe(
    'a use of "invalid syntax for integer with base %d: "',
  );
}, 60_000);
