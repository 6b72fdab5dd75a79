import { figure, single, type Figures } from '../figures';
import { BoardPage } from './board-page';
import type { BuiltSite } from './site';

const MEDIUM = { width: 900, height: 700 };
const TABS = ['Editor', 'Board', 'Terminal'];
const MEBIBYTE = 2 ** 20;

/** `while True: print('x' * 79)`: what the terminal takes, and how smooth the page stays. */
export function floodSection(quick: boolean, site: BuiltSite): Promise<Figures> {
  return site.withPage(async (page) => {
    const board = await BoardPage.open(page, site);
    await board.defineBlocking();
    const duration = quick ? 3_000 : 60_000;
    return {
      ...(await seen(board, duration)),
      ...(await hidden(board, duration)),
      ...(await interrupted(board, quick ? 10 : 100)),
      ...(await tabs(board, quick ? 12 : 60)),
    };
  });
}

const begin = (board: BoardPage): Promise<void> => board.run('flood()\n', 'begun\r\n');

const flow = (board: BoardPage, duration: number) =>
  board.page.evaluate((length) => window.probe.flow(length), duration);

async function seen(board: BoardPage, duration: number): Promise<Figures> {
  await begin(board);
  // Long enough for the scrollback to fill and the code to be compiled.
  await flow(board, 2_000);
  const before = await board.heap();
  const { frames, bytes, took } = await flow(board, duration);
  const after = await board.heap();
  await board.interrupt();
  return {
    drawn: single('MB/s', bytes / took / 1000, '>= 1'),
    frames: single('1/s', (frames * 1000) / took, '>= 30'),
    'heap growth': single('MiB', (after - before) / MEBIBYTE, '<= 1'),
  };
}

/**
 * The page is told that it is hidden; its timers are not slowed down, as they are in a tab that really is: what is
 * measured must not need them.
 */
async function hidden(board: BoardPage, duration: number): Promise<Figures> {
  await begin(board);
  await board.page.evaluate(() => window.probe.hide(true));
  await flow(board, 2_000);
  const before = await board.heap();
  const { bytes, took } = await flow(board, duration);
  const after = await board.heap();
  const begun = Date.now();
  await board.page.evaluate(() => window.probe.hide(false));
  const { drawn } = await board.interrupt();
  return {
    'hidden, taken': single('MB/s', bytes / took / 1000, '>= 1'),
    'hidden, heap growth': single('MiB', (after - before) / MEBIBYTE, '<= 1'),
    'Ctrl-C drawn, just seen again': single('ms', Math.min(drawn, Date.now() - begun)),
  };
}

async function interrupted(board: BoardPage, count: number): Promise<Figures> {
  const drawn: number[] = [];
  for (let n = 0; n < count; n++) {
    await begin(board);
    await flow(board, 50 + (n % 7));
    drawn.push((await board.interrupt()).drawn);
  }
  return { 'Ctrl-C drawn': figure('ms', drawn, 'p99 <= 100') };
}

async function tabs(board: BoardPage, count: number): Promise<Figures> {
  await board.page.setViewportSize(MEDIUM);
  await board.focusTerminal();
  await begin(board);
  const times = await board.switchTabs(TABS, count);
  await board.page.getByRole('tab', { name: 'Terminal', exact: true }).click();
  await board.focusTerminal();
  await board.interrupt();
  return { 'switching tabs': figure('ms', times, 'p95 <= 16') };
}
