import { expect, test, type App } from './support/app';

const clipboard = ({ page }: App) => page.evaluate(() => navigator.clipboard.readText());

/** Selects a word of the terminal's rows with the pointer, as a double click does. */
async function selectWord({ terminal }: App, text: string): Promise<void> {
  const rows = await terminal.lines();
  const row = rows.findIndex((line) => line.startsWith(text));
  const screen = terminal.region.locator('.xterm-screen');
  const box = await screen.boundingBox();
  if (!box) throw new Error('The terminal is not drawn.');
  await terminal.page.mouse.dblclick(box.x + 12, box.y + (row + 0.5) * (box.height / rows.length));
}

test('Ctrl-C interrupts even with a selection; Ctrl-Shift-C copies; Ctrl-V and Ctrl-Shift-V paste', async ({
  app,
}) => {
  const { terminal } = app;
  await terminal.prompt();
  await app.copyElsewhere('before');
  await terminal.type("while not print('selected'): __import__('time').sleep(100)\n\n");
  await terminal.output(/^selected$/);
  await selectWord(app, 'selected');
  await terminal.press('Control+Shift+C');
  await expect.poll(() => clipboard(app)).toBe('selected');
  await app.copyElsewhere('before');
  await terminal.press('Control+C');
  await terminal.prompt();
  expect(await clipboard(app)).toBe('before');

  for (const keys of ['Control+V', 'Control+Shift+V']) {
    await app.copyElsewhere(`'${keys}'.upper()`);
    await terminal.press(keys);
    await terminal.ends(`>>> '${keys}'.upper()`);
    await app.page.keyboard.press('Enter');
    await terminal.prompt();
    await terminal.output(`'${keys.toUpperCase()}'`);
  }
});

test('the menu copies and pastes', async ({ app }) => {
  const { terminal, page } = app;
  await terminal.prompt();
  await terminal.command("'mark' + 'ed'");
  await selectWord(app, "'marked'");
  await terminal.region.locator('.xterm-screen').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Copy/ }).click();
  await expect.poll(() => clipboard(app)).toContain('marked');
  await app.copyElsewhere('3 * 3');
  await terminal.region.locator('.xterm-screen').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Paste/ }).click();
  await terminal.ends('>>> 3 * 3');
});

test('Clear leaves the prompt; the letters can be made larger and smaller', async ({ app }) => {
  const { terminal } = app;
  await terminal.prompt();
  await terminal.region.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(async () => (await terminal.lines()).join('').trim()).toBe('>>>');
  const rows = async () => (await terminal.lines()).length;
  const before = await rows();
  const larger = terminal.region.getByRole('button', { name: /larger text/i });
  for (let i = 0; i < 4; i++) await larger.click();
  await expect.poll(rows).toBeLessThan(before);
  const smaller = terminal.region.getByRole('button', { name: /smaller text/i });
  for (let i = 0; i < 4; i++) await smaller.click();
  await expect.poll(rows).toBe(before);
});

test('Escape, then Tab leaves the terminal; Tab alone completes', async ({ app }) => {
  const { terminal, page } = app;
  await terminal.prompt();
  await terminal.command('import machine');
  await terminal.type('mach');
  await page.keyboard.press('Tab');
  await terminal.ends('>>> machine');
  await page.keyboard.type('.Pi');
  await page.keyboard.press('Tab');
  await terminal.ends('>>> machine.Pin');
  const input = terminal.region.getByRole('textbox', { name: 'Terminal input' });
  await expect(input).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(input).not.toBeFocused();
  await terminal.ends('>>> machine.Pin');
});

test('the prompt: history by arrow up, paste mode by Ctrl-E, input(), soft reset by Ctrl-D', async ({
  app,
}) => {
  const { terminal, page } = app;
  await terminal.prompt();
  await terminal.command('kept = 11');
  await terminal.command('22');
  await terminal.press('ArrowUp');
  await terminal.ends('>>> 22');
  await page.keyboard.press('ArrowUp');
  await terminal.ends('>>> kept = 11');
  await page.keyboard.press('ArrowDown');
  await terminal.ends('>>> 22');
  await page.keyboard.press('Enter');
  await terminal.prompt();

  await terminal.press('Control+E');
  await terminal.output('paste mode; Ctrl-C to cancel, Ctrl-D to finish');
  await page.keyboard.type("for i in range(2):\n    print('line', i)\n");
  await terminal.ends('===');
  await page.keyboard.press('Control+D');
  await terminal.output(/^line 1$/);
  await terminal.prompt();

  await terminal.enter("name = input('Who? ')");
  await terminal.ends('Who?');
  await page.keyboard.type('Ada');
  await terminal.ends('Who? Ada');
  await page.keyboard.press('Enter');
  await terminal.prompt();
  await terminal.command('name');
  await terminal.output("'Ada'");

  await terminal.press('Control+D');
  await terminal.output('MPY: soft reboot');
  await terminal.prompt();
  await terminal.command('kept');
  await terminal.output("NameError: name 'kept' isn't defined");
});
