import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { serveAs, SERVINGS, type Serving } from '../../e2e/servings/servings';
import { withoutServiceWorkers } from '../../e2e/support/browser-without';
import { figure, type Figures } from '../figures';
import { firstPromptIn } from './first-prompt';
import type { BuiltSite } from './site';

/** From the navigation to the first prompt, drawn, over each way to serve the site: a first visit, and later ones. */
export async function servingsSection(quick: boolean, site: BuiltSite): Promise<Figures> {
  const count = quick ? 2 : 5;
  // Builds it when it is out of date.
  await site.url();
  const figures: Figures = {};
  for (const name of SERVINGS) {
    const serving = await serveAs(name, join(process.cwd(), 'dist')).catch((error: unknown) => {
      console.error(`${name} is left out: ${String(error)}`);
      return null;
    });
    if (!serving) continue;
    try {
      const cold: number[] = [];
      for (let n = 0; n < count; n++) cold.push(await site.withPage((page) => visit(page, serving)));
      figures[`${name}, cold`] = figure('ms', cold);
      figures[`${name}, warm`] = figure('ms', await site.withPage((page) => later(page, serving, count)));
    } finally {
      await serving.close();
    }
  }
  return figures;
}

/** In tabs of one browser window that has been there before, from the HTTP cache. */
async function later(first: Page, serving: Serving, count: number): Promise<number[]> {
  const context = first.context();
  // It would store the site while the next visits are measured.
  await context.addInitScript(withoutServiceWorkers);
  await visit(first, serving);
  const times: number[] = [];
  // The first fills the cache of compiled code.
  for (let n = 0; n <= count; n++) {
    const page = await context.newPage();
    const took = await visit(page, serving);
    if (n > 0) times.push(took);
    await page.close();
  }
  return times;
}

/** @returns milliseconds since the navigation of the page itself, which may be in a frame of another one */
async function visit(page: Page, { url, origins: [own = url] }: Serving): Promise<number> {
  const arrived = page.waitForEvent('framenavigated', (frame) => frame.url().startsWith(own));
  await page.goto(url, { waitUntil: 'commit' });
  return firstPromptIn(await arrived);
}
