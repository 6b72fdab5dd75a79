import type { BrowserContext, Frame, Page } from '@playwright/test';
import { MARK, marking, type Pilot, type Where } from './pilot';

/** Any browser that Playwright drives. */
export class PlaywrightPilot implements Pilot {
  readonly #context: BrowserContext;
  #page: Page;

  /** @param end what is to be done at the end, beside the window */
  constructor(
    page: Page,
    private readonly end: () => Promise<void> = () => Promise.resolve(),
  ) {
    this.#context = page.context();
    this.#page = page;
  }

  async open(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  async reload(how: 'plain' | 'hard'): Promise<void> {
    if (how === 'plain') {
      await this.#page.reload();
      return;
    }
    const devtools = await this.#context.newCDPSession(this.#page);
    const loaded = this.#page.waitForEvent('load');
    await devtools.send('Page.reload', { ignoreCache: true });
    await loaded;
    await devtools.detach();
  }

  async read(where: Where, expression: string): Promise<unknown> {
    return this.#frame(where).evaluate(expression);
  }

  async click(expression: string): Promise<void> {
    const frame = this.#frame('pinwire');
    await frame.waitForFunction(marking(expression));
    await frame.locator(`[${MARK}]`).click();
  }

  async press(keys: string, held?: 'Control'): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(held ? `${held}+${key}` : key);
  }

  async newTab(): Promise<void> {
    this.#page = await this.#context.newPage();
  }

  async close(): Promise<void> {
    await this.#context.close();
    await this.end();
  }

  #frame(where: Where): Frame {
    const top = this.#page.mainFrame();
    const around = top.childFrames().find((frame) => frame.name() === 'pinwire');
    const pinwire = around ?? top;
    const [board] = pinwire.childFrames();
    if (where === 'pinwire') return pinwire;
    if (!board) throw new Error('The browser pane shows no page.');
    return board;
  }
}
