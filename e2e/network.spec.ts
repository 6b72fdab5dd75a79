import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { readCapture } from '../src/session/capture/packet-reader.test-helpers';
import { tcpFlags } from '../src/session/capture/tcp-check.test-helpers';
import { complaints, hasTshark } from '../src/session/capture/tshark.test-helpers';
import { expect, test, type App } from './support/app';
import { httpGetCall, httpGetProgram, serverProgram } from './support/lesson-text';

const network = ({ page }: App): Locator => page.getByRole('region', { name: 'Network', exact: true });

async function openNetwork(app: App): Promise<Locator> {
  await app.paneTab('Network').click();
  return network(app);
}

/** The line of the list that stands for a connection; it opens and closes what is known of it. */
const row = (region: Locator, name: RegExp) => region.getByRole('button', { name });

async function getThePage(app: App): Promise<void> {
  await app.terminal.prompt();
  await app.paste(httpGetProgram);
  await app.terminal.prompt();
  await app.terminal.command(httpGetCall);
}

test('what http_get did is there to be read: lookup, connection, heads and body, who closed', async ({
  app,
}) => {
  await getThePage(app);
  // The view was closed meanwhile: it shows the past.
  const region = await openNetwork(app);
  await expect(region.getByRole('listitem').filter({ hasText: 'DNS' })).toContainText(
    /micropython\.org\s*is 203\.0\.113\.80/,
  );
  const connection = row(
    region,
    /micropython\.org:80.*closed by micropython\.org.*GET \/ks\/test\.html → 200 OK/,
  );
  await expect(connection).toHaveAttribute('aria-expanded', 'false');
  await connection.focus();
  await app.page.keyboard.press('Enter');

  await expect(region.getByText('Closed by micropython.org first (FIN), then by the board.')).toBeVisible();
  const steps = region
    .getByRole('list', { name: /^What the board and micropython\.org sent/ })
    .getByRole('listitem');
  await expect(steps.first()).toContainText(/Board: asks for a connection\s*SYN/);
  await expect(steps.nth(1)).toContainText(/micropython\.org: agrees\s*SYN ACK/);
  await expect(steps.last()).toContainText(/Board: sends no more\s*FIN/);

  const request = region.getByRole('region', { name: 'Request by the board' });
  await expect(request.getByRole('group', { name: 'Head' })).toContainText('GET /ks/test.html HTTP/1.0');
  const response = region.getByRole('region', { name: 'Response by micropython.org' });
  await expect(response.getByRole('group', { name: 'Head' })).toContainText('Content-Type: text/html');
  await expect(response.getByRole('group', { name: 'Head' })).not.toContainText('<html');
  await expect(response.getByRole('figure', { name: 'Body' })).toContainText('<html');
});

test('a body that comes in chunks is put together', async ({ app }) => {
  await app.terminal.prompt();
  const region = await openNetwork(app);
  await app.paste(`import socket
s = socket.socket()
s.connect(socket.getaddrinfo('http.test', 80)[0][-1])
s.send(b'GET /chunked HTTP/1.1\\r\\nHost: http.test\\r\\n\\r\\n')
while s.recv(500):
    pass

s.close()
`);
  await row(region, /http\.test:80.*GET \/chunked → 200 OK/).click();
  const body = region.getByRole('figure', { name: 'Body' });
  await expect(body).toContainText(/^Body, 27 bytes, put together from 3 chunks/);
  await expect(body).toContainText(/This page comes in chunks\.\s*$/);
});

test('what happened while the pane was folded is there when it is unfolded', async ({ app }) => {
  await app.terminal.prompt();
  const region = await openNetwork(app);
  await region.getByRole('button', { name: 'Fold Browser' }).click();
  await app.terminal.command('import socket');
  await app.terminal.command("socket.getaddrinfo('echo.test', 7)");
  await app.terminal.command("print('looked', 'up')");
  await app.terminal.output('looked up');
  await region.getByRole('button', { name: 'Unfold Browser' }).click();
  await expect(region.getByRole('listitem').filter({ hasText: 'DNS' })).toContainText('echo.test');
});

test('a capture of it is a file that others read', async ({ app }) => {
  await getThePage(app);
  const region = await openNetwork(app);
  await expect(row(region, /micropython\.org:80/)).toBeVisible();
  const downloading = app.page.waitForEvent('download');
  await region.getByRole('button', { name: 'Save capture' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('pinwire.pcapng');
  const file = readFileSync(await download.path());
  const { packets, names } = readCapture(file);
  expect(tcpFlags(packets)).toEqual([]);
  expect(names.get('203.0.113.80')).toBe('micropython.org');
  const received = packets
    .filter(({ tcp, from }) => tcp && from === '203.0.113.80')
    .map(({ payload }) => payload);
  expect(Buffer.concat(received).toString()).toMatch(/^HTTP\/1\.\d 200 OK\r\n[^]*<\/html>/);
  if (hasTshark) expect(complaints(file)).toEqual([]);
});

test('the view follows what happens while it is open, and can be cleared', async ({ app }) => {
  await app.terminal.prompt();
  const region = await openNetwork(app);
  await expect(region.getByRole('heading', { name: 'Nothing is on the air yet' })).toBeVisible();
  await app.paste(serverProgram);
  await app.serverListens();
  await app.paneTab('Browser').click();
  await app.reloadToTable();
  await openNetwork(app);
  const served = row(region, /Browser pane → port 80.*closed by the board.*GET \/ → 200 OK/);
  await served.click();
  await expect(region.getByText(/the program takes it:/)).toBeVisible();
  await app.terminal.press('Control+C');
  await app.terminal.prompt();
  await app.terminal.command("socket.socket().connect(('203.0.113.80', 81))");
  await expect(row(region, /203\.0\.113\.80:81.*refused/)).toBeVisible();
  await region.getByRole('button', { name: 'Clear the list' }).click();
  await expect(region.getByRole('listitem')).toHaveCount(0);
  await expect(region.getByRole('button', { name: 'Save capture' })).toBeDisabled();
});

test('an access point that goes and comes is in the list', async ({ app }) => {
  await app.terminal.prompt();
  const region = await openNetwork(app);
  await region.getByLabel('Conditions', { exact: true }).selectOption('Wi-Fi gone');
  await expect(region.getByRole('listitem')).toContainText('the access point was switched off');
  await region.getByRole('button', { name: 'Back to good' }).click();
  await expect(region.getByRole('listitem').first()).toContainText('the access point is on again');
});
