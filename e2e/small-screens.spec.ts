import { expect, test, type App } from './support/app';

/** The server section where only one tool shows at a time; `lesson` tells how to get to the lesson. */
async function serverByTabs(app: App, lesson: () => Promise<void>): Promise<void> {
  await lesson();
  await app.runBlock('import machine');
  await app.paneTab('Terminal').click();
  await app.serverListens();
  await app.paneTab('Browser').click();
  await app.reloadToTable();
  await app.paneTab('Board').click();
  await app.pinButton(4).click();
  await expect(app.pinButton(4)).toHaveAccessibleName(/wired to 3V3/);
  await app.paneTab('Browser').click();
  await app.button('Reload').click();
  await expect(app.pinRow(4)).toHaveText(/1$/);
  await app.paneTab('Terminal').click();
  await app.terminal.output(/^client connected from \('192\.168\.1\.10', \d+\)$/);
}

async function nothingIsWiderThanTheScreen({ page }: App): Promise<void> {
  const overhang = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overhang).toBeLessThanOrEqual(0);
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the panes are tabs, and the server section can be done with them and the row of keys', async ({
    app,
  }) => {
    await app.paneTab('Terminal').click();
    await app.terminal.prompt();
    await serverByTabs(app, () => app.paneTab('Lesson').click());
    await expect(app.page.locator('.activity-words')).toHaveText('waiting for a connection on port 80');
    const cutOff = (words: Element): number => words.scrollWidth - words.clientWidth;
    expect(await app.page.locator('.activity-words').evaluate(cutOff)).toBe(0);
    const keys = app.terminal.region.getByRole('toolbar', { name: 'Keys' });
    await keys.getByRole('button', { name: 'Ctrl-C' }).click();
    await app.terminal.prompt();
    await app.terminal.output('KeyboardInterrupt:');
    await app.terminal.type('machine.Pi');
    await keys.getByRole('button', { name: 'Tab' }).click();
    await app.terminal.ends('>>> machine.Pin');
    await app.page.keyboard.type('(4).value()\n');
    await app.terminal.output(/^1$/);
    await app.terminal.prompt();
    await keys.getByRole('button', { name: 'Up' }).click();
    await app.terminal.ends('>>> machine.Pin(4).value()');
    for (const name of ['Lesson', 'Editor', 'Terminal', 'Board', 'Browser', 'Network']) {
      await app.paneTab(name).click();
      await nothingIsWiderThanTheScreen(app);
    }
  });
});

test.describe('on a small window', () => {
  test.use({ viewport: { width: 900, height: 700 } });

  test('the lesson stands beside tabs, and the server section can be done', async ({ app }) => {
    await app.terminal.prompt();
    await serverByTabs(app, () => expect(app.lesson).toBeVisible());
    await app.terminal.press('Control+C');
    await app.terminal.prompt();
    await nothingIsWiderThanTheScreen(app);
  });
});
