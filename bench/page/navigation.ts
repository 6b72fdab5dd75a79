import type { Page } from '@playwright/test';
import { withoutServiceWorkers } from '../../e2e/support/browser-without';
import { figure, type Figures } from '../figures';
import { toFirstPrompt } from './first-prompt';
import type { BuiltSite } from './site';

/**
 * From the navigation to the first prompt, drawn: on a first visit, with everything in the HTTP cache, and by the service
 * worker from its copy.
 */
export async function navigationSection(quick: boolean, site: BuiltSite): Promise<Figures> {
  const count = quick ? 2 : 5;
  const url = await site.url();
  const cold: number[] = [];
  for (let n = 0; n < count; n++) cold.push(await site.withPage((page) => toFirstPrompt(page, url)));
  const warm = await site.withPage((page) => visits(page, url, count, 'http cache'));
  const stored = await site.withPage((page) => visits(page, url, count, 'service worker'));
  return {
    cold: figure('ms', cold),
    warm: figure('ms', warm, '<= 400'),
    'warm, by the service worker': figure('ms', stored, '<= 400'),
  };
}

async function visits(
  first: Page,
  url: string,
  count: number,
  by: 'http cache' | 'service worker',
): Promise<number[]> {
  const context = first.context();
  if (by === 'http cache') await context.addInitScript(withoutServiceWorkers);
  const visit = async (): Promise<number> => {
    // A tab of its own: in the same one, the terminal would first bring back what it showed before.
    const page = await context.newPage();
    const took = await toFirstPrompt(page, url);
    await page.close();
    return took;
  };
  if (by === 'service worker') {
    await toFirstPrompt(first, url);
    await copyIsWhole(first);
  }
  // The first fills the HTTP cache, the second that of compiled code.
  for (let n = 0; n < 2; n++) await visit();
  const times: number[] = [];
  for (let n = 0; n < count; n++) times.push(await visit());
  return times;
}

/** The service worker's own mark (src/sw/offline/stored-builds.ts). */
async function copyIsWhole(page: Page): Promise<void> {
  while (!(await page.evaluate(() => caches.match('.complete').then((mark) => mark !== undefined)))) {
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  }
}
