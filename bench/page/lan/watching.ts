import type { CDPSession, Page } from '@playwright/test';
import { readLessonFolder } from '../../../src/cli/lessons/lesson-folders';
import type { Step } from '../../../src/lessons/lesson-data';
import { figure, median, single, type Figures } from '../../figures';
import { REQUEST, serverProgram } from '../../lesson-server';
import type { BuiltSite } from '../site';
import { withLanPage } from './section';

const LESSONS = 'public/lessons';
const FLOOD = "while True: print('x' * 79)";
const MILLION = 1e6;
/** Milliseconds. */
const SETTLES = 400;

/**
 * How the page does with a lesson that watches the board, by turns with one that watches nothing: in many short pairs, of
 * which the one or the other comes first, so that whatever else the machine does meets both. What it costs is told by the
 * processor's time, too, which another process does not lengthen.
 */
export function watchingSection(quick: boolean, site: BuiltSite): Promise<Figures> {
  return withLanPage(site, (url) =>
    site.withPage(async (page) => {
      await page.goto(url);
      const meter = await Meter.open(page);
      return { ...(await requests(page, quick, meter)), ...(await flood(page, quick, meter)) };
    }),
  );
}

/** All steps of a lesson that asks much of the network. None of them comes to its end, after which it cost nothing. */
function endlessSteps(): Step[] {
  const { steps } = readLessonFolder(LESSONS, 'pins-from-a-web-page', '.').lesson.rest;
  return steps.map((step) => ({ ...step, checks: [...step.checks, NEVER] }));
}

const NEVER = { file: { path: 'never' } };

type How = 'unwatched' | 'watched';

interface Turn {
  /** Of what is counted, requests or megabytes, by the second. */
  readonly rate: number;
  /** Microseconds of the processor for each of what is counted: of all threads, and of the page's own. */
  readonly all: number;
  readonly page: number;
}

async function requests(page: Page, quick: boolean, meter: Meter): Promise<Figures> {
  const source = await serverProgram();
  await page.evaluate(
    (program) => window.lan.run('/server.py', program, 'exec(open("/server.py").read())', 'listening on'),
    source,
  );
  const count = 1_000;
  const turns = await byTurns(page, quick, async () => {
    const begun = await meter.read();
    await page.evaluate(([request, many]) => window.lan.ask(request, many), [REQUEST, count] as const);
    return meter.since(begun, count);
  });
  await page.evaluate(() => window.lan.stop());
  return figuresOf('requests', '1/s', 'us for a request', turns);
}

async function flood(page: Page, quick: boolean, meter: Meter): Promise<Figures> {
  await page.evaluate((line) => window.lan.start(line), FLOOD);
  const turns = await byTurns(page, quick, async () => {
    const begun = await meter.read();
    const bytes = await page.evaluate((length) => window.lan.flow(length), 500);
    return meter.since(begun, bytes / MILLION);
  });
  await page.evaluate(() => window.lan.stop());
  return figuresOf('flood', 'MB/s', 'us for a MB', turns);
}

async function byTurns(page: Page, quick: boolean, run: () => Promise<Turn>): Promise<Record<How, Turn[]>> {
  const steps = endlessSteps();
  const turns: Record<How, Turn[]> = { unwatched: [], watched: [] };
  const order: readonly How[] = ['unwatched', 'watched', 'watched', 'unwatched'];
  for (let round = 0; round < (quick ? 3 : 16); round++) {
    for (const how of order) {
      await page.evaluate((some) => window.lan.watch(some), how === 'watched' ? steps : null);
      // Who begins to watch is told the log's past, once.
      await page.waitForTimeout(SETTLES);
      const turn = await run();
      // The first round is warm-up.
      if (round > 0) turns[how].push(turn);
    }
  }
  await page.evaluate(() => window.lan.watch(null));
  return turns;
}

function figuresOf(name: string, rate: string, cost: string, turns: Record<How, Turn[]>): Figures {
  const of = (how: How, what: keyof Turn): number[] => turns[how].map((turn) => turn[what]);
  /** Of each pair. */
  const ratios = (what: keyof Turn): number[] =>
    of('watched', what).map((value, at) => value / (of('unwatched', what)[at] ?? Number.NaN));
  return {
    [`${name}, nobody watches`]: figure(rate, of('unwatched', 'rate')),
    [`${name}, a lesson watches`]: figure(rate, of('watched', 'rate')),
    [`${name}, of the speed`]: single('of 1', median(ratios('rate')), '>= 0.95'),
    [`${name}, of the processor's time`]: single('of 1', median(ratios('all')), '<= 1.05'),
    [`${name}, processor, nobody watches`]: figure(cost, of('unwatched', 'all')),
    [`${name}, processor, a lesson watches`]: figure(cost, of('watched', 'all')),
    [`${name}, page's thread, nobody watches`]: figure(cost, of('unwatched', 'page')),
    [`${name}, page's thread, a lesson watches`]: figure(cost, of('watched', 'page')),
  };
}

interface Reading {
  readonly at: number;
  /** Seconds. */
  readonly all: number;
  readonly page: number;
}

/** The processor's time that a page takes, with its workers. */
class Meter {
  private constructor(
    private readonly page: CDPSession,
    private readonly browser: CDPSession,
  ) {}

  static async open(page: Page): Promise<Meter> {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    const browser = page.context().browser();
    if (!browser) throw new Error('a page of no browser');
    return new Meter(devtools, await browser.newBrowserCDPSession());
  }

  async read(): Promise<Reading> {
    const { metrics } = await this.page.send('Performance.getMetrics');
    const { processInfo } = await this.browser.send('SystemInfo.getProcessInfo');
    return {
      at: performance.now(),
      page: metrics.find((one) => one.name === 'TaskDuration')?.value ?? Number.NaN,
      // Only one page is open, and it works more than all others.
      all: Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ cpuTime }) => cpuTime)),
    };
  }

  async since(begun: Reading, done: number): Promise<Turn> {
    const now = await this.read();
    const cost = (what: 'all' | 'page'): number => ((now[what] - begun[what]) * MILLION) / done;
    return { rate: (done * 1_000) / (now.at - begun.at), all: cost('all'), page: cost('page') };
  }
}
