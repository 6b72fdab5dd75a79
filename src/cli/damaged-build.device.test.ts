import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { NODE_BUILD } from '../../tools/node-build';
import { MemoryFlash } from './node-host';
import { TestBoard } from './test-board.test-helpers';

describe('an interpreter that came incomplete', () => {
  test('fails the board with a sentence, keeps its files, and a restart brings it back', async () => {
    const build = await mkdtemp(path.join(tmpdir(), 'pinwire-faults-'));
    onTestFinished(() => rm(build, { recursive: true }));
    for (const file of ['device-worker.js', 'net-worker.js'])
      await symlink(path.join(NODE_BUILD, file), path.join(build, file));
    const wasm = await readFile(path.join(NODE_BUILD, 'micropython.wasm'));
    await writeFile(path.join(build, 'micropython.wasm'), wasm.subarray(0, wasm.length - 1000));
    const flash = new MemoryFlash({ '/main.py': new TextEncoder().encode('print("kept")') });
    const board = TestBoard.boot(flash, build);
    onTestFinished(() => board.dispose());
    await board.until(() => board.session.snapshot.phase === 'failed');
    expect(board.session.snapshot.fault).toMatchObject({ why: 'interpreter-damaged', remedy: 'try-again' });
    await writeFile(path.join(build, 'micropython.wasm'), wasm);
    await board.session.reset();
    await board.until(() => board.atPrompt);
    expect(board.text).toContain('kept');
  });
});
