import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { App, expect, test } from './support/app';
import { serveInFolder } from './support/folder-site';
import { serverProgram } from './support/lesson-text';
import { servePlainly } from './support/plain-server';

test.use({ siteWorker: 'present' });

const WEB_SERVER = readFileSync(join(import.meta.dirname, '../bench/programs/web_server.py'), 'utf8');

const tabLink = (app: App) => app.browser.getByRole('link', { name: 'Open in a new tab' });

async function openTab(app: App): Promise<Page> {
  const [tab] = await Promise.all([app.page.waitForEvent('popup'), tabLink(app).click()]);
  return tab;
}

async function serveAs(app: App, name: string): Promise<void> {
  await app.terminal.prompt();
  await app.paste(WEB_SERVER.replace('NAME = "board"', `NAME = "${name}"`));
  await app.terminal.output(`serving as ${name}`);
}

test('the lesson’s server is used in a real tab, and a click on a pin is seen there after a reload', async ({
  app,
}) => {
  await app.terminal.prompt();
  await app.paste(serverProgram);
  await app.serverListens();
  const tab = await openTab(app);
  await expect(tab.getByRole('row')).toHaveCount(9);
  await expect(tab.getByRole('row', { name: 'Pin(4) 0' })).toBeVisible();
  await app.pinButton(4).click();
  await tab.reload();
  await expect(tab.getByRole('row', { name: 'Pin(4) 1' })).toBeVisible();
  // Neither window has the other.
  expect(await tab.evaluate(() => window.opener as unknown)).toBeNull();

  await tab.goto(`${new URL('.', tab.url()).href.replace(/\/$/, '')}:81/`);
  await expect(tab.getByRole('heading', { name: 'Nothing listens on port 81' })).toBeVisible();
  await app.page.close();
  await tab.getByRole('link', { name: 'Try again' }).click();
  await expect(tab.getByRole('heading', { name: 'The tab that ran this board is gone' })).toBeVisible();
});

test('links, forms, redirects, pictures, scripts, a download, cookies and a stream work in a real tab', async ({
  app,
}) => {
  await serveAs(app, 'one');
  const tab = await openTab(app);
  const home = tab.url();
  await expect(tab.getByRole('heading', { name: 'Home of one' })).toHaveCSS('color', 'rgb(1, 2, 3)');
  await expect(tab.locator('#data')).toHaveText('data of one');
  expect(await tab.getByRole('img').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1);

  for (const [name, path] of [
    ['Second', '/second?from=home'],
    ['Old', '/second?from=old'],
  ] as const) {
    await tab.getByRole('link', { name }).click();
    await expect(tab.getByText(path)).toBeVisible();
    await tab.getByRole('link', { name: 'Home' }).click();
  }
  await tab.getByRole('button', { name: 'By script' }).click();
  await expect(tab.getByText('/second?from=script')).toBeVisible();
  await tab.goto(home);
  await tab.getByRole('textbox', { name: 'Query' }).fill('two words');
  await tab.getByRole('button', { name: 'Find' }).click();
  await expect(tab.getByText('/find?q=two+words')).toBeVisible();
  await tab.goto(home);
  await tab.getByRole('textbox', { name: 'Name' }).fill('Ada');
  await tab.getByRole('button', { name: 'Save' }).click();
  await expect(tab.getByText('name=Ada')).toBeVisible();
  expect(tab.url()).toBe(`${home}saved`);

  for (const visit of [1, 2]) {
    await tab.goto(`${home}visits`);
    await expect(tab.getByText(`visit ${visit}`)).toBeVisible();
  }
  await tab.goto(home);
  const [download] = await Promise.all([
    tab.waitForEvent('download'),
    tab.getByRole('link', { name: 'Download' }).click(),
  ]);
  const bytes = readFileSync(await download.path());
  expect(bytes.length).toBe(1024 * 1024);
  expect(bytes.every((byte, place) => byte === (((place % 1024) * 7) & 255))).toBe(true);

  await tab.goto(`${home}stream`, { waitUntil: 'commit' });
  await expect(tab.getByText('line 3')).toBeVisible();
  await tab.goto(home);
  await expect(tab.getByRole('heading', { name: 'Home of one' })).toBeVisible();
});

