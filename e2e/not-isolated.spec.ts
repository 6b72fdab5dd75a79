import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { servePlainly } from './support/plain-server';

test('with no way to the board the page says exactly that, and the lesson can be read', async ({ page }) => {
  const site = await servePlainly(join(import.meta.dirname, '../dist'));
  try {
    // An old Safari in a private window: WebAssembly cannot be suspended, and no service worker adds headers.
    await page.addInitScript(() => {
      Reflect.deleteProperty(WebAssembly, 'Suspending');
      Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
    });
    await page.goto(site.url);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    const words = page.getByRole('heading', { name: /this page is not cross-origin isolated/ });
    await expect(words).toBeVisible();
    await expect(page.getByText('chip needs shared memory')).toBeVisible();
    await expect(page.getByText('Cross-Origin-Embedder-Policy: require-corp')).toBeVisible();
    const lesson = page.getByRole('region', { name: 'Lesson' });
    await expect(lesson.getByRole('heading', { name: 'Simple HTTP server' })).toBeVisible();
    await expect(lesson.getByText('cl_file = cl.makefile')).toBeVisible();
    await expect(lesson.getByRole('button', { name: 'Run: import machine' })).toBeDisabled();
  } finally {
    await site.close();
  }
});
