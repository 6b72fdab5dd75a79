import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rewriteLoader } from './loader-source';
import { ShapeError } from './shape-error';

const stock = await readFile(
  path.resolve('node_modules/@micropython/micropython-webassembly-pyscript/micropython.mjs'),
  'utf8',
);

describe("the rewrite of the package's loader", () => {
  test('hands on the module options and forgets Node and the command line', () => {
    const loader = rewriteLoader(stock);
    expect(loader.includes('let Module={...options.module,')).toBe(true);
    expect(loader.includes('import("module")')).toBe(false);
    expect(loader.includes('runPython(contents)') || loader.includes('repl()')).toBe(false);
  });

  test('leaves out what tests Emscripten itself, unless it does something', () => {
    const before = 'if(x){f(assert(a(1)+")","\\")"),2);return assert(`(${b}`),c}consumedModuleProp("d=e");';
    const after = 'if(x){f(void 0,2);return void 0,c}void 0;';
    expect(rewriteLoader(stock + before).endsWith(after)).toBe(true);
    const kept = 'assert(!(3&(max=end())));assert(n++,"n");assert((m>>>=0)>n)';
    expect(rewriteLoader(stock + kept).endsWith(kept)).toBe(true);
  });

  test.each([
    ['let Module={locateFile:', 'module options'],
    ['ENVIRONMENT_IS_WORKER=!!globalThis.WorkerGlobalScope', 'test for a worker'],
    ['createRequire(import.meta.url)', "Node loader's import"],
    ['globalThis.loadMicroPython=loadMicroPython', 'command line'],
  ])('is refused without %j, naming it', (landmark, name) => {
    const damaged = stock.replaceAll(landmark, 'something_else');
    expect(damaged === stock).toBe(false);
    expect(() => rewriteLoader(damaged)).toThrow(ShapeError);
    expect(() => rewriteLoader(damaged)).toThrow(name);
  });

  test('is refused when a place is there twice', () => {
    const doubled = stock + 'let Module={locateFile:';
    expect(() => rewriteLoader(doubled)).toThrow('found 2');
  });
});
