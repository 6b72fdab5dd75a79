import { chromium, type Browser, type Page } from '@playwright/test';
import path from 'node:path';
import { build, isBuilt } from '../../tools/build.mjs';
import { chromiumFlags, ensureChromium } from '../../tools/chromium.mjs';
import { serve } from '../../tools/serve.mjs';

/** A browser and the built site, started when the first section asks for them. */
export class BuiltSite {
  #browser: Browser | undefined;
  readonly #closers: (() => Promise<void>)[] = [];
  #url: string | undefined;

  /** Null while no section has needed it. */
  get chromiumVersion(): string | null {
    return this.#browser?.version() ?? null;
  }

  async browser(): Promise<Browser> {
    if (this.#browser) return this.#browser;
    const found = await ensureChromium(process.cwd(), (line) => console.error(line));
    if ('problem' in found) throw new Error(found.problem);
    const browser = await chromium.launch({ executablePath: found.path, args: chromiumFlags });
    this.#browser = browser;
    this.#closers.push(() => browser.close());
    return browser;
  }

  /** The product's address; it is built when its sources have changed. */
  async url(): Promise<string> {
    if (this.#url !== undefined) return this.#url;
    const root = process.cwd();
    const built = isBuilt(root) ? null : await build(root, { output: 'capture' });
    if (built !== null && built.code !== 0) throw new Error(`the site could not be built: ${built.output}`);
    this.#url = await this.serve(path.join(root, 'dist'));
    return this.#url;
  }

  /** Serves a folder as the product is served, until `close`. */
  async serve(root: string): Promise<string> {
    const served = await serve({ root });
    this.#closers.push(served.close);
    return served.url;
  }

  /** Runs `measure` with a fresh page, as a first-time visitor has it. */
  async withPage<T>(measure: (page: Page) => Promise<T>): Promise<T> {
    const context = await (await this.browser()).newContext({ viewport: { width: 1280, height: 800 } });
    try {
      return await measure(await context.newPage());
    } finally {
      await context.close();
    }
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0)) await close();
  }
}
