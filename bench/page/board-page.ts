import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { toFirstPrompt } from './first-prompt';
import { installProbe, type Reaction } from './probe';
import type { BuiltSite } from './site';

/** The product at its prompt, with a probe inside, Monaco loaded and the terminal focused. */
export class BoardPage {
  private constructor(readonly page: Page) {}

  static async open(page: Page, site: BuiltSite): Promise<BoardPage> {
    await installProbe(page);
    await toFirstPrompt(page, await site.url());
    await page.waitForLoadState('networkidle');
    const board = new BoardPage(page);
    await board.focusTerminal();
    return board;
  }

  focusTerminal(): Promise<void> {
    return this.page.locator('.xterm-helper-textarea').focus();
  }

  /** Defines every way to be busy or blocked (bench/programs/blocking.py) at the prompt. */
  async defineBlocking(): Promise<void> {
    const source = await readFile('bench/programs/blocking.py', 'utf8');
    await this.run(`${source}\nprint('defi' 'ned')\n`, 'defined\r\n>>> ');
  }

  /** Runs what is given at the prompt, and waits until the console shows `until`. */
  async run(source: string, until: string): Promise<void> {
    await this.page.evaluate(
      ([text, wanted]) => {
        window.probe.forget();
        window.probe.paste(text);
        return window.probe.shown(wanted);
      },
      [source, until] as const,
    );
  }

  /** Interrupts by key; the prompt has been drawn when this resolves. */
  async interrupt(): Promise<Reaction> {
    // Not returned by the first call, which would wait for it: the key comes after it.
    const waiting = await this.page.evaluateHandle(() => ({ reaction: window.probe.interrupt() }));
    await this.page.keyboard.press('Control+c');
    const reaction = await waiting.evaluate(({ reaction }) => reaction);
    await waiting.dispose();
    return reaction;
  }

  /** Types `count` letters; how long each took until it was drawn at `selector`, in milliseconds. */
  async type(selector: string, count: number): Promise<number[]> {
    const times: number[] = [];
    for (let n = 0; n < count; n++) {
      const waiting = await this.page.evaluateHandle(
        (where) => ({ time: window.probe.typing(where) }),
        selector,
      );
      // At another moment of the frame each time.
      await new Promise((resolve) => setTimeout(resolve, 40 + (n % 17)));
      await this.page.keyboard.press('x');
      times.push(await waiting.evaluate(({ time }) => time));
      await waiting.dispose();
    }
    return times;
  }

  /** Shows one tab after another, `count` times; how long each took, in milliseconds. */
  async switchTabs(names: readonly string[], count: number): Promise<number[]> {
    const times: number[] = [];
    for (let n = 0; n < count; n++) {
      const waiting = await this.page.evaluateHandle(() => ({ time: window.probe.switching() }));
      const name = names[n % names.length] ?? '';
      await this.page.getByRole('tab', { name, exact: true }).click();
      times.push(await waiting.evaluate(({ time }) => time));
      await waiting.dispose();
    }
    return times;
  }

  /** Bytes of JavaScript heap that are in use after a forced collection. */
  async heap(): Promise<number> {
    const devtools = await this.page.context().newCDPSession(this.page);
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    await devtools.detach();
    return usedSize;
  }

  /** Drops what stands at the prompt. */
  async dropLine(): Promise<void> {
    await this.page.evaluate(() => window.probe.forget());
    await this.page.keyboard.press('Control+c');
    await this.page.evaluate(() => window.probe.shown('>>> '));
  }
}
