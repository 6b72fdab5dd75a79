import { readFile } from 'node:fs/promises';
import { MemoryFlash } from '../src/cli/node-host';
import { TestBoard } from '../src/cli/test-board.test-helpers';
import { figure, single, type Figures } from './figures';

const SIZES = [100, 4_000, 20_000];
const LARGE = 2 << 20;

/** How soon what a program closes is known to be stored, and how fast files go either way; the store is memory. */
export async function flashSection(quick: boolean): Promise<Figures> {
  const program = await readFile('bench/programs/flash.py');
  const board = await TestBoard.start(new MemoryFlash({ '/flash.py': program }));
  try {
    const figures: Record<string, Figures[string]> = {};
    await board.line('import flash');
    for (const size of SIZES) {
      const micros = (await board.line(`flash.acknowledged(${size}, ${quick ? 50 : 500})`)).trim().split(' ');
      const milliseconds = micros.map((one) => Number(one) / 1_000);
      figures[`close() to stored, ${size} bytes`] = figure('ms', milliseconds, '<= 200');
    }
    const seconds = quick ? 1 : 5;
    const rewritten = Number(await board.line(`flash.rewritten(${seconds * 1_000})`)) / seconds;
    figures['a file written over in a loop'] = single('closes/s', rewritten);
    figures[`save of ${LARGE} bytes by the page`] = figure('ms', await saves(board, quick ? 3 : 20));
    return figures;
  } finally {
    board.dispose();
  }
}

async function saves(board: TestBoard, rounds: number): Promise<number[]> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await board.session.writeFile('/large', new Uint8Array(LARGE).fill(round));
    took.push(performance.now() - start);
  }
  return took;
}
