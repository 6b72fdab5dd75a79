import { chromium, type BrowserContext } from '@playwright/test';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, isBuilt } from '../../tools/build.mjs';
import { chromiumFlags, ensureChromium } from '../../tools/chromium.mjs';
import { serve } from '../../tools/serve.mjs';
import { faults } from './kill-check';
import { Acknowledgements, KillPage, readStored } from './kill-page';
import { Random } from '../../src/shared/random';

/** How the tab comes to its end, and how often of a hundred. */
const WAYS = [
  [55, 'reset'],
  [22, 'crash'],
  [12, 'reload'],
  [9, 'close'],
  [2, 'browser'],
] as const;
type Way = (typeof WAYS)[number][1];

/** The longest that a life is let go on after the program began, in milliseconds. */
const LONGEST = 350;
/** A board that does not begin in this time is stuck. */
const PATIENCE = 60_000;

export interface KillOptions {
  readonly count: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface KillResult {
  readonly seed: number;
  readonly kills: Readonly<Record<Way | 'all', number>>;
  readonly acknowledged: { readonly rounds: number; readonly saves: number };
  readonly faults: readonly string[];
  readonly seconds: number;
}

/** Kills a page that writes, again and again, and looks at what is stored each time. */
export async function kills({ count, seed, say }: KillOptions): Promise<KillResult> {
  const began = performance.now();
  const random = new Random(seed);
  const torture = await Torture.begin();
  const done: Record<Way, number> = { reset: 0, crash: 0, reload: 0, close: 0, browser: 0 };
  const wrong: string[] = [];
  try {
    await torture.program();
    for (let n = 1; n <= count; n++) {
      const way = random.weighted(WAYS);
      await torture.live(random.next() * LONGEST);
      await torture.end(way);
      done[way]++;
      const found = await torture.check();
      for (const fault of found) {
        wrong.push(`kill ${n} (${way}): ${fault}`);
        say(wrong.at(-1) ?? '');
      }
      if (n % 25 === 0)
        say(`${n} kills, ${torture.acknowledged.rounds} rounds acknowledged, ${wrong.length} faults`);
    }
  } finally {
    await torture.close();
  }
  return {
    seed,
    kills: { all: count, ...done },
    acknowledged: { rounds: torture.acknowledged.rounds, saves: torture.acknowledged.savesKept },
    faults: wrong,
    seconds: Math.round((performance.now() - began) / 1_000),
  };
}

class Torture {
  readonly acknowledged = new Acknowledgements();
  #context: BrowserContext | null = null;
  #page: KillPage | null = null;

  private constructor(
    private readonly executable: string,
    private readonly profile: string,
    private readonly site: { url: string; close: () => Promise<void> },
  ) {}

  static async begin(): Promise<Torture> {
    const root = process.cwd();
    const found = await ensureChromium(root, (line) => console.error(line));
    if ('problem' in found) throw new Error(found.problem);
    const built = isBuilt(root) ? null : await build(root, { output: 'capture' });
    if (built !== null && built.code !== 0) throw new Error(`the site could not be built: ${built.output}`);
    const profile = await mkdtemp(path.join(tmpdir(), 'pinwire-kills-'));
    return new Torture(found.path, profile, await serve({ root: path.join(root, 'dist') }));
  }

  /** Puts the program on the flash as main.py, by the page's own list of files. */
  async program(): Promise<void> {
    const page = await (await this.#browser()).newPage();
    await page.goto(this.site.url);
    await page.getByRole('button', { name: 'Files', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Files on the board' });
    const source = await readFile('bench/programs/kills.py');
    await panel
      .getByLabel('Files to add')
      .setInputFiles({ name: 'main.py', mimeType: 'text/x-python', buffer: source });
    await panel.getByRole('button', { name: 'main.py', exact: true }).waitFor();
    await page.close();
  }

  /** Has the board run, from its start or on, and lets it go on for a while. */
  async live(time: number): Promise<void> {
    const news = new Promise<void>((resolve, reject) => {
      const stuck = setTimeout(() => reject(new Error('the program does not begin')), PATIENCE);
      this.acknowledged.onNews = () => {
        clearTimeout(stuck);
        resolve();
      };
    });
    if (!this.#page) {
      this.#page = await KillPage.open(await this.#browser(), this.site.url, this.acknowledged);
      void this.#page.saveOnAndOn();
    }
    await news;
    await new Promise((resolve) => setTimeout(resolve, time));
  }

  async end(way: Way): Promise<void> {
    const page = this.#page;
    if (!page) return;
    if (way === 'reload' || way === 'reset') {
      await page[way]();
      return;
    }
    this.#page = null;
    if (way === 'browser') await this.#killBrowser();
    else await page[way]();
  }

  async check(): Promise<readonly string[]> {
    // What is acknowledged while it is looked at may come too late for the look.
    const before = this.acknowledged.all;
    return faults(await readStored(await this.#browser(), this.site.url), before);
  }

  async close(): Promise<void> {
    await this.#context?.close();
    await this.site.close();
    await rm(this.profile, { recursive: true, force: true });
  }

  async #browser(): Promise<BrowserContext> {
    this.#context ??= await chromium.launchPersistentContext(this.profile, {
      executablePath: this.executable,
      args: chromiumFlags,
      // With the plain text box in place of Monaco, of which nothing is to be proved here.
      viewport: { width: 690, height: 800 },
    });
    return this.#context;
  }

  /** Not even the browser itself gets to end its work. */
  async #killBrowser(): Promise<void> {
    const context = await this.#browser();
    this.#context = null;
    const gone = new Promise((resolve) => context.once('close', resolve));
    const page = context.pages()[0] ?? (await context.newPage());
    const devtools = await context.newCDPSession(page);
    void devtools.send('Browser.crash').catch(() => undefined);
    await gone;
  }
}
