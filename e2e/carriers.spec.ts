import { expect, test as base, App } from './support/app';
import { Files } from './support/files';
import { withoutServiceWorkers, withoutSuspension } from './support/browser-without';
import { serveAs, type ServingName } from './servings/servings';

const test = base.extend<{ open: (name: ServingName) => Promise<App> }>({
  /** Opens the site as some host serves it. */
  open: async ({ page, sites }, use) => {
    const closers: (() => Promise<void>)[] = [];
    await use(async (name) => {
      const serving = await serveAs(name, sites.folders.plain);
      closers.push(() => serving.close());
      await page.goto(serving.url);
      return new App(page);
    });
    await Promise.all(closers.map((close) => close()));
  },
});

/** What diagnostics say of how the board is reached. */
async function carrierOf({ page }: App): Promise<string> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Copy diagnostics/ }).click();
  const report = await page.getByRole('textbox', { name: 'Diagnostics as text' }).inputValue();
  await page.keyboard.press('Escape');
  return /^carrier +(.*)$/m.exec(report)?.[1] ?? '';
}

test('over http the board runs by messages; Ctrl-C ends accept, the flash survives a reload, and has one tab', async ({
  page,
  open,
}) => {
  const app = await open('lan');
  const { terminal } = app;
  expect(await page.evaluate(() => [isSecureContext, crossOriginIsolated])).toEqual([false, false]);
  await terminal.prompt();
  expect(await carrierOf(app)).toMatch(/^messages/);
  await terminal.command("f = open('kept.py', 'w'); f.write('print(42)'); f.close()");
  await terminal.command('import socket; s = socket.socket()');
  await terminal.command("s.bind(('', 80)); s.listen(1)");
  await terminal.enter('s.accept()');
  await expect(app.activity).toHaveText('waiting for a connection on port 80');
  await terminal.press('Control+C');
  await terminal.output('KeyboardInterrupt:');
  await terminal.prompt();
  await page.reload();
  await terminal.prompt();
  await terminal.command('import kept');
  await terminal.output(/^42$/);

  // There are no Web Locks without https: the tab that was opened last has the flash, and the other says so.
  const other = new App(await page.context().newPage());
  await other.page.goto(page.url());
  await other.terminal.prompt();
  await other.terminal.command('import kept');
  await other.terminal.output(/^42$/);
  await expect(new Files(other.page).banner).toBeHidden();
  await expect(new Files(page).banner).toContainText('Another tab has taken over');
});

test.describe('where the board cannot run, the page names the reason, and the lesson can be read', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(withoutSuspension);
  });

  test('no service workers', async ({ page, open }) => {
    await page.addInitScript(withoutServiceWorkers);
    const { lesson } = await open('plain');
    await expect(page.getByRole('heading', { name: /this window has no service workers/ })).toBeVisible();
    await expect(page.getByText('Cross-Origin-Embedder-Policy: require-corp')).toBeVisible();
    await expect(lesson.getByRole('heading', { name: 'Simple HTTP server' })).toBeVisible();
    await expect(lesson.getByText('cl_file = cl.makefile')).toBeVisible();
    await expect(lesson.getByRole('button', { name: 'Run: import machine' })).toBeDisabled();
  });

  test('no https', async ({ page, open }) => {
    await open('lan');
    await expect(page.getByRole('heading', { name: /this address is not secure/ })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Try it with https://' })).toHaveAttribute('href', /^https:/);
  });

  test('a frame', async ({ page, open }) => {
    await open('frame');
    const frame = page.frameLocator('iframe[name="pinwire"]');
    await expect(frame.getByRole('heading', { name: /the page around this one/ })).toBeVisible();
    await expect(frame.getByRole('link', { name: 'Open this page in a tab of its own' })).toBeVisible();
  });
});
