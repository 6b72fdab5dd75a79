import { expect, test as base } from './support/app';
import { type Serving, serveAs, SERVING_WORDS, SERVINGS, type ServingName } from './servings/servings';
import { PlaywrightPilot } from './servings/playwright-pilot';
import { wholeTutorial } from './servings/tutorial';

const test = base.extend<{ serveSite: (name: ServingName) => Promise<Serving> }>({
  serveSite: async ({ sites }, use) => {
    const served: Serving[] = [];
    await use(async (name) => {
      const serving = await serveAs(name, sites.folders.plain);
      served.push(serving);
      return serving;
    });
    await Promise.all(served.map((serving) => serving.close()));
  },
});

/** What Chromium says where the headers come over plain http://, from an address that is not this computer's own. */
const PLAIN_HTTP = 'The Cross-Origin-Opener-Policy header has been ignored';

/** In `npm test`, which has minutes: a host without headers, and the frame that has least. */
const QUICK: ReadonlySet<ServingName> = new Set(['plain', 'frame']);

test.describe('the whole tutorial passes, and no request leaves the site', () => {
  // With the headers at an address of its own the page is in all other tests.
  for (const name of SERVINGS.filter((each) => each !== 'headers')) {
    test(SERVING_WORDS[name], QUICK.has(name) ? {} : { tag: '@slow' }, async ({ page, serveSite }) => {
      const serving = await serveSite(name);
      const wrong: string[] = [];
      page.on('pageerror', (error) => wrong.push(`not caught: ${error.stack ?? error.message}`));
      page.on('console', (line) => {
        if (line.type() === 'error' && !line.text().startsWith(PLAIN_HTTP))
          wrong.push(`console: ${line.text()}`);
      });
      page.context().on('request', (request) => {
        const url = request.url();
        if (!serving.origins.some((origin) => url.startsWith(origin)) && !/^(data|blob|about):/.test(url))
          wrong.push(`request to ${url}`);
      });
      const pilot = new PlaywrightPilot(page);
      await pilot.open(serving.url);
      await wholeTutorial(pilot);
      expect(wrong, 'errors of the page, and requests that left the site').toEqual([]);
    });
  }
});
