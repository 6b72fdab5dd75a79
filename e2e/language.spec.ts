import { expect, test } from './support/app';

test('German is chosen while a program runs, which goes on; a reload keeps it', async ({ app, page }) => {
  await app.terminal.enter('n = 0');
  await app.terminal.enter('while True: n += 1');
  await app.terminal.press('Enter');
  await app.terminal.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: /^running$/ })).toBeVisible();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('status').filter({ hasText: /^läuft$/ })).toBeVisible();
  await page.getByRole('button', { name: 'Stopp', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: /^bereit$/ })).toBeVisible();
  await page.getByRole('textbox', { name: 'Eingabe im Terminal' }).focus();
  await page.keyboard.type('print(n > 0)\n');
  await app.terminal.output('True');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Stopp', exact: true })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
});
