import type { Page, Route } from '@playwright/test';
import { App, expect, test } from './support/app';

/** What is in the way of one kind of file until it is cleared. */
async function block(
  page: Page,
  files: string,
  how: (route: Route) => Promise<void>,
): Promise<() => Promise<void>> {
  await page.route(files, how);
  return () => page.unroute(files, how);
}

const abort = (route: Route): Promise<void> => route.abort('connectionfailed');
const notFound = (route: Route): Promise<void> =>
  route.fulfill({ status: 404, body: 'There is no such file.' });
const truncated = async (route: Route): Promise<void> => {
  const response = await route.fetch();
  const body = await response.body();
  await route.fulfill({ response, body: body.subarray(0, body.length / 2) });
};

async function opened(page: Page): Promise<App> {
  await page.goto('./');
  return new App(page);
}

/** The board's fault, above the panes. */
const fault = (page: Page) => page.getByRole('region', { name: /^The board (?:has stopped|did not start)$/ });
const noNetwork = (page: Page) => page.getByRole('region', { name: 'The board has no network' });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Lets a test end the page's workers, as the browser does when it runs out of memory. */
async function withMortalWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const workers = new Map<string, Worker>();
    Object.assign(window, { workers });
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        workers.set(options?.name ?? '', this);
      }
    };
  });
}

async function kill(page: Page, name: 'device' | 'net'): Promise<void> {
  await page.evaluate((which) => {
    const { workers } = window as unknown as { workers: Map<string, Worker> };
    const worker = workers.get(which);
    worker?.terminate();
    worker?.dispatchEvent(new ErrorEvent('error', { message: 'Uncaught RangeError: Out of memory' }));
  }, name);
}

/** The lines of a first start that the board keeps. */
async function saveMain(app: App, text: string): Promise<void> {
  await app.terminal.prompt();
  await expect(app.editorText()).toBeAttached();
  await app.rewrite(text);
  await app.button('Save').click();
  await expect(app.editor.getByRole('img', { name: 'not saved' })).toBeHidden();
}

/** Both files, and each way to fail; what a board makes of each: src/session/failure-roads.test.ts. */
const boardFiles = [
  ['**/device-worker-*.js', notFound, 'runs the board could not be loaded'],
  ['**/device-worker-*.js', truncated, 'runs the board could not be loaded'],
  ['**/micropython-*.wasm', abort, 'MicroPython could not be loaded'],
  ['**/micropython-*.wasm', truncated, 'MicroPython came damaged or incomplete'],
] as const;

test('what the board needs and does not get: a sentence, and Try again brings the prompt', async ({
  browser,
  siteUrl,
}) => {
  for (const [files, how, says] of boardFiles) {
    await test.step(`${files}: ${how.name}`, async () => {
      const context = await browser.newContext({ baseURL: siteUrl });
      const page = await context.newPage();
      const clear = await block(page, files, how);
      const app = await opened(page);
      await expect(fault(page)).toContainText(says);
      await button(page, 'Try again').click();
      await expect(page.getByText(/^It has failed again\./)).toBeVisible();
      await expect(button(page, 'Reload the page')).toBeVisible();
      await clear();
      await button(page, 'Try again').click();
      await app.terminal.prompt();
      await expect(fault(page)).toHaveCount(0);
      await app.terminal.command('6 * 7');
      await app.terminal.output(/^42$/);
      await context.close();
    });
  }
});

test('a board that dies comes back by its button, with files and editor text', async ({ page }) => {
  await withMortalWorkers(page);
  const app = await opened(page);
  await saveMain(app, "print('kept')\n");
  await app.rewrite('# not saved');
  await kill(page, 'device');
  await expect(fault(page)).toContainText('no memory left for the board');
  await expect(app.activity).toHaveText('not running');
  await button(page, 'Restart the board').click();
  await app.terminal.output(/^kept$/);
  await app.terminal.prompt();
  await app.editorShows('# not saved');
  await expect(fault(page)).toHaveCount(0);
});

test('a board that dies at each start is started without main.py, which stays', async ({ page }) => {
  await withMortalWorkers(page);
  const app = await opened(page);
  await saveMain(app, "print('main runs')\nwhile True: pass\n");
  await kill(page, 'device');
  await button(page, 'Restart the board').click();
  await app.terminal.output(/^main runs$/);
  await expect(app.activity).toHaveText('running');
  await kill(page, 'device');
  await button(page, 'Start without main.py').click();
  await app.terminal.prompt();
  await app.terminal.output(/^started without boot\.py and main\.py/);
  await app.terminal.command('import os; os.listdir()');
  await app.terminal.output(/main\.py/);
});

test('a net worker that dies is replaced under the running program', async ({ page }) => {
  await withMortalWorkers(page);
  const app = await opened(page);
  await app.terminal.prompt();
  await app.runBlock('import machine');
  await app.serverListens();
  await app.reloadToTable();
  await kill(page, 'net');
  await expect(page.getByText('network stopped and was started anew')).toBeVisible();
  await app.reloadToTable();
  await expect(app.activity).toHaveText('waiting for a connection on port 80');
});

