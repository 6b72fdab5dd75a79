import { figure, single, type Figures } from './figures';
import { request, startLessonServer } from './lesson-server';

/** The lesson's HTTP server, asked again and again over the LAN, one request at a time. */
export async function httpSection(quick: boolean): Promise<Figures> {
  const board = await startLessonServer();
  try {
    const count = quick ? 1_000 : 10_000;
    for (let n = 0; n < count / 5; n++) await request(board);
    const start = performance.now();
    const times: number[] = [];
    for (let n = 0; n < count; n++) times.push(await request(board));
    const seconds = (performance.now() - start) / 1000;
    return {
      'requests per second': single('1/s', count / seconds, '>= 2000'),
      'one request': figure('ms', times, 'p99 <= 2'),
    };
  } finally {
    board.dispose();
  }
}
