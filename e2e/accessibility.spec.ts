import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { expect, test, type App } from './support/app';
import { serverProgram } from './support/lesson-text';

/** Evaluated by the browser's tools: the page's own policy lets no script in that is not the site's. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test.use({ editor: 'monaco' });

/** Serious and critical violations, each with the places where it was found. */
async function violations({ page }: App): Promise<string[]> {
  const results = await page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: typeof axe };
    // The board's page is the student's, and out of reach in its sandbox.
    return checker.run(document, { iframes: false, resultTypes: ['violations'] });
  });
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing serious while the server runs and its page shows', async ({ app }) => {
      await app.terminal.prompt();
      await expect(app.editorText()).toBeAttached();
      await app.paste(serverProgram);
      await app.serverListens();
      await app.pinButton(4).click();
      await app.reloadToTable();
      await app.page.evaluate(AXE);
      expect(await violations(app)).toEqual([]);
      await app.paneTab('Network').click();
      await app.page.getByRole('button', { name: /Browser pane → port 80/ }).click();
      await expect(app.page.getByRole('region', { name: 'Response by the board' })).toBeVisible();
      expect(await violations(app)).toEqual([]);
    });

    test.describe('on a phone', () => {
      test.use({ viewport: { width: 390, height: 844 } });

      test('axe finds nothing serious in any tab', async ({ app }) => {
        await app.paneTab('Terminal').click();
        await app.terminal.prompt();
        await app.page.evaluate(AXE);
        for (const name of ['Lesson', 'Editor', 'Terminal', 'Board', 'Browser', 'Network']) {
          await app.paneTab(name).click();
          expect(await violations(app), name).toEqual([]);
        }
      });
    });
  });
}

test('axe finds nothing serious in any lesson, the glossary, the search and the dialogs', async ({ app }) => {
  const { page, lesson } = app;
  await app.terminal.prompt();
  await expect(lesson.getByRole('button', { name: 'Search' })).toBeVisible();
  await page.evaluate(AXE);
  const look = async (what: string): Promise<void> => expect(await violations(app), what).toEqual([]);
  const lessons = [
    'first-contact',
    'pins-from-a-web-page',
    'when-the-network-fails',
    'one-server-many-clients',
  ];
  for (const name of [...lessons, 'glossary']) {
    await page.evaluate((hash) => window.location.assign(hash), `#/lesson/${name}`);
    await expect(lesson.getByRole('heading', { level: 1 })).not.toHaveCount(0);
    await look(name);
  }
  await page.goBack();
  await lesson.getByRole('button', { name: 'backlog', exact: true }).first().hover();
  await expect(page.getByRole('tooltip')).toBeVisible();
  await look('a word explained');
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 900],
    ['dark', 390],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    if (width < 700) await page.getByRole('tab', { name: 'Lesson', exact: true }).click();
    await lesson.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('combobox', { name: 'Search the lessons' }).fill('socket');
    await expect(page.getByRole('option').first()).toBeVisible();
    await look(`search, ${colorScheme}, ${width}`);
    await page.keyboard.press('Escape');
    await lesson.getByRole('button', { name: /^Lessons/ }).click();
    await look(`list of lessons, ${colorScheme}, ${width}`);
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Copy diagnostics' }).click();
  await look('diagnostics');
});

/** Presses Tab (or Shift-Tab) until the element of that name has the focus. */
async function walkTo({ page }: App, key: 'Tab' | 'Shift+Tab', name: RegExp): Promise<void> {
  for (let steps = 0; steps < 80; steps++) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });
    if (name.test(focused)) return;
  }
  throw new Error(`${key} does not lead to ${String(name)}.`);
}

test('the server section can be done without a pointer', async ({ app }) => {
  const { page } = app;
  await app.terminal.prompt();
  await walkTo(app, 'Tab', /^Run: import machine$/);
  await page.keyboard.press('Enter');
  await app.serverListens();
  // Shift-Tab from the top of the page reaches the panes at its end first.
  await page.getByRole('banner').evaluate((bar) => {
    bar.tabIndex = -1;
    bar.focus();
  });
  await walkTo(app, 'Shift+Tab', /^Reload$/);
  await page.keyboard.press('Enter');
  await expect(app.boardPage().getByRole('row')).toHaveCount(9);
  await walkTo(app, 'Shift+Tab', /^GPIO4 /);
  await page.keyboard.press('Enter');
  await expect(app.pinButton(4)).toHaveAccessibleName(/wired to 3V3/);
  await walkTo(app, 'Tab', /^Reload$/);
  await page.keyboard.press('Enter');
  await expect(app.pinRow(4)).toHaveText(/1$/);
  await walkTo(app, 'Shift+Tab', /^Terminal input$/);
  await page.keyboard.press('Control+C');
  await app.terminal.prompt();
});

test('what the terminal shows is in the accessibility tree', async ({ app }) => {
  await app.terminal.prompt();
  await app.terminal.command("print('read', 'me')");
  await expect(app.terminal.region).toMatchAriaSnapshot(`
    - list:
      - listitem: ">>> print('read', 'me')"
      - listitem: read me
  `);
});
