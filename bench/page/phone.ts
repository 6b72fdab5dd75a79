import type { CDPSession, Page } from '@playwright/test';
import { figure, type Figures } from '../figures';
import type { BuiltSite } from './site';

/** A phone of the middle class on a slow mobile network. */
const SCREEN = { width: 390, height: 844 };
const SLOWER = 4;
const LINE = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
};

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
 * sight there, so the prompt is told by what the bar at the top says of the board. Chromium slows the page's thread and
 * the page's requests only, not those of its workers: a real phone's board comes later than this says.
 */
export async function phoneSection(quick: boolean, site: BuiltSite): Promise<Figures> {
  const url = await site.url();
  const seen: Record<'text' | 'ready' | 'interaction', number[]> = { text: [], ready: [], interaction: [] };
  for (let n = 0; n < (quick ? 1 : 5); n++) {
    const { text, ready, interaction } = await site.withPage((page) => visit(page, url));
    seen.text.push(text ?? Number.NaN);
    seen.ready.push(ready ?? Number.NaN);
    seen.interaction.push(interaction);
  }
  return {
    'text of the lesson': figure('ms', seen.text),
    'board at its prompt': figure('ms', seen.ready),
    'worst interaction': figure('ms', seen.interaction, '<= 200'),
  };
}

async function visit(page: Page, url: string): Promise<PhoneProbe> {
  const devtools = await page.context().newCDPSession(page);
  await becomePhone(page, devtools);
  await page.addInitScript(probeInPage);
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.phone.text !== null && window.phone.ready !== null);
  await readThrough(page, devtools);
  return page.evaluate(() => window.phone);
}

async function becomePhone(page: Page, devtools: CDPSession): Promise<void> {
  await page.setViewportSize(SCREEN);
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', LINE);
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
