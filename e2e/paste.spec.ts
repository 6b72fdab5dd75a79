import { expect, test } from './support/app';

const LINE = `# ${'x'.repeat(76)}\n`;

test('a paste of 1 MB shows how far it is, refuses a second one, and is cancelled at once', async ({
  app,
}) => {
  const { terminal, page } = app;
  await terminal.prompt();
  await app.copyElsewhere(LINE.repeat(13_000));
  await terminal.press('Control+V');
  await expect(page.getByText(/^The board takes your input: \d+% of 1\.0 MB$/)).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Input taken by the board' })).toBeVisible();
  await terminal.press('Control+V');
  await expect(page.getByText('The board is still taking what came before.')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await terminal.prompt();
  await expect(page.getByRole('progressbar', { name: 'Input taken by the board' })).toHaveCount(0);
  await terminal.command('6 * 7');
  await terminal.output(/^42$/);
});

test('keys typed during a long paste come after it', async ({ app }) => {
  const { terminal } = app;
  await terminal.prompt();
  await app.copyElsewhere(`${'a = 1\n'.repeat(800)}print('pasted')\n`);
  await terminal.press('Control+V');
  await terminal.type("print('typed')\n");
  await terminal.output(/^typed$/);
  await terminal.prompt();
  const lines = await terminal.lines();
  expect(lines.indexOf('pasted')).toBeLessThan(lines.indexOf('typed'));
});

test('control characters in what is pasted do not break out of it, and are told of', async ({ app }) => {
  const { terminal, page } = app;
  await terminal.prompt();
  await app.paste("\x1b[200~a = 1\x03\nb = 2\x04\x05\nprint('whole', a + b, 'é')\n\x1b[201~");
  await terminal.output(/^whole 3 é$/);
  await terminal.prompt();
  await expect(page.getByText('5 control characters were left out of what you pasted')).toBeVisible();
});
