import { setTimeout as sleep, setImmediate as immediate } from 'node:timers/promises';
import type { MemoryProbe, MemoryUse, OpenHandles } from '../../src/cli/memory-probe.test-helpers';
import { TestBoard } from '../../src/cli/test-board.test-helpers';
import type { BoardSession } from '../../src/session/board-session';

const CTRL_C = 0x03;
/** A board that takes nothing for so long is running something: then it gets Ctrl-C. In milliseconds. */
const STUCK = 25;
/** A board that tells nothing for so long has probably dealt with all that was typed, in milliseconds. */
const QUIET = [10, 100, 1_000];
/** How long each try to have the prompt back may take, in milliseconds. The first are hasty. */
const TRIES = [50, 100, 200, 400, 800, 1_600, 3_200, 6_400];

/** What was done to boards. */
export interface Counts {
  /** Bytes typed that the board took. */
  bytes: number;
  interrupts: number;
}

/** A board that is treated badly: what is typed to it is counted, and it can be asked whether it is still well. */
export class FuzzBoard {
  private constructor(
    readonly board: TestBoard,
    private readonly probe: MemoryProbe,
    private readonly counts: Counts,
  ) {}

  static async start(probe: MemoryProbe, counts: Counts): Promise<FuzzBoard> {
    return new FuzzBoard(await TestBoard.start(undefined, probe.build), probe, counts);
  }

  get session(): BoardSession {
    return this.board.session;
  }

  /** Counts the lives of the interpreter. */
  get boot(): number {
    return this.session.snapshot.device?.boot ?? 0;
  }

  interrupt(): void {
    this.counts.interrupts++;
    this.session.interrupt();
  }

  /** Types bytes as they are, Ctrl-C among them, as fast as the board takes them. */
  async send(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const next = bytes.indexOf(CTRL_C, at);
      const end = next < 0 ? bytes.length : next;
      this.session.type(bytes.subarray(at, end));
      this.counts.bytes += end - at - (await this.#dropped());
      if (next >= 0) {
        this.counts.bytes++;
        this.interrupt();
      }
      at = end + 1;
    }
  }

  /** Sends a whole program at the friendly prompt, with the keys of the mode that it is for. */
  async run(keys: string): Promise<void> {
    this.board.forget();
    await this.send(new TextEncoder().encode(keys));
  }

  /** Waits until the program that was sent has ended. @returns whether it did in that time */
  async ends(patience: number): Promise<boolean> {
    for (const until = performance.now() + patience; performance.now() < until;) {
      const text = this.board.text;
      // Raw mode frames what a program gives; paste mode ends in the prompt, after the last line's echo.
      if (/^[^]*raw REPL[^]*\x04>$/.test(text) || /=== [^=]*>>> $/.test(text)) return true;
      await this.#changes(5);
    }
    return false;
  }

  /** Waits until the VM has asked its host so many times more. */
  async afterHooks(count: number, patience: number): Promise<void> {
    const until = performance.now() + patience;
    const last = this.probe.hooks + count;
    while (this.probe.hooks < last && performance.now() < until) await immediate();
  }

  shortenBudget(jumps: number): void {
    this.probe.shortenBudget(jumps);
  }

  /** At the prompt, where `time` is known. */
  async countOpen(): Promise<OpenHandles> {
    const [open] = await Promise.all([this.probe.countOpen(), this.board.line('time.sleep_ms(1)')]);
    return open;
  }

  /** Waits until the board has what was typed, but for its UART's buffer; what it does not take is dropped. */
  async #dropped(): Promise<number> {
    for (;;) {
      const { pending } = this.session.snapshot;
      if (!pending) return 0;
      if (await this.#changes(STUCK)) continue;
      this.interrupt();
      return pending.bytes;
    }
  }

  #changes(patience: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (changed: boolean): void => {
        clearTimeout(timer);
        off();
        resolve(changed);
      };
      const timer = setTimeout(() => end(false), patience);
      const off = this.session.subscribe(() => end(true));
    });
  }

  /** Brings the board to its friendly prompt from wherever it is. @returns what is wrong, if it does not come */
  async recover(): Promise<string | null> {
    for (const patience of TRIES) {
      const { fault } = this.session.snapshot;
      if (fault) return `fault: ${fault.why}: ${fault.detail}`;
      this.counts.interrupts++;
      this.board.forget();
      // Ctrl-C ends a program, a line and a paste, Ctrl-B raw mode; at the prompt it shows the banner.
      this.session.type('\x03\x02');
      const until = performance.now() + patience;
      do {
        if (this.board.atPrompt && this.board.text.endsWith('information.\r\n>>> ')) return this.#adds();
        await this.#changes(5);
      } while (performance.now() < until);
    }
    return 'no prompt';
  }

  async #adds(): Promise<string | null> {
    let answer = '';
    for (const quiet of QUIET) {
      // What was typed in earlier tries may come to the prompt only now, and on a busy machine later still.
      while (await this.#changes(quiet)) continue;
      answer = await this.board.line('1+1').catch((error: unknown) => String(error));
      if (answer === '2\n') return null;
    }
    return `1+1 gives ${JSON.stringify(answer)}`;
  }

  /** A new life of the interpreter in the same worker. */
  async softReset(): Promise<void> {
    const { boot } = this;
    this.session.type('\x04');
    await this.board.until(() => this.board.atPrompt && this.boot > boot, 'a soft reset');
  }

  /** In a new life of the interpreter. */
  async measure(): Promise<MemoryUse> {
    await this.softReset();
    await this.board.line('import time');
    const measured = this.probe.measure();
    for (let waits = true; waits;) {
      await this.board.line('time.sleep_ms(1)');
      waits = await Promise.race([measured.then(() => false), sleep(0, true)]);
    }
    return measured;
  }

  dispose(): void {
    this.board.dispose();
  }
}
