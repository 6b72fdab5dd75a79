import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { MemoryFlash } from '../src/cli/node-host';
import { TestBoard } from '../src/cli/test-board.test-helpers';
import { NODE_BUILD } from '../tools/node-build';
import { figure, type Figures } from './figures';

/** How fast a program takes a stream from a host on the LAN by `recv(500)`. */
export async function recvSection(quick: boolean): Promise<Figures> {
  return withStreamNetwork(async (build) => ({
    'recv(500)': figure('MB/s', await receive(build, quick ? 3 : 8), '>= 30'),
  }));
}

/** @param measure gets a folder with a board's Node build, whose net worker has the one host `stream.bench` */
export async function withStreamNetwork<T>(measure: (build: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pinwire-bench-'));
  try {
    await cp(NODE_BUILD, folder, { recursive: true });
    await buildNetWorker(folder);
    return await measure(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function receive(build: string, rounds: number): Promise<number[]> {
  const program = await readFile('bench/programs/receive.py');
  const board = await TestBoard.start(new MemoryFlash({ '/receive.py': program }), build);
  try {
    await board.line('import receive');
    const speeds: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const [bytes = 0, micros = 1] = (await board.line('receive.run()')).split(' ').map(Number);
      speeds.push(bytes / micros);
    }
    return speeds;
  } finally {
    board.dispose();
  }
}

/** In the place of the product's net worker. */
async function buildNetWorker(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: { 'net-worker': path.resolve('bench/stream-net-worker.ts') },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
}
