import type { BrowserContext, Page } from '@playwright/test';
import { NOTES, noteText, type Acknowledged, type StoredTexts } from './kill-check';

const READ_FROM = 'licenses.txt';
/** A step of a save that takes longer has lost its page, in milliseconds. */
const PATIENCE = 10_000;

/** What the tortured page has acknowledged, over all its lives. */
export class Acknowledgements {
  round = 0;
  save = 0;
  /** How many rounds and saves there were. */
  rounds = 0;
  savesKept = 0;
  /** The last save that was begun. */
  saves = 0;
  /** Called at each `kept` and each `begun` of the program. */
  onNews: () => void = () => undefined;

  get all(): Acknowledged {
    return { round: this.round, save: this.save };
  }

  onLine(line: string): void {
    const [, word, number] = /^(kept|begun) (\d+)/.exec(line) ?? [];
    if (word === undefined) return;
    if (word === 'kept') {
      this.round = Number(number);
      this.rounds++;
    }
    this.onNews();
  }
}

/** One life of the tab with the board. */
export class KillPage {
  #saving = true;

  private constructor(
    readonly page: Page,
    private readonly acknowledged: Acknowledgements,
  ) {}

  static async open(context: BrowserContext, url: string, acknowledged: Acknowledgements): Promise<KillPage> {
    const page = await context.newPage();
    await page.exposeFunction('tortureLine', (line: string) => acknowledged.onLine(line));
    await page.addInitScript(tellLines);
    await page.addInitScript(`localStorage.setItem('pinwire.open-files', '${NOTES}')`);
    await page.goto(url, { waitUntil: 'commit' });
    return new KillPage(page, acknowledged);
  }

  /** Types and saves in the editor until the page is gone. It may be reloaded meanwhile. */
  async saveOnAndOn(): Promise<void> {
    while (this.#saving) {
      try {
        await this.#save();
      } catch {
        // The page was killed or reloaded under its hands, as it is meant to be.
        if (this.page.isClosed()) return;
      }
    }
  }

  async #save(): Promise<void> {
    const text = this.page.getByRole('textbox', { name: 'Text of notes.txt' });
    const dot = this.page.locator('.unsaved-dot');
    await this.page.getByRole('tab', { name: 'Editor' }).click({ timeout: PATIENCE });
    const life = await this.page.evaluate(() => performance.timeOrigin);
    const n = ++this.acknowledged.saves;
    await text.fill(noteText(n), { timeout: PATIENCE });
    await dot.waitFor({ timeout: PATIENCE });
    await text.press('Control+S', { timeout: PATIENCE });
    await dot.waitFor({ state: 'detached', timeout: PATIENCE });
    // In a page that was reloaded meanwhile, the mark is gone without a save.
    if ((await this.page.evaluate(() => performance.timeOrigin)) !== life) return;
    this.acknowledged.save = n;
    this.acknowledged.savesKept++;
  }

  /** The page's own process dies, as of a crash or for want of memory. */
  async crash(): Promise<void> {
    this.#saving = false;
    const crashed = this.page.waitForEvent('crash');
    const devtools = await this.page.context().newCDPSession(this.page);
    // Nobody is left who could answer.
    void devtools.send('Page.crash').catch(() => undefined);
    await crashed;
    await this.page.close();
  }

  async close(): Promise<void> {
    this.#saving = false;
    await this.page.close();
  }

  async reload(): Promise<void> {
    await this.page.reload({ waitUntil: 'commit' });
  }

  /** Ends the worker and starts another. */
  async reset(): Promise<void> {
    await this.page.getByRole('button', { name: 'Reset', exact: true }).click();
  }
}

/** Reads what is stored without starting a board. */
export async function readStored(context: BrowserContext, url: string): Promise<StoredTexts> {
  const page = context.pages().find((each) => each.url().endsWith(READ_FROM)) ?? (await context.newPage());
  if (!page.url().endsWith(READ_FROM)) await page.goto(url + READ_FROM);
  return page.evaluate(async () => {
    const done = <T>(asked: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error ?? new Error('no storage'));
      });
    const database = await done(indexedDB.open('pinwire'));
    const files = database.transaction('files').objectStore('files');
    const [paths, contents] = await Promise.all([done(files.getAllKeys()), done<unknown[]>(files.getAll())]);
    database.close();
    return Object.fromEntries(
      paths.map((path, index) => {
        const bytes = contents[index];
        return [
          typeof path === 'string' ? path : JSON.stringify(path),
          bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : null,
        ];
      }),
    );
  });
}

/** Serialised and run before the page's scripts: tells each line of console output as it comes. */
function tellLines(): void {
  const decoder = new TextDecoder();
  let rest = '';
  const { tortureLine } = window as unknown as { tortureLine: (line: string) => void };
  const hear = ({ data }: MessageEvent<{ kind: string; bytes?: Uint8Array }>): void => {
    if (data.kind !== 'output' || !data.bytes) return;
    const lines = (rest + decoder.decode(data.bytes, { stream: true })).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) tortureLine(line);
  };
  // The board answers by a channel of its own where it can (session/web-host.ts), else as a worker.
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (options?.name === 'device') this.addEventListener('message', hear);
    }
  };
  window.BroadcastChannel = class extends BroadcastChannel {
    constructor(name: string) {
      super(name);
      if (name.startsWith('pinwire.device.')) this.addEventListener('message', hear);
    }
  };
}
