import { MemoryProbe } from '../src/cli/memory-probe.test-helpers';
import type { TestBoard } from '../src/cli/test-board.test-helpers';
import { single, type Figures } from './figures';
import { request, startLessonServer } from './lesson-server';

/** What the device worker holds more after many requests to the lesson's server. */
export async function growthSection(quick: boolean): Promise<Figures> {
  const probe = await MemoryProbe.of();
  const board = await startLessonServer(probe.build);
  const [from, to] = quick ? [1_000, 3_000] : [10_000, 100_000];
  try {
    await requests(board, from);
    const before = await measure(board, probe);
    await requests(board, to - from);
    const after = await measure(board, probe);
    const span = `from request ${from} to ${to}`;
    return {
      'JavaScript heap': single(`MiB more ${span}`, Math.max(0, after.heap - before.heap) / 2 ** 20, '<= 1'),
      'WebAssembly memory': single(`pages more ${span}`, after.pages - before.pages, '0'),
    };
  } finally {
    board.dispose();
    await probe.dispose();
  }
}

async function requests(board: TestBoard, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await request(board);
}

/** The server sleeps in `accept()`: a request wakes it, and with it the probe. */
async function measure(board: TestBoard, probe: MemoryProbe) {
  const measured = probe.measure();
  await request(board);
  return measured;
}
