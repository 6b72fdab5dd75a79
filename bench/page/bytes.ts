import type { Page, Request } from '@playwright/test';
import { single, type Figures } from '../figures';
import { toFirstPrompt } from './first-prompt';
import type { BuiltSite } from './site';

/** What a first visit fetches until the first prompt is drawn, as it is encoded on the wire; a KB is 1000 bytes. */
export async function bytesSection(_quick: boolean, site: BuiltSite): Promise<Figures> {
  const url = await site.url();
  return site.withPage(async (page) => {
    const finished: Request[] = [];
    // The context hears of what workers fetch, too.
    page.context().on('requestfinished', (request) => finished.push(request));
    const prompt = await toFirstPrompt(page, url);
    const end = (await timeOrigin(page)) + prompt;
    // What was under way at the prompt ends before this, and is told apart by its own time.
    await page.waitForLoadState('networkidle');
    const sizes = new Map<string, number>();
    for (const request of finished) {
      const { startTime, responseEnd } = request.timing();
      if (startTime + responseEnd > end) continue;
      // Our server names the length of each encoded body; the browser does not tell that of a worker's script.
      const length = Number(await (await request.response())?.headerValue('content-length'));
      const name = new URL(request.url()).pathname;
      // A file that was preloaded and then asked for was fetched once.
      sizes.set(name, length);
    }
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    const figures: Figures = { 'until the prompt': single('KB, brotli as served', total / 1000, '<= 400') };
    for (const [name, size] of [...sizes].sort(([, a], [, b]) => b - a)) {
      figures[name] = single('KB', size / 1000);
    }
    return figures;
  });
}

const timeOrigin = (page: Page): Promise<number> => page.evaluate(() => performance.timeOrigin);
