import { expect, test } from './support/app';

const NEVER_LETS_GO = "print('main runs')\nwhile 1:\n try:\n  while 1: pass\n except: print('not I')\n";
const stuck = 'The program does not stop';

test('a main.py that never lets go: Stop, and then a start without it, which deletes nothing', async ({
  app,
}) => {
  const { terminal, page } = app;
  await terminal.prompt();
  await app.paste(
    `f = open('main.py', 'w')\nf.write(${JSON.stringify(NEVER_LETS_GO)})\nf.close()\nprint('sa' 'ved')\n`,
  );
  await terminal.output(/^saved$/);
  await app.button('Reset').click();
  await terminal.output(/^main runs$/);
  await app.button('Stop').click();
  await terminal.output(/^not I$/);
  const offer = page.getByRole('group', { name: stuck });
  await expect(offer.getByRole('button', { name: 'Reset the board' })).toBeVisible();
  await offer.getByRole('button', { name: 'Start without main.py' }).click();
  await terminal.prompt();
  await expect(offer).toHaveCount(0);
  await terminal.output(/^started without boot\.py and main\.py; they are still there$/);
  await terminal.command('import os; os.listdir()');
  await terminal.output(/main\.py/);
  // Once: the next start runs it again.
  await app.button('Reset').click();
  await terminal.output(/^main runs$/);
  await expect(app.activity).toHaveText('running');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Start without main\.py/ }).click();
  await terminal.prompt();
});

test('one long operation: Ctrl-C offers Reset, which goes away with the operation', async ({ app }) => {
  const { terminal, page } = app;
  await terminal.prompt();
  await terminal.enter('sum(range(2*10**7))');
  await terminal.press('Control+C');
  const offer = page.getByRole('group', { name: stuck });
  await expect(offer).toBeVisible();
  await terminal.prompt();
  await expect(offer).toHaveCount(0);
});

test('one long operation is ended by the reset that is offered, by keyboard alone', async ({ app }) => {
  const { terminal, page } = app;
  await terminal.prompt();
  await terminal.enter('sum(range(10**9))');
  await terminal.press('Control+C');
  const reset = page.getByRole('button', { name: 'Reset the board' });
  await expect(reset).toBeVisible();
  await app.button('Reset').focus();
  await page.keyboard.press('Tab');
  await expect(reset).toBeFocused();
  await page.keyboard.press('Enter');
  await terminal.prompt();
  await terminal.command('6 * 7');
  await terminal.output(/^42$/);
});
