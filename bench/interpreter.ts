import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { MemoryFlash } from '../src/cli/node-host';
import { TestBoard } from '../src/cli/test-board.test-helpers';
import { figure, geometricMean, median, single, type Figures } from './figures';

const LOOPS = ['counting', 'ranging', 'recursion', 'formatting', 'floats'] as const;

/** Five loops on the whole board and on the npm package as it is, by turns, so that both see the same machine. */
export async function interpreterSection(quick: boolean): Promise<Figures> {
  const text = await readFile('bench/programs/loops.py', 'utf8');
  const stock = new Worker('./bench/stock-worker.mjs');
  const board = await TestBoard.start(new MemoryFlash({ '/loops.py': Buffer.from(text) }));
  try {
    await ask(stock, { file: { path: '/loops.py', text }, run: 'import loops' });
    await board.line('import loops');
    const times = LOOPS.map((name) => ({ name, stock: [] as number[], board: [] as number[] }));
    // The first round is warm-up: both engines compile what has become hot.
    for (let round = 0; round < (quick ? 4 : 16); round++) {
      for (const time of times) {
        const run = `loops.run("${time.name}")`;
        const ofStock = Number(await ask(stock, { run })) / 1000;
        const ofBoard = Number(await board.line(run)) / 1000;
        if (round === 0) continue;
        time.stock.push(ofStock);
        time.board.push(ofBoard);
      }
    }
    // The fastest run is the one that other work on the machine disturbed least.
    const fastest = (of: readonly number[]): number => Math.min(...of);
    const ratios = times.map((time) => fastest(time.stock) / fastest(time.board));
    const byMedian = times.map((time) => median(time.stock) / median(time.board));
    const figures: Figures = {
      speedup: single(
        'times faster than the stock npm build: fastest runs, geometric mean of the loops',
        geometricMean(ratios),
        '>= 3.4, aim 4',
      ),
      'speedup by medians': single('times faster', geometricMean(byMedian)),
    };
    for (const [index, time] of times.entries()) {
      figures[`${time.name} (stock)`] = figure('ms', time.stock);
      figures[time.name] = figure('ms', time.board);
      figures[`${time.name} (ratio)`] = single('times faster, fastest runs', ratios[index] ?? Number.NaN);
    }
    return figures;
  } finally {
    board.dispose();
    await stock.terminate();
  }
}

function ask(worker: Worker, message: object): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (printed: string) => {
      worker.off('error', reject);
      resolve(printed);
    });
    worker.postMessage(message);
  });
}
