import type { Locator } from '@playwright/test';
import { expect, test, type App } from './support/app';

const conditions = ({ page }: App): Locator =>
  page
    .getByRole('region', { name: 'Network', exact: true })
    .getByRole('region', { name: 'Network conditions' });

async function openConditions(app: App): Promise<Locator> {
  await app.paneTab('Network').click();
  return conditions(app);
}

test('a host that is chosen to be down does not answer the board, and the page says so until it is back', async ({
  app,
}) => {
  await app.terminal.prompt();
  const region = await openConditions(app);
  const choice = region.getByRole('combobox', { name: 'Conditions' });
  await expect(choice).toHaveValue('good');
  await choice.selectOption('Host does not answer');
  await region.getByRole('combobox', { name: 'Host', exact: true }).selectOption('echo.test');
  await expect(region.getByRole('status')).toHaveText('No answer comes from echo.test.');

  await app.paneTab('Browser').click();
  const mark = app.page.getByRole('banner').getByRole('button', { name: 'Host does not answer' });
  await expect(mark).toBeVisible();
  await app.terminal.command('import socket; s = socket.socket(); s.settimeout(0.5)');
  await app.terminal.command("s.connect(('203.0.113.7', 7))");
  await app.terminal.output('ETIMEDOUT');

  await mark.click();
  await app.page.getByRole('banner').getByRole('button', { name: 'Back to good' }).click();
  await expect(mark).toHaveCount(0);
  await app.terminal.command("socket.socket().connect(('203.0.113.7', 7)); print('con' + 'nected')");
  await app.terminal.output('connected');
});

test('sliders are moved by keys and say their values', async ({ app }) => {
  await app.terminal.prompt();
  const region = await openConditions(app);
  await region.getByRole('combobox', { name: 'Conditions' }).selectOption('Custom');
  await region.getByRole('slider', { name: 'Latency' }).press('ArrowRight');
  await region.getByRole('slider', { name: 'Bandwidth' }).press('Home');
  await region.getByRole('slider', { name: 'Loss' }).press('PageUp');
  await expect(region.getByRole('status')).toHaveText(
    'Packets take 10 ms and pass at 16 kbit/s. 5% of packets get lost.',
  );
  await region.getByRole('button', { name: 'Back to good' }).click();
  await expect(region.getByRole('slider')).toHaveCount(0);
});

test('without an access point the board shows that its Wi-Fi is gone', async ({ app }) => {
  await app.terminal.prompt();
  const region = await openConditions(app);
  await region.getByRole('combobox', { name: 'Conditions' }).selectOption('Wi-Fi gone');
  await app.terminal.command('import network; network.WLAN(network.STA_IF).isconnected()');
  await app.terminal.output('False');
});
