import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { expect, test } from './support/app';

const DIST = join(import.meta.dirname, '../dist');

/**
 * What a first visit may cost, in KB of 1000 bytes. They hold what was reached; the aim is 400 KB with Brotli to the
 * prompt, and 260 KB for the device worker.
 */
const MOST = { brotli: 416.5, gzip: 490.5, 'device worker, brotli': 227.5 };

/** What shows later is asked for later. */
const LATER =
  /monaco|libraries-|editor-pane|\/python-|pack-worker|start-packs|pack-place|network-pane|browser-pane|views-|read-only|sw\.js|\.(?:ttf|woff2|png|svg|rst)$/;

test('the first prompt needs neither editor, fonts nor pictures, and no more bytes than agreed', async ({
  page,
  sites,
}) => {
  // What the page begins by itself after a while (the network, the fonts), it begins before the prompt on a slow machine only.
  await page.addInitScript(() => {
    const real = window.setTimeout.bind(window);
    const patient = (fire: () => void, delay?: number) => ((delay ?? 0) < 200 ? real(fire, delay) : 0);
    Object.assign(window, { setTimeout: patient });
  });
  await page.goto(sites.urls.monaco, { waitUntil: 'commit' });
  const paths = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        // The page's own mark (src/ui/terminal/terminal-model.ts).
        new PerformanceObserver((list) => {
          const [prompt] = list.getEntriesByName('pinwire:prompt');
          if (!prompt) return;
          // This is told some time after the mark was made.
          const before = performance
            .getEntriesByType('resource')
            .filter(({ startTime }) => startTime < prompt.startTime);
          resolve(before.map(({ name }) => new URL(name).pathname));
        }).observe({ type: 'mark', buffered: true });
      }),
  );
  expect(paths.filter((path) => LATER.test(path))).toEqual([]);

  // The network is asked for when the board is at its prompt, which is drawn a frame later: before the mark or after it.
  const files = [...new Set(['/index.html', ...paths])].filter((path) => !path.includes('net-worker'));
  const sum = (some: readonly string[], size: (path: string) => number) =>
    some.reduce((all, path) => all + size(path), 0) / 1000;
  expect(sum(files, brotli), `brotli: ${files.join(', ')}`).toBeLessThanOrEqual(MOST.brotli);
  expect(sum(files, gzip), 'gzip').toBeLessThanOrEqual(MOST.gzip);
  const worker = files.filter((path) => /device-worker-.*\.js$|\.wasm$/.test(path));
  expect(worker).toHaveLength(2);
  expect(sum(worker, brotli), 'device worker').toBeLessThanOrEqual(MOST['device worker, brotli']);
});

test('the file that starts the board waits for no other', () => {
  const [, entry = ''] = /<script type="module"[^>]* src="\.\/([^"]+)"/.exec(read('index.html')) ?? [];
  expect(entry).toMatch(/^assets\/index-/);
  expect(read(entry)).not.toMatch(/(?:\bfrom|\bimport) ?["'`]\.\//);
});

const read = (path: string): string => readFileSync(join(DIST, path), 'utf8');

/** As the build compresses it (tools/brotli-plugin.ts), else as small as can be. */
function brotli(path: string): number {
  const built = statSync(join(DIST, `${path}.br`), { throwIfNoEntry: false });
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return built?.size ?? brotliCompressSync(readFileSync(join(DIST, path)), { params }).length;
}

/** As hosts do it that compress as they send. */
const gzip = (path: string): number => gzipSync(readFileSync(join(DIST, path))).length;
