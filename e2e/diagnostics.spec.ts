import { expect, test } from './support/app';
import { carrier } from './support/site';

test('diagnostics are copied, and tell of versions and state but not of files', async ({ app }) => {
  const { page, terminal } = app;
  await terminal.prompt();
  await terminal.command("open('sw0rdfish.py', 'w').write('sw0rdfish')");
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Copy diagnostics/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Diagnostics' });
  await expect(dialog.getByRole('status')).toContainText('in the clipboard');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^Pinwire diagnostics, /);
  expect(copied).toMatch(/MicroPython 1\.27\.0/);
  expect(copied).toMatch(carrier === 'messages' ? /carrier +messages/ : /shared memory and Atomics/);
  expect(copied).not.toContain('sw0rdfish');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'More', exact: true })).toBeFocused();
});

test.describe('where the clipboard is refused', () => {
  test.use({ permissions: [] });

  test('diagnostics stand there selected', async ({ app }) => {
    const { page, terminal } = app;
    await terminal.prompt();
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
    });
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: /^Copy diagnostics/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Diagnostics' });
    await expect(dialog.getByRole('status')).toContainText('does not let the page copy');
    const text = dialog.getByRole('textbox');
    await expect(text).toBeFocused();
    const selected = await text.evaluate((box: HTMLTextAreaElement) => box.selectionEnd - box.selectionStart);
    expect(selected).toBeGreaterThan(200);
  });
});
