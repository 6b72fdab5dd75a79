import { readFile } from 'node:fs/promises';
import { MemoryFlash } from '../src/cli/node-host';
import { TestBoard } from '../src/cli/test-board.test-helpers';
import { figure, type Figures } from './figures';

const CALLS = ['spin', 'nested', 'sleep', 'ask', 'accept', 'recv', 'flood'] as const;

/** From Ctrl-C, set in the shared word, to the bytes of the next prompt, in Node. */
export async function interruptSection(quick: boolean): Promise<Figures> {
  const blocking = await readFile('bench/programs/blocking.py');
  const board = await TestBoard.start(new MemoryFlash({ '/blocking.py': blocking }));
  try {
    await board.line('import blocking');
    const figures: Figures = {};
    for (const call of CALLS) {
      const tries: number[] = [];
      for (let n = 0; n < (quick ? 30 : 120); n++) tries.push(await interruptOnce(board, call, n));
      figures[call] = figure('ms', tries.slice(20), 'p99 <= 5');
    }
    return figures;
  } finally {
    board.dispose();
  }
}

async function interruptOnce(board: TestBoard, call: string, n: number): Promise<number> {
  board.forget();
  board.type(`blocking.${call}()\r`);
  await board.untilText('begun\r\n');
  // At another moment of the loop each time.
  await new Promise((resolve) => setTimeout(resolve, 2 + (n % 7)));
  const start = performance.now();
  board.session.interrupt();
  // The prompt's bytes; the state that tells of the prompt follows them.
  await board.until(() => board.text.endsWith('KeyboardInterrupt: \r\n>>> '), 'the prompt');
  const took = performance.now() - start;
  await board.until(() => board.atPrompt);
  return took;
}
