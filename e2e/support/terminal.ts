import { expect, type Locator, type Page } from '@playwright/test';

/** How often a condition on the terminal's text is looked at, in milliseconds. */
const LOOKS = [20, 50, 100];

/** The terminal as a student uses it at the keyboard and sees it on the screen. */
export class Terminal {
  constructor(
    readonly page: Page,
    readonly region: Locator,
  ) {}

  /**
   * The visible rows from top to bottom, as they are drawn, without trailing blanks. The rows of the accessibility
   * tree, which a screen reader gets, follow up to a second later: xterm's choice, and most of a test's time.
   */
  async lines(): Promise<string[]> {
    // Not below `region`, whose name would be worked out anew at each look.
    const rows = await this.page.locator('.xterm-rows > *').allTextContents();
    return rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd());
  }

  /** The last row that is not empty; '' on an empty screen. */
  async lastLine(): Promise<string> {
    return (await this.lines()).findLast((line) => line !== '') ?? '';
  }

  /** The rows below the last one that is `line`, without empty ones; undefined when there is no such row. */
  async since(line: string): Promise<string | undefined> {
    const rows = (await this.lines()).filter((row) => row !== '');
    const at = rows.lastIndexOf(line);
    return at < 0 ? undefined : rows.slice(at + 1).join('\n');
  }

  /** Waits until the board waits for a command: `>>> ` is the last thing in the terminal. */
  async prompt(timeout = 30_000): Promise<void> {
    await this.#lastLine('the prompt', timeout).toBe('>>>');
  }

  /** Waits until the last line is (or matches) `line`. */
  async ends(line: string | RegExp, timeout = 20_000): Promise<void> {
    const last = this.#lastLine(`${String(line)} as the last line`, timeout);
    await (line instanceof RegExp ? last.toMatch(line) : last.toBe(line));
  }

  /** Waits until some row holds `text` (or matches). */
  async output(text: string | RegExp, timeout = 20_000): Promise<void> {
    const matching = text instanceof RegExp ? expect.stringMatching(text) : expect.stringContaining(text);
    await expect
      .poll(() => this.lines(), {
        message: `${String(text)} in the terminal`,
        timeout,
        intervals: LOOKS,
      })
      .toContainEqual(matching);
  }

  /** Waits until the screen has shown `count` different pictures that hold something. */
  async pictures(count: number, timeout = 20_000): Promise<void> {
    const seen = new Set<string>();
    await expect
      .poll(
        async () => {
          const picture = (await this.lines()).join('\n').trim();
          if (picture !== '') seen.add(picture);
          return seen.size;
        },
        { message: `${String(count)} different pictures in the terminal`, timeout, intervals: LOOKS },
      )
      .toBeGreaterThanOrEqual(count);
  }

  /** Puts the keyboard into the terminal. */
  async focus(): Promise<void> {
    await this.region.getByRole('textbox', { name: 'Terminal input' }).focus();
  }

  /** Types key by key; `\n` is Enter. */
  async type(text: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.type(text);
  }

  /** Presses one key or chord, such as `Control+C`. */
  async press(key: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.press(key);
  }

  /** Types one line at the prompt, sees it there, and presses Enter. */
  async enter(line: string): Promise<void> {
    await this.type(line);
    const echoed = line.trimEnd();
    await expect
      .poll(async () => (await this.lastLine()).endsWith(echoed), {
        message: `“${line}” as the last line of the terminal`,
        intervals: LOOKS,
      })
      .toBe(true);
    await this.page.keyboard.press('Enter');
  }

  /** Enters one line and waits until the board has dealt with it. */
  async command(line: string, timeout = 20_000): Promise<void> {
    await this.enter(line);
    await this.prompt(timeout);
  }

  /**
   * Types a program as a person does at the prompt, which indents by itself: Backspace takes four spaces back, empty
   * lines are left out, and a block at the end is closed by Enter three times.
   */
  async program(lines: readonly string[]): Promise<void> {
    await this.focus();
    let offered = 0;
    for (const line of lines.filter((each) => each.trim() !== '')) {
      const code = line.trimStart();
      await this.#indent(offered, line.length - code.length);
      await this.page.keyboard.type(`${code}\n`);
      const indent = line.length - code.length;
      offered = indent - (indent % 4) + (code.endsWith(':') ? 4 : 0);
    }
    if (offered > 0) await this.page.keyboard.type('\n\n\n');
  }

  async #indent(offered: number, wanted: number): Promise<void> {
    // A space right after an indentation that the prompt made takes it back, so a Backspace comes first.
    const kept = wanted > offered ? Math.max(0, offered - 4) : wanted;
    for (let column = offered; column > kept; column -= 4) await this.page.keyboard.press('Backspace');
    await this.page.keyboard.type(' '.repeat(wanted - kept));
  }

  #lastLine(what: string, timeout: number) {
    return expect.poll(() => this.lastLine(), { message: what, timeout, intervals: LOOKS });
  }
}
