import type { Browser, CDPSession, Page } from '@playwright/test';
import { figure, type Figures } from '../figures';
import { Brake } from './brake';
import { slowLine } from './slow-line';
import type { BuiltSite } from './site';

/** A phone of the middle class on a slow mobile network. */
const SCREEN = { width: 390, height: 844 };
const SLOWER = 4;
const PATIENCE = 180_000;
const LINE = { roundTrip: 150, down: 1_600_000 / 8, up: 750_000 / 8 };
/** A small file of the site: with it a page has the process that it keeps. */
const SMALL = 'pinwire.json';

/** What is measured inside the page, in milliseconds; null: not yet. */
interface PhoneProbe {
  text: number | null;
  ready: number | null;
  interaction: number;
}

declare global {
  interface Window {
    phone: PhoneProbe;
  }
}

/**
 * The lesson on a phone: a first visit, then a reader who scrolls through it and opens a hint. The terminal is not in
 * sight there, so the prompt is told by what the bar at the top says of the board. Page, workers and all that they fetch
 * are slow (brake.ts, slow-line.ts), and how slow the workers were is measured with it.
 */
export async function phoneSection(quick: boolean, site: BuiltSite): Promise<Figures> {
  const line = await slowLine(await site.url(), LINE);
  const visits: Visit[] = [];
  try {
    const browser = await site.browser();
    for (let n = 0; n < (quick ? 1 : 5); n++)
      visits.push(await site.withPage((page) => visit(page, browser, line.url)));
  } finally {
    line.close();
  }
  const of = (what: keyof Visit): number[] => visits.map((one) => one[what] ?? Number.NaN);
  return {
    'text of the lesson': figure('ms', of('text')),
    'board at its prompt': figure('ms', of('ready')),
    'worst interaction': figure('ms', of('interaction'), '<= 200'),
    'workers, slower by': figure('times', of('slowing'), `about ${SLOWER}`),
  };
}

type Visit = PhoneProbe & { readonly slowing: number };

async function visit(page: Page, browser: Browser, url: string): Promise<Visit> {
  // A busy machine makes a slow phone slower still.
  page.setDefaultTimeout(PATIENCE);
  const devtools = await page.context().newCDPSession(page);
  await page.setViewportSize(SCREEN);
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await page.goto(new URL(SMALL, url).href);
  await page.addInitScript(probeInPage);
  const brake = await Brake.begin(browser, SLOWER);
  let slow: number;
  let seen: PhoneProbe;
  try {
    await page.goto(url, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.phone.text !== null && window.phone.ready !== null);
    await readThrough(page, devtools);
    seen = await page.evaluate(() => window.phone);
    slow = await workInWorker(page);
  } finally {
    await brake.release();
  }
  return { ...seen, slowing: slow / (await workInWorker(page)) };
}

/** Milliseconds that a new worker takes for some arithmetic, the least of several times. */
function workInWorker(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const source = `
      const times = [];
      for (let round = 0; round < 9; round++) {
        const begun = performance.now();
        let sum = 0;
        for (let n = 0; n < 2e7; n++) sum += n % 7;
        times.push(performance.now() - begun + sum * 0);
      }
      postMessage(Math.min(...times));`;
    const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const worker = new Worker(address);
    const time = await new Promise<number>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<number>) => resolve(data);
    });
    worker.terminate();
    URL.revokeObjectURL(address);
    return time;
  });
}

/** By finger: flings, then the first hint is opened. */
async function readThrough(page: Page, devtools: CDPSession): Promise<void> {
  const at = { x: SCREEN.width / 2, y: SCREEN.height / 2 };
  for (const yDistance of [-2_000, 2_000]) {
    await devtools.send('Input.synthesizeScrollGesture', {
      ...at,
      yDistance,
      speed: 2_000,
      gestureSourceType: 'touch',
    });
  }
  await page.getByRole('button', { name: /^Hint/ }).first().click();
  await page.getByRole('list', { name: 'Hints' }).first().waitFor();
  // Event Timing is told after the frame that shows it.
  await page.waitForFunction(() => window.phone.interaction > 0);
}

/** Serialised and run before the product's scripts: it may use nothing from outside. */
function probeInPage(): void {
  const probe: PhoneProbe = { text: null, ready: null, interaction: 0 };
  window.phone = probe;
  const look = (): void => {
    const now = performance.now();
    if (document.querySelector('.prose p')) probe.text ??= now;
    if (document.querySelector('.activity-words')?.textContent === 'ready') probe.ready ??= now;
    if (probe.text === null || probe.ready === null) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  // What is shorter than two frames is not told.
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) probe.interaction = Math.max(probe.interaction, duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}
