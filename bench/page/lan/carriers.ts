import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { figure, geometricMean, single, type Figures } from '../../figures';
import type { BuiltSite } from '../site';
import { perSecond, receive, requests, withLanPage } from './section';

/** How the page reaches its board, by what its address says (entry.ts). */
const CARRIERS = { memory: '?memory', messages: '?messages' } as const;
type Carrier = keyof typeof CARRIERS;
const NAMES: readonly Carrier[] = ['memory', 'messages'];

const LOOPS = ['counting', 'ranging', 'recursion', 'formatting', 'floats'];
const CALLS = ['spin', 'sleep', 'accept', 'recv', 'flood'];

/** Both ways to a busy board in one run: by shared memory, and by messages to a suspended program. */
export function carriersSection(quick: boolean, site: BuiltSite): Promise<Figures> {
  return withLanPage(site, async (url) => {
    const figures = await inPages(site, url, async (pages) => ({
      ...(await loops(pages, quick)),
      ...(await interrupts(pages, quick)),
    }));
    for (const name of NAMES) {
      const address = url + CARRIERS[name];
      const times = await requests(site, address, quick);
      figures[`requests per second, ${name}`] = single('1/s', perSecond(times), '>= 200');
      const speeds = await receive(site, `${address}&stream`, quick);
      figures[`recv(500), ${name}`] = figure('MB/s', speeds, '>= 10');
    }
    return figures;
  });
}

type Pages = Readonly<Record<Carrier, Page>>;

function inPages<T>(site: BuiltSite, url: string, measure: (pages: Pages) => Promise<T>): Promise<T> {
  return site.withPage((memory) =>
    site.withPage(async (messages) => {
      await memory.goto(url + CARRIERS.memory);
      await messages.goto(url + CARRIERS.messages);
      return measure({ memory, messages });
    }),
  );
}

/** By turns, so that both see the same machine; the first round is warm-up. */
async function loops(pages: Pages, quick: boolean): Promise<Figures> {
  const source = await readFile('bench/programs/loops.py', 'utf8');
  const run = async (page: Page, loop: string): Promise<number> => {
    const line = `import loops; loops.run("${loop}")`;
    const printed = await page.evaluate(
      ([program, typed]) => window.lan.run('/loops.py', program, typed, '>>> '),
      [source, line] as const,
    );
    return Number(/\d+/.exec(printed)?.[0]) / 1_000;
  };
  const ratios: number[] = [];
  const figures: Figures = {};
  for (const loop of LOOPS) {
    const times: Record<Carrier, number[]> = { memory: [], messages: [] };
    for (let round = 0; round < (quick ? 4 : 12); round++) {
      for (const name of NAMES) {
        const time = await run(pages[name], loop);
        if (round > 0) times[name].push(time);
      }
    }
    for (const name of NAMES) figures[`${loop}, ${name}`] = figure('ms', times[name]);
    ratios.push(Math.min(...times.memory) / Math.min(...times.messages));
  }
  const speed = single('of the speed by memory, fastest runs', geometricMean(ratios), '>= 0.9');
  return { 'interpreter, messages': speed, ...figures };
}

/** From Ctrl-C to the bytes of the next prompt, each time at another moment of the program. */
async function interrupts(pages: Pages, quick: boolean): Promise<Figures> {
  const source = await readFile('bench/programs/blocking.py', 'utf8');
  const figures: Figures = {};
  for (const name of NAMES) {
    const page = pages[name];
    await page.evaluate(
      (program) => window.lan.run('/blocking.py', program, 'import blocking', '>>> '),
      source,
    );
    const times: number[] = [];
    for (let n = 0; n < (quick ? 10 : 40); n++) {
      for (const call of CALLS) {
        const line = `blocking.${call}()`;
        times.push(
          await page.evaluate(([typed, after]) => window.lan.interrupt(typed, after), [
            line,
            2 + (n % 7),
          ] as const),
        );
      }
    }
    figures[`Ctrl-C, ${name}`] = figure('ms', times, 'p99 <= 50');
  }
  return figures;
}