test('two boards in two tabs answer for themselves alone', async ({ app, context, siteUrl }) => {
  const other = await context.newPage();
  await other.goto(siteUrl);
  const apps = [app, new App(other)];
  const tabs: Page[] = [];
  for (const [n, each] of apps.entries()) {
    await each.page.bringToFront();
    await serveAs(each, `board${n}`);
    tabs.push(await openTab(each));
  }
  await Promise.all(
    tabs.map(async (tab, n) => {
      await expect(tab.getByRole('heading', { name: `Home of board${n}` })).toBeVisible();
      const answers = await tab.evaluate(async () => {
        const said = new Set<string>();
        for (let turn = 0; turn < 20; turn++) said.add(await (await fetch('/data')).text());
        return [...said];
      });
      expect(answers).toEqual([`data of board${n}`]);
    }),
  );
});

test('pages of a program that is not trusted are sandboxed, and still have their files, links and forms', async ({
  app,
}) => {
  await serveAs(app, 'alien');
  const tab = await openTab(app);
  await expect(tab.locator('#data')).toHaveText('data of alien');
  await app.page.bringToFront();
  await app.browser.getByRole('button', { name: 'In a new tab: full rights' }).click();
  await app.page.getByRole('menuitemradio', { name: /^Sandboxed/ }).click();
  // The tab that is open has its rights, but nothing new comes into it.
  expect(await tab.evaluate(async () => (await fetch('/data')).status)).toBe(403);
  await tab.reload();
  await expect(tab.getByRole('heading', { name: 'Home of alien' })).toHaveCSS('color', 'rgb(1, 2, 3)');
  await expect
    .poll(() => tab.getByRole('img').evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBe(1);
  await expect(tab.getByRole('status')).toContainText('This page is sandboxed');
  const reach = await tab.evaluate(() => {
    try {
      return `${localStorage.length}`;
    } catch (error) {
      return String(error);
    }
  });
  expect(reach).toContain('SecurityError');
  await tab.getByRole('textbox', { name: 'Name' }).fill('Ada');
  await tab.getByRole('button', { name: 'Save' }).click();
  await expect(tab.getByText('name=Ada')).toBeVisible();
});

test('in a folder of a host, what leads to the root of the site stays on the board', async ({ page }) => {
  const site = await serveInFolder('a/b');
  await page.goto(site.url);
  const app = new App(page);
  await serveAs(app, 'deep');
  const tab = await openTab(app);
  const home = tab.url();
  expect(new URL(home).pathname).toMatch(/^\/a\/b\/device\//);
  await expect(tab.locator('#data')).toHaveText('data of deep');
  await tab.getByRole('button', { name: 'By script' }).click();
  await expect(tab.getByText('/second?from=script')).toBeVisible();
  await tab.getByRole('link', { name: 'Home' }).click();
  await expect(tab.getByRole('heading', { name: 'Home of deep' })).toBeVisible();
  expect(tab.url()).toBe(home);
  await site.close();
});

test('where no board answers and the host answers everything with its page, words about the board come at once', async ({
  page,
  sites,
}) => {
  const site = await servePlainly(sites.folders.plain, { page: true });
  try {
    await page.goto(`${site.url}device/5f3a11aa-1111-4222-8333-444455556666/status?x=1`);
    await expect(page.getByRole('heading', { name: 'This page needs its board' })).toBeVisible();
    await page.getByRole('link', { name: 'Open Pinwire' }).click();
    await expect(page).toHaveURL(site.url);
  } finally {
    await site.close();
  }
});
