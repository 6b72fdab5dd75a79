import type { Locator } from '@playwright/test';
import { RealWorld } from '../src/cli/real-world.test-helpers';
import { expect, test as base, type App } from './support/app';

/** Real servers on loopback that stand for the internet, and a proxy that this page may use. */
const test = base.extend<{ world: RealWorld; origin: string }>({
  origin: ({ siteUrl }, use) => use(new URL(siteUrl).origin),
  world: async ({ origin }, use) => {
    const world = new RealWorld();
    await world.open();
    await world.startProxy([origin]);
    await use(world);
    await world.close();
  },
  // A WebSocket that cannot be had is written to the console by the browser itself.
  expectedErrors: /WebSocket connection to /,
});

const internet = ({ page }: App): Locator => page.getByRole('button', { name: /^Internet: / });
const panel = ({ page }: App): Locator => page.getByRole('region', { name: 'Internet', exact: true });

/** Sets the proxy's address and chooses real hosts, as a student does. */
async function goReal(app: App, url: string): Promise<void> {
  await app.terminal.prompt();
  await internet(app).click();
  await panel(app).getByRole('textbox', { name: 'Address of a proxy' }).fill(url);
  await panel(app).getByRole('button', { name: 'Save' }).click();
  await panel(app).getByRole('radio', { name: 'Real' }).check();
  await expect(panel(app).getByRole('list', { name: 'Real hosts' })).toContainText('micropython.org:80');
  await app.page.keyboard.press('Escape');
  await expect(internet(app)).toHaveAccessibleName('Internet: real internet');
}

const traffic = ({ page }: App): Locator =>
  page.getByRole('region', { name: 'Network', exact: true }).getByRole('listitem');

test('the first two sections of the lesson run with real hosts, and the page shows that they are', async ({
  app,
  world,
}) => {
  await goReal(app, world.proxyUrl);
  for (const line of ['import socket', 'addr_info = socket.getaddrinfo("towel.blinkenlights.nl", 23)'])
    await app.finishBlock(line);
  await app.finishBlock('addr = addr_info[0][-1]');
  await app.finishBlock('s = socket.socket()');
  await app.runBlock('while True:');
  await app.terminal.output('tick');
  await app.button('Stop').click();
  await app.terminal.prompt();
  await app.terminal.command('s.close()');

  await app.finishBlock('def http_get(url):');
  await app.terminal.command("http_get('http://micropython.org/ks/test.html'); print()");
  await app.terminal.output('you asked for /ks/test.html');

  await app.paneTab('Network').click();
  await expect(traffic(app).filter({ hasText: 'micropython.org:80' })).toContainText('real');
  await internet(app).click();
  await panel(app).getByRole('radio', { name: 'Virtual' }).check();
  await app.page.keyboard.press('Escape');
  await app.terminal.command("http_get('http://micropython.org/ks/test.html')");
  await app.terminal.output('It works');
  await expect(traffic(app).filter({ hasText: 'micropython.org:80' }).first()).toContainText('virtual');
});

test('a proxy that is killed in mid-stream gives the program its errno and the page a sentence; started again, it works', async ({
  app,
  world,
  origin,
}) => {
  await goReal(app, world.proxyUrl);
  await app.terminal.command('import socket; s = socket.socket()');
  await app.terminal.command('s.connect(socket.getaddrinfo("towel.blinkenlights.nl", 23)[0][-1])');
  await app.terminal.enter("while True: print(str(s.recv(500), 'utf8'), end='')");
  await app.terminal.press('Enter');
  await app.terminal.output('tick');
  await world.stopProxy();
  await app.terminal.output('OSError: [Errno 104] ECONNRESET');
  await expect(internet(app)).toHaveAccessibleName('Internet: proxy lost');
  const ended = app.page.getByText('The proxy to real hosts has ended');
  await expect(ended.filter({ visible: true })).toBeVisible();
  await app.terminal.command('socket.getaddrinfo("micropython.org", 80)');
  await app.terminal.output('OSError: -2');

  await world.startProxy([origin]);
  await internet(app).click();
  await panel(app).getByRole('button', { name: 'Try again' }).click();
  await expect(panel(app).getByRole('list', { name: 'Real hosts' })).toBeVisible();
  await app.page.keyboard.press('Escape');
  await app.terminal.command('a = socket.getaddrinfo("micropython.org", 80)[0][-1]');
  await app.terminal.command('s = socket.socket(); s.connect(a)');
  await app.terminal.command(
    "s.send(b'GET /again HTTP/1.0\\r\\nHost: x\\r\\n\\r\\n'); print(s.recv(500)[-6:])",
  );
  await app.terminal.output("b'/again'");
});

test('real hosts stay on over a reload; a WebSocket that is cut resets what went through it, and no more', async ({
  app,
  world,
}) => {
  await goReal(app, world.relayedUrl);
  await app.page.reload();
  await app.terminal.prompt();
  await expect(internet(app)).toHaveAccessibleName('Internet: real internet');
  await app.terminal.command('import socket; s = socket.socket()');
  await app.terminal.command('s.connect(socket.getaddrinfo("towel.blinkenlights.nl", 23)[0][-1])');
  await app.terminal.enter('while True: n = s.recv(500)');
  await app.terminal.press('Enter');
  await expect.poll(() => world.sockets.size).toBe(1);
  world.relay.cut();
  await app.terminal.output('OSError: [Errno 104] ECONNRESET');
  await expect(internet(app)).toHaveAccessibleName('Internet: proxy lost');
  await app.terminal.command('socket.getaddrinfo("micropython.org", 80)[0][-1][1]');
  await app.terminal.output(/^80$/);
  await expect(internet(app)).toHaveAccessibleName('Internet: real internet');
});

test('a program on this computer opens the server of the board in the tab', async ({
  app,
  world,
  request,
}) => {
  await goReal(app, world.proxyUrl);
  await app.runBlock('import machine');
  await app.serverListens();
  const answer = await request.get(`http://127.0.0.1:${String(world.published)}/`);
  expect(await answer.text()).toContain('<td>Pin(4)</td>');
  await app.terminal.output("client connected from ('192.168.1.1',");
  await app.button('Stop').click();
});

test('an address that is none is refused with a sentence', async ({ app }) => {
  await app.terminal.prompt();
  await internet(app).click();
  await panel(app).getByRole('textbox', { name: 'Address of a proxy' }).fill('ftp://nowhere/');
  await panel(app).getByRole('button', { name: 'Save' }).click();
  await expect(panel(app).getByRole('alert')).toHaveText(
    'The address of a proxy begins with ws:// or wss://.',
  );
});
