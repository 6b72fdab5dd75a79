import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corpus, execute, expected, names, run } from './interpreter-programs.test-helpers';
import { MemoryProbe } from './memory-probe.test-helpers';
import { TestBoard } from './test-board.test-helpers';

describe('with a collection forced at every allocation, programs print the same', () => {
  let board: TestBoard;
  let probe: MemoryProbe;
  beforeAll(async () => {
    probe = await MemoryProbe.of();
    board = await TestBoard.start(corpus(), probe.build);
    await board.line('import gc; gc.threshold(1); del gc');
  });
  afterAll(async () => {
    board.dispose();
    await probe.dispose();
  });

  test.each(names)('%s', async (name) => {
    const before = probe.collections;
    expect(await run(board, name)).toBe(expected(name));
    expect(probe.collections - before).toBeGreaterThan(500);
  });
});

describe('memory', () => {
  let board: TestBoard;
  let probe: MemoryProbe;
  beforeAll(async () => {
    probe = await MemoryProbe.of();
    board = await TestBoard.start(undefined, probe.build);
  });
  afterAll(async () => {
    board.dispose();
    await probe.dispose();
  });

  test('is the same after 400 MB were made and thrown away inside one statement', async () => {
    const churn = 'n = 0\nwhile n < 410000:\n    n += 1\n    x = bytes(1000)\nprint("churned")\n';
    await execute(board, churn.replace('410000', '20000'));
    await board.start(`${churn}while True:\n    n += 1\n`);
    const before = await probe.measure();
    await board.untilText(/churned\r\n/);
    const after = await probe.measure();
    await board.interrupt();
    expect(after.pages).toBe(before.pages);
    expect(after.heap - before.heap).toBeLessThan(256 * 1024);
  });

  test('ends in MemoryError, and the prompt works after it', async () => {
    expect(await board.line('x = bytearray(60000)')).toMatch(
      /^Traceback[^]*MemoryError: memory allocation failed/,
    );
    const fill = 'def fill():\n    kept = []\n    while True:\n        kept.append(bytes(100))\nfill()\n';
    const filled = await execute(board, fill);
    expect(filled).toMatch(/MemoryError/);
    expect(await board.line('sum(range(10))')).toBe('45\n');
  });

  test('is given to a program as the chip has it', async () => {
    await board.line('import gc');
    await board.line('gc.collect()');
    const free = Number(await board.line('gc.mem_free()'));
    expect(free).toBeGreaterThan(34_000);
    expect(free).toBeLessThan(46_000);
  });
});

describe('between two hooks', () => {
  test('slow calls follow a fast loop without the board going deaf', async () => {
    const probe = await MemoryProbe.of();
    const board = await TestBoard.start(undefined, probe.build);
    try {
      await execute(board, 'x = list(range(500))\nfor i in range(400000): pass\n');
      const before = probe.hooks;
      // A large budget is left over from the fast loop; 60 jumps alone would not use it up.
      await execute(board, 'for i in range(60): y = sorted(x, key=lambda v: -v)\n');
      expect(probe.hooks - before).toBeGreaterThan(4);
    } finally {
      board.dispose();
      await probe.dispose();
    }
  });
});