test('without its network the board works; Try again brings it', async ({ page }) => {
  const clear = await block(page, '**/net-worker-*.js', notFound);
  const app = await opened(page);
  await app.terminal.prompt();
  await expect(noNetwork(page)).toContainText('the board works, but it reaches no host');
  await app.browse('http://192.168.1.42/');
  await expect(app.browser.getByText('The board’s network stopped', { exact: true })).toBeVisible();
  await clear();
  await button(page, 'Try again').click();
  await expect(noNetwork(page)).toHaveCount(0);
  await app.terminal.command("import socket; socket.getaddrinfo('micropython.org', 80)[0][-1]");
  await app.terminal.output("('203.0.113.80', 80)");
});

test('workers of another version are told by a sentence, and reloading the page helps', async ({ page }) => {
  const other = async (route: Route): Promise<void> => {
    const response = await route.fetch();
    await route.fulfill({ response, body: "postMessage({ kind: 'ready', version: 999 })" });
  };
  const clear = await block(page, '**/device-worker-*.js', other);
  const app = await opened(page);
  await expect(fault(page)).toContainText('Parts of two versions of this page were mixed');
  await clear();
  await button(page, 'Reload the page').click();
  await app.terminal.prompt();
});

const panes = [
  ['Editor', '**/editor-pane-*.js'],
  ['Browser', '**/browser-pane-*.js'],
  ['Board', '**/board-*.js'],
] as const;

for (const [name, files] of panes) {
  test(`${name}: a part of the page that cannot be loaded leaves the others, and comes when it can`, async ({
    page,
  }) => {
    const clear = await block(page, files, abort);
    const app = await opened(page);
    await app.terminal.prompt();
    const pane = page.getByRole('region', { name, exact: true });
    await expect(pane.getByRole('alert')).toContainText('could not be loaded');
    await pane.getByRole('button', { name: 'Try again' }).click();
    await expect(pane.getByRole('button', { name: 'Reload the page' })).toBeVisible();
    await app.terminal.command('6 * 7');
    await app.terminal.output(/^42$/);
    await clear();
    await pane.getByRole('button', { name: 'Try again' }).click();
    await expect(pane.getByRole('alert')).toHaveCount(0);
    await expect(app.editorText()).toBeAttached();
    await expect(app.address).toBeVisible();
    await expect(app.pinButton(4)).toBeVisible();
  });
}

test('the terminal that cannot be loaded comes when it can, and shows what was printed', async ({ page }) => {
  const clear = await block(page, '**/xterm-*.js', abort);
  const app = await opened(page);
  await expect(app.terminal.region.getByRole('alert')).toContainText('terminal could not be loaded');
  await clear();
  await app.terminal.region.getByRole('button', { name: 'Try again' }).click();
  await app.terminal.prompt();
  await app.terminal.output('MicroPython v1.27.0');
});

test('a page that is not loaded completely says so', async ({ page }) => {
  await block(page, '**/show-page-*.js', abort);
  await page.goto('./');
  await expect(page.getByText('Pinwire is not loaded yet.')).toBeVisible();
});

test('a page that comes long after the board has started shows what the board has printed', async ({
  page,
}) => {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/show-page-*.js', async (route) => {
    await held;
    await route.continue();
  });
  // It is asked for when the first prompt has come.
  const prompted = page.waitForRequest('**/net-worker-*.js');
  await page.goto('./', { waitUntil: 'commit' });
  const app = new App(page);
  await prompted;
  letGo();
  await app.terminal.prompt();
  await app.terminal.output('MicroPython v1.27.0');
});

test('a pane that breaks leaves the others alone', async ({ page }) => {
  await withMortalWorkers(page);
  const app = await opened(page);
  await app.terminal.prompt();
  await expect(app.pinButton(4)).toBeVisible();
  // A bug of ours in the drawing, brought about by a state that no board tells.
  await page.evaluate(() => {
    const { workers } = window as unknown as { workers: Map<string, Worker> };
    const state = {
      boot: 1,
      prompts: 1,
      activity: { kind: 'prompt' },
      pins: [null],
      wifi: { connected: true, ssid: 'Pinwire', ip: '192.168.1.42' },
      listening: [],
    };
    workers
      .get('device')
      ?.dispatchEvent(new MessageEvent('message', { data: { kind: 'state', state, at: Date.now() } }));
  });
  await expect(app.board.getByRole('alert')).toContainText('stopped because of a fault in this page');
  await app.terminal.command('6 * 7');
  await app.terminal.output(/^42$/);
  await app.board.getByRole('button', { name: 'Try again' }).click();
  await expect(app.pinButton(4)).toBeVisible();
});
