import type { Page } from '@playwright/test';
import { readLessonFolder } from '../../../src/cli/lessons/lesson-folders';
import type { Step } from '../../../src/lessons/lesson-data';
import { figure, median, single, type Figures } from '../../figures';
import { REQUEST, serverProgram } from '../../lesson-server';
import type { BuiltSite } from '../site';
import { withLanPage } from './section';

const LESSONS = 'public/lessons';
const FLOOD = "while True: print('x' * 79)";
/** What the page's own thread has done, of a second. */
const PER_SECOND = 1_000;

/** How the page does with a lesson that watches the board, by turns with one that watches nothing. */
export function watchingSection(quick: boolean, site: BuiltSite): Promise<Figures> {
  return withLanPage(site, (url) =>
    site.withPage(async (page) => {
      await page.goto(url);
      return { ...(await requests(page, quick)), ...(await flood(page, quick)) };
    }),
  );
}

/** All steps of a lesson that asks much of the network. None of them comes to its end, after which it cost nothing. */
function endlessSteps(): Step[] {
  const { steps } = readLessonFolder(LESSONS, 'pins-from-a-web-page', '.').lesson.rest;
  return steps.map((step) => ({ ...step, checks: [...step.checks, NEVER] }));
}

const NEVER = { file: { path: 'never' } };

interface Turn {
  /** Of whatever is counted, by the second. */
  readonly rate: number;
  /** Milliseconds of a second in which the page's thread was busy. */
  readonly busy: number;
}

async function requests(page: Page, quick: boolean): Promise<Figures> {
  const source = await serverProgram();
  await page.evaluate(
    (program) => window.lan.run('/server.py', program, 'exec(open("/server.py").read())', 'listening on'),
    source,
  );
  const count = quick ? 1_000 : 4_000;
  const figures = await byTurns(page, quick, 'requests', '1/s', async () => {
    await page.evaluate(([request, many]) => window.lan.ask(request, many), [REQUEST, count] as const);
    return count;
  });
  await page.evaluate(() => window.lan.stop());
  return figures;
}

async function flood(page: Page, quick: boolean): Promise<Figures> {
  await page.evaluate((line) => window.lan.start(line), FLOOD);
  const figures = await byTurns(page, quick, 'flood', 'MB/s', () =>
    page.evaluate((length) => window.lan.flow(length), quick ? 1_000 : 4_000).then((bytes) => bytes / 1e6),
  );
  await page.evaluate(() => window.lan.stop());
  return figures;
}

async function byTurns(
  page: Page,
  quick: boolean,
  name: string,
  unit: string,
  run: () => Promise<number>,
): Promise<Figures> {
  const steps = endlessSteps();
  const turns: Record<'unwatched' | 'watched', Turn[]> = { unwatched: [], watched: [] };
  for (let round = 0; round < (quick ? 3 : 8); round++) {
    for (const how of ['unwatched', 'watched'] as const) {
      await page.evaluate((some) => window.lan.watch(some), how === 'watched' ? steps : null);
      const turn = await timed(page, run);
      // The first round is warm-up.
      if (round > 0) turns[how].push(turn);
    }
  }
  await page.evaluate(() => window.lan.watch(null));
  const ratios = turns.watched.map(({ rate }, at) => rate / (turns.unwatched[at]?.rate ?? Number.NaN));
  const rates = (how: keyof typeof turns): number[] => turns[how].map(({ rate }) => rate);
  const busy = (how: keyof typeof turns): number[] => turns[how].map((turn) => turn.busy);
  return {
    [`${name}, nobody watches`]: figure(unit, rates('unwatched')),
    [`${name}, a lesson watches`]: figure(unit, rates('watched')),
    [`${name}, of the speed`]: single('of 1', median(ratios), '>= 0.95'),
    [`${name}, page busy, nobody watches`]: figure('ms/s', busy('unwatched')),
    [`${name}, page busy, a lesson watches`]: figure('ms/s', busy('watched')),
  };
}

async function timed(page: Page, run: () => Promise<number>): Promise<Turn> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const taskSeconds = async (): Promise<number> => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find((one) => one.name === 'TaskDuration')?.value ?? Number.NaN;
  };
  const [before, begun] = [await taskSeconds(), performance.now()];
  const done = await run();
  const seconds = (performance.now() - begun) / PER_SECOND;
  const busy = ((await taskSeconds()) - before) * PER_SECOND;
  await devtools.detach();
  return { rate: done / seconds, busy: busy / seconds };
}
