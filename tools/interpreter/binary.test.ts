import binaryen from 'binaryen';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findLandmarks, readModule } from './binary';
import { missedWithout } from './damage.test-helpers';
import { rewriteInterpreter } from './rewrite';
import { ShapeError } from './shape-error';

const stock = await readFile(
  path.resolve('node_modules/@micropython/micropython-webassembly-pyscript/micropython.wasm'),
);

function moduleOf(text: string): Uint8Array {
  const module = binaryen.parseText(text);
  try {
    return module.emitBinary();
  } finally {
    module.dispose();
  }
}

describe('a binary that is not MicroPython', () => {
  test('is refused, naming the first thing that is missing', () => {
    expect(() => rewriteInterpreter(moduleOf('(module)'))).toThrow(ShapeError);
    expect(() => rewriteInterpreter(moduleOf('(module)'))).toThrow(
      'the export mp_sched_keyboard_interrupt (found 0, expected exactly one)',
    );
  });

  test('is refused when an export of the right name does something else', () => {
    const other = moduleOf('(module (func $f nop) (export "mp_sched_keyboard_interrupt" (func $f)))');
    expect(() => rewriteInterpreter(other)).toThrow('sched_state in mp_sched_keyboard_interrupt (found 0');
  });

  test('is refused when it is no WebAssembly at all', () => {
    expect(() => rewriteInterpreter(Buffer.from('<!doctype html>'))).toThrow();
  });
});

describe("the package's binary with one landmark damaged", { timeout: 60_000 }, () => {
  let module: binaryen.Module;
  beforeAll(() => {
    module = readModule(stock);
  });
  afterAll(() => module.dispose());

  test('is accepted undamaged', () => {
    expect(() => findLandmarks(module)).not.toThrow();
  });

  const without = (name: string): string =>
    missedWithout(module, module.getFunction(name), () => findLandmarks(module));

  test('is refused, naming the landmark', () => {
    const found = findLandmarks(module);
    expect({
      dispatcher: without(found.dispatcher.name),
      execute: without(found.execute),
      gcCollect: without(found.gcCollect),
      gcCollectStart: without(found.gcCollectStart),
      gcMaxNewSplit: without(found.gcMaxNewSplit),
      qstrFind: without(found.qstrFind.name),
      qstrHash: without(found.qstrHash),
    }).toEqual({
      dispatcher: 'the bytecode dispatcher (a switch of more than 80 cases)',
      execute: 'the store of __file__ in parse_compile_execute',
      gcCollect: 'gc_collect',
      gcCollectStart: 'gc_mark_subtree',
      gcMaxNewSplit: 'gc_get_max_new_split',
      qstrFind: 'qstr_find_strn',
      qstrHash: 'qstr_compute_hash',
    });
  });

  test('is refused when a landmark is there twice', () => {
    const { gcMaxNewSplit } = findLandmarks(module);
    module.addFunction('impostor', binaryen.none, binaryen.i32, [], module.i32.const(128 << 20));
    try {
      expect(() => findLandmarks(module)).toThrow('gc_get_max_new_split (found 2, expected exactly one)');
    } finally {
      module.removeFunction('impostor');
    }
    expect(findLandmarks(module).gcMaxNewSplit).toBe(gcMaxNewSplit);
  });

  test.each(['schedule queue full'])('is refused without the string %j', (text) => {
    const damaged = Buffer.from(stock);
    damaged.write('X', damaged.indexOf(text), 'latin1');
    expect(() => rewriteInterpreter(damaged)).toThrow(`the string ${JSON.stringify(text)} (found 0`);
  });
});
