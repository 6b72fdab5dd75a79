import { test as base, expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { withoutServiceWorkers, withoutSuspension } from './browser-without';
import { carrier, serveSites, type EditorWidget, type Sites } from './site';
import { Terminal } from './terminal';

export { expect };

export type GpioNumber = 0 | 2 | 4 | 5 | 12 | 13 | 14 | 15 | 16;
type ButtonName = 'Stop' | 'Reset' | 'Reload' | 'Run file' | 'Save';

/** The page as a student uses it: everything is found by its accessible name. */
export class App {
  readonly lesson: Locator;
  readonly editor: Locator;
  readonly board: Locator;
  readonly browser: Locator;
  readonly address: Locator;
  readonly terminal: Terminal;
  /** What the board is doing, in words, in the bar at the top. */
  readonly activity: Locator;

  constructor(readonly page: Page) {
    const region = (name: string) => page.getByRole('region', { name, exact: true });
    this.lesson = region('Lesson');
    this.editor = region('Editor');
    this.board = region('Board');
    this.browser = region('Browser');
    this.address = page.getByRole('textbox', { name: 'Address', exact: true });
    this.terminal = new Terminal(page, region('Terminal'));
    this.activity = page.getByRole('banner').getByRole('status');
  }

  button(name: ButtonName): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Of a pane. Its name goes on where the lesson's step needs it. */
  paneTab(name: string): Locator {
    return this.page.getByRole('tab', { name: new RegExp(`^${name}\\b`) });
  }

  /** The button of one pin; its name goes on with mode and level in words. */
  pinButton(gpio: GpioNumber): Locator {
    return this.board.getByRole('button', { name: new RegExp(`^GPIO${String(gpio)}\\b`) });
  }

  /** What the board's server sent, as the browser pane shows it. */
  boardPage(): FrameLocator {
    return this.page.frameLocator('iframe[title="Page from the board"]');
  }

  /** The table row of one pin on the page that the lesson's server sends. */
  pinRow(gpio: GpioNumber): Locator {
    return this.boardPage().getByRole('row', { name: new RegExp(`^Pin\\(${String(gpio)}\\) `) });
  }

  /** The block of the lesson whose run control is called `Run: ` and `firstLine`. */
  block(firstLine: string): Locator {
    return this.lesson.getByRole('figure').filter({ hasText: new RegExp(`^(>>> )?${escape(firstLine)}`) });
  }

  /** Clicks the run control of the block that begins with `firstLine`. */
  async runBlock(firstLine: string): Promise<void> {
    await this.lesson.getByRole('button', { name: `Run: ${firstLine}`, exact: true }).click();
  }

  /** Runs a block and waits until the lesson marks it as done. */
  async finishBlock(firstLine: string): Promise<void> {
    await this.runBlock(firstLine);
    await expect(this.block(firstLine).getByRole('status')).toHaveText('done');
  }

  /** Pastes `text` into the terminal by Ctrl-V, and sees the terminal take it. */
  async paste(text: string): Promise<void> {
    await this.copyElsewhere(text);
    const before = await this.terminal.lines();
    await this.terminal.press('Control+V');
    await expect.poll(() => this.terminal.lines()).not.toEqual(before);
  }

  /** The text widget of the editor, which comes after the prompt. */
  editorText(file = 'main.py'): Locator {
    return this.editor.getByRole('textbox', { name: `Text of ${file}` });
  }

  /** Replaces what the editor shows. */
  async rewrite(text: string): Promise<void> {
    await this.editorText().focus();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(text);
  }

  /** Waits until `text` stands in the editor, whichever of its two widgets it has. */
  async editorShows(text: string): Promise<void> {
    const lines = this.editor.locator('.view-line, textarea.code-plain');
    const shown = () =>
      lines.evaluateAll((all) =>
        all.map((line) => (line instanceof HTMLTextAreaElement ? line.value : line.textContent)).join('\n'),
      );
    await expect
      .poll(async () => (await shown()).replaceAll('\u00a0', ' '), { message: `“${text}” in the editor` })
      .toContain(text);
  }

  /** Opens what a student types into the browser pane's address bar. */
  async browse(address: string): Promise<void> {
    await this.address.fill(address);
    await this.address.press('Enter');
  }

  /** Puts `text` on the clipboard, as copying in another window does. */
  async copyElsewhere(text: string): Promise<void> {
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  }

  /** Waits until the lesson's server waits for a browser. */
  async serverListens(): Promise<void> {
    await this.terminal.output("listening on ('0.0.0.0', 80)");
    await expect(this.activity).toHaveText('waiting for a connection on port 80');
  }

  /** Reloads the browser pane until it shows the table of the lesson's server. */
  async reloadToTable(): Promise<void> {
    await this.button('Reload').click();
    await expect(this.boardPage().getByRole('row')).toHaveCount(9);
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

interface TestFixtures {
  app: App;
  /** How many times slower than this machine the page's thread runs. */
  slowdown: number;
  /** Most tests do without Monaco (support/site.ts). */
  editor: EditorWidget;
  /** Whether the browser has service workers. Most tests do without: to store the whole site takes time. */
  siteWorker: 'absent' | 'present';
  siteUrl: string;
  /** What the browser itself writes to the console as an error, where the test makes it do so. */
  expectedErrors: RegExp | null;
}
interface WorkerFixtures {
  sites: Sites;
}

/**
 * Playwright's test with the built site served and opened. An error that the page does not catch, a line that it
 * writes to the console as an error, and a request to another origin each fail the test.
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  sites: [
    // Playwright insists on a destructured first parameter, used or not.
    async ({}, use) => {
      const sites = await serveSites();
      await use(sites);
      await sites.close();
    },
    { scope: 'worker' },
  ],
  editor: ['plain', { option: true }],
  siteWorker: ['absent', { option: true }],
  siteUrl: ({ sites, editor }, use) => use(sites.urls[editor]),
  baseURL: ({ siteUrl }, use) => use(siteUrl),
  permissions: ['clipboard-read', 'clipboard-write'],
  slowdown: [1, { option: true }],
  expectedErrors: [null, { option: true }],
  app: async ({ page, siteUrl, slowdown, siteWorker, expectedErrors }, use) => {
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(`not caught: ${error.stack ?? error.message}`));
    page.on('console', (line) => {
      if (line.type() === 'error' && expectedErrors?.test(line.text()) !== true)
        wrong.push(`console: ${line.text()}`);
    });
    page.context().on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(siteUrl) && !/^(data|blob|about):/.test(url)) wrong.push(`request to ${url}`);
    });
    if (slowdown !== 1) {
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    }
    // The third carrier is one.
    if (siteWorker === 'absent' && carrier !== 'isolate') await page.addInitScript(withoutServiceWorkers);
    if (carrier === 'isolate') await page.addInitScript(withoutSuspension);
    await page.goto('./');
    // The service worker loads it once more.
    if (carrier === 'isolate') await page.waitForFunction(() => crossOriginIsolated);
    await use(new App(page));
    expect(wrong, 'errors of the page, and requests that left its origin').toEqual([]);
  },
});
