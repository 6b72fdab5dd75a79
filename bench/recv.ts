import { readFile } from 'node:fs/promises';
import { MemoryFlash } from '../src/cli/node-host';
import { TestBoard } from '../src/cli/test-board.test-helpers';
import { figure, type Figures } from './figures';
import { withNetWorker } from './net-worker-build';

/** How fast a program takes a stream from a host on the LAN by `recv(500)`. */
export async function recvSection(quick: boolean): Promise<Figures> {
  return withStreamNetwork(async (build) => ({
    'recv(500)': figure('MB/s', await receive(build, quick ? 3 : 8), '>= 30'),
  }));
}

/** @param measure gets a folder with a board's Node build, whose net worker has the one host `stream.bench` */
export const withStreamNetwork = <T>(measure: (build: string) => Promise<T>): Promise<T> =>
  withNetWorker('bench/stream-net-worker.ts', measure);

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
