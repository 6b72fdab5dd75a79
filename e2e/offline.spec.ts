import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { App } from './support/app';
import { Files } from './support/files';
import { servePlainly } from './support/plain-server';
import { OwnSite } from './support/own-site';
import type { EditorWidget } from './support/site';

const test = base.extend<{ site: OwnSite; widget: EditorWidget }>({
  widget: ['plain', { option: true }],
  site: async ({ widget }, use) => {
    const site = await OwnSite.start(widget);
    await use(site);
    await site.close();
  },
});

async function open(page: Page, site: OwnSite): Promise<App> {
  await page.goto(site.url);
  const app = new App(page);
  await app.terminal.prompt();
  return app;
}

/** Waits until the copy of a build is whole. */
async function stored(page: Page, build: string): Promise<void> {
  const whole = (name: string) =>
    caches.match('.complete', { cacheName: name }).then((mark) => mark !== undefined);
  await expect.poll(() => page.evaluate(whole, `pinwire:/:${build}`), { timeout: 60_000 }).toBe(true);
}

const news = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'A new version of Pinwire is ready. Reload to use it.' });

const buildOf = (page: Page) => page.locator('meta[name="pinwire-build"]').getAttribute('content');

test.describe('with Monaco', () => {
  test.use({ widget: 'monaco' });

  test('after a first visit the page needs its host no more: a reload, the lesson, another tab', async ({
    page,
    site,
  }) => {
    const app = await open(page, site);
    await stored(page, site.build);
    await site.switchOff();
    await page.reload();
    await app.terminal.prompt();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await app.finishBlock('import socket');
    await app.rewrite('# without a network');
    await app.editorShows('# without a network');
    const other = await open(await page.context().newPage(), site);
    await other.terminal.command('1+1');
    await other.terminal.output(/^2$/);
  });
});

test('a new build waits until the student wants it; a program runs on, files and text are kept', async ({
  page,
  site,
}) => {
  const first = site.build;
  const app = await open(page, site);
  await stored(page, first);
  await app.terminal.command(`f = open('kept.txt', 'w'); _ = f.write('kept'); f.close()`);
  await app.rewrite('# not saved yet');
  await app.paste(`import time\nn = 0\nwhile True:\n    n += 1\n    print('turn', n)\n    time.sleep(0.1)\n`);
  await app.terminal.output('turn 1');
  const neighbour = await open(await page.context().newPage(), site);

  site.upgrade();
  await page.bringToFront();
  await page.evaluate(() =>
    navigator.serviceWorker.getRegistration().then((registration) => registration?.update()),
  );
  const reload = news(page).getByRole('button', { name: 'Stop the program and reload', exact: true });
  await expect(reload).toBeVisible({ timeout: 60_000 });
  // The program has run on, and what this page has not loaded yet is there, though the host has it no more.
  const turns = async () => Number(/turn (\d+)/.exec(await app.terminal.lastLine())?.[1]);
  const before = await turns();
  await expect.poll(turns).toBeGreaterThan(before);
  const files = new Files(page);
  expect(await files.list()).toContain('kept.txt');
  expect(await buildOf(page)).toBe(first);

  await reload.click();
  await expect.poll(() => buildOf(page)).toBe(site.build);
  await app.terminal.prompt();
  await app.editorShows('# not saved yet');
  expect(await files.list()).toContain('kept.txt');
  await expect(news(page)).toBeHidden();

  // The other tab goes on with its own build for as long as it likes.
  await neighbour.page.bringToFront();
  await neighbour.terminal.command('1+1');
  await neighbour.terminal.output(/^2$/);
  expect(await new Files(neighbour.page).list()).toContain('boot.py');
  await news(neighbour.page).getByRole('button', { name: 'Reload', exact: true }).click();
  await expect.poll(() => buildOf(neighbour.page)).toBe(site.build);
});

test('without headers and without JSPI, the page is loaded anew by the service worker, once, and isolated', async ({
  page,
}) => {
  const site = await servePlainly(join(import.meta.dirname, '../dist'));
  try {
    // As Safari is: WebAssembly cannot be suspended.
    await page.addInitScript(() => Reflect.deleteProperty(WebAssembly, 'Suspending'));
    let visits = 0;
    page.on('framenavigated', () => visits++);
    await page.goto(site.url);
    await page.waitForFunction(() => crossOriginIsolated);
    const app = new App(page);
    await app.terminal.prompt();
    expect(visits).toBe(2);
    await app.terminal.command('1+1');
    await app.terminal.output(/^2$/);
    await page.reload();
    await app.terminal.prompt();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(visits).toBe(3);
  } finally {
    await site.close();
  }
});
