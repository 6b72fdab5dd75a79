import type { Browser, CDPSession } from '@playwright/test';

/** So long the processes run at a time, in milliseconds. */
const SLICE = 4;
/** How often new processes are looked for, in milliseconds. */
const LOOK = 50;

/**
 * Makes the pages of a browser and all their workers slower by stopping their processes for the rest of the time.
 * Chromium's own slowing (`Emulation.setCPUThrottlingRate`) is of the page's thread alone: it refuses workers.
 */
export class Brake {
  readonly #processes = new Set<number>();
  #on = true;

  private constructor(
    private readonly devtools: CDPSession,
    private readonly factor: number,
  ) {}

  static async begin(browser: Browser, factor: number): Promise<Brake> {
    if (process.platform === 'win32')
      throw new Error('Windows knows no SIGSTOP: the phone cannot be played here.');
    const brake = new Brake(await browser.newBrowserCDPSession(), factor);
    await brake.#look();
    void brake.#follow();
    void brake.#run();
    return brake;
  }

  /** Lets go. */
  async release(): Promise<void> {
    this.#on = false;
    this.#signal('SIGCONT');
    await this.devtools.detach();
  }

  async #follow(): Promise<void> {
    while (this.#on) {
      await pause(LOOK);
      // Asked for while it ends.
      await this.#look().catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const { processInfo } = await this.devtools.send('SystemInfo.getProcessInfo');
    for (const { id, type } of processInfo) if (type === 'renderer') this.#processes.add(id);
  }

  /** Stops for so long as it takes to make up for how long they really ran: timers are late, too. */
  async #run(): Promise<void> {
    while (this.#on) {
      const begun = performance.now();
      await pause(SLICE);
      const ran = performance.now() - begun;
      this.#signal('SIGSTOP');
      await pause(ran * (this.factor - 1));
      this.#signal('SIGCONT');
    }
  }

  #signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    // It was let go of meanwhile.
    if (signal === 'SIGSTOP' && !this.#on) return;
    for (const id of this.#processes)
      try {
        process.kill(id, signal);
      } catch {
        this.#processes.delete(id);
      }
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
