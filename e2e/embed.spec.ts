import { chromium, type Page } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumFlags, findChromium } from '../tools/chromium.mjs';
import { expect, test } from './support/app';
import { serveAs } from './servings/servings';

const inFrame = (page: Page) => page.frameLocator('[name=pinwire]');
const lines = (page: Page) => inFrame(page).locator('.xterm-rows > *').allTextContents();

async function promptComes(page: Page): Promise<void> {
  await expect.poll(async () => (await lines(page)).some((line) => /^>>>\s*$/.test(line))).toBe(true);
}

test('chosen panes in a frame, with a link to the whole page', async ({ page, sites }) => {
  const serving = await serveAs('frame', sites.folders.plain, { query: '?embed=board,terminal' });
  try {
    await page.goto(serving.url);
    await promptComes(page);
    const frame = inFrame(page);
    await expect(frame.getByRole('region')).toHaveCount(2);
    await expect(frame.getByRole('region', { name: 'Board' })).toBeVisible();
    await expect(frame.getByRole('button', { name: /^Colours/ })).toHaveCount(0);
    const opened = page.waitForEvent('popup');
    await frame.getByRole('link', { name: 'Open in Pinwire' }).click();
    const whole = await opened;
    expect(new URL(whole.url()).search).toBe('');
    await expect(whole.getByRole('region', { name: 'Lesson' })).toBeVisible();
  } finally {
    await serving.close();
  }
});

test('a frame without an origin says what stands in the way', async ({ page, sites }) => {
  const serving = await serveAs('frame', sites.folders.plain, { sandbox: 'allow-scripts allow-popups' });
  try {
    await page.goto(serving.url);
    await expect(inFrame(page).getByText('sandboxed it without “allow-same-origin”')).toBeVisible();
    await expect(inFrame(page).getByRole('link', { name: 'Open it in a tab of its own' })).toBeVisible();
  } finally {
    await serving.close();
  }
});

test('a browser that stores nothing runs the board, and the page says that nothing is kept', async ({
  sites,
}) => {
  const found = await findChromium();
  if (found === null || 'problem' in found) throw new Error('No Chromium here.');
  const profile = mkdtempSync(join(tmpdir(), 'pinwire-embed-'));
  mkdirSync(join(profile, 'Default'));
  // “Block all cookies”: localStorage, IndexedDB and service workers with them.
  const settings = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(settings));
  const serving = await serveAs('frame', sites.folders.plain);
  const options = { executablePath: found.path, args: chromiumFlags, viewport: { width: 1280, height: 800 } };
  const context = await chromium.launchPersistentContext(profile, options);
  try {
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.stack ?? error.message));
    await page.goto(serving.url);
    await promptComes(page);
    const frame = page.frames().find((each) => each.name() === 'pinwire');
    await expect(frame?.evaluate(() => localStorage.length) ?? Promise.resolve()).rejects.toThrow(
      'Access is denied',
    );
    await expect(inFrame(page).locator('.storage-banner')).toContainText(
      'gives the page no storage: the board’s files live only as long as this tab',
    );
    expect(wrong).toEqual([]);
  } finally {
    await context.close();
    await serving.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
