import type { Variable } from '../protocol/variables';
import { BoardSession } from '../session/board-session';
import type { FlashStore, SessionHost } from '../session/worker-port';
import { PATIENCE, testHost } from './test-host.test-helpers';

/** A whole board in worker threads, driven as the page drives it: the text of its console, and waiting for it. */
export class TestBoard {
  /** What was told of variables, each time. */
  variables: (readonly Variable[])[] = [];
  readonly session: BoardSession;
  /** Everything printed since the last `forget`. */
  text = '';
  readonly #decoder = new TextDecoder();
  readonly #watchers = new Set<() => void>();

  private constructor(host: SessionHost) {
    this.session = new BoardSession(host);
    this.session.onOutput(({ bytes, done }) => {
      this.text += this.#decoder.decode(bytes, { stream: true });
      done();
      this.#look();
    });
    // As the page does: what nobody hears waits for whoever comes.
    this.session.onTraceback(() => undefined);
    this.session.onNotice(() => undefined);
    this.session.subscribe(() => this.#look());
    this.session.onVariables((values) => {
      this.variables.push(values);
      this.#look();
    });
  }

  /**
   * Boots a board and waits for its prompt.
   *
   * @param build another folder with a board's Node build
   */
  static async start(flash?: FlashStore, build?: string): Promise<TestBoard> {
    const board = TestBoard.boot(flash, build);
    await board.until(() => board.atPrompt);
    return board;
  }

  static boot(flash?: FlashStore, build?: string): TestBoard {
    return TestBoard.on(testHost(flash, build));
  }

  /** Boots a board in other surroundings. */
  static on(host: SessionHost): TestBoard {
    return new TestBoard(host);
  }

  get atPrompt(): boolean {
    return this.session.snapshot.device?.activity.kind === 'prompt' && this.text.endsWith('>>> ');
  }

  /** Waits until something is so, or fails saying what the console showed. */
  async until(condition: () => boolean, what = condition.toString()): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#watchers.delete(look);
        const { phase, fault, device } = this.session.snapshot;
        reject(
          new Error(
            `waited for ${what}; the console ends ${JSON.stringify(this.text.slice(-400))}; ` +
              JSON.stringify({ phase, fault, activity: device?.activity }),
          ),
        );
      }, PATIENCE);
      const look = (): void => {
        if (!condition()) return;
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
    });
  }

  async untilText(text: string | RegExp): Promise<void> {
    const found = (): boolean => (typeof text === 'string' ? this.text.includes(text) : text.test(this.text));
    await this.until(found, String(text));
  }

  forget(): void {
    this.text = '';
  }

  /** Types keys and does not wait. */
  type(keys: string): void {
    this.session.type(keys);
  }

  /** Types one line and waits for the next prompt; the result is what it printed. */
  async line(line: string): Promise<string> {
    const prompts = this.session.snapshot.device?.prompts ?? 0;
    this.forget();
    this.type(`${line}\r`);
    await this.until(
      () => this.atPrompt && (this.session.snapshot.device?.prompts ?? 0) > prompts,
      `a prompt after ${line}`,
    );
    return this.text
      .replace(/^[^\n]*\n/, '')
      .replace(/>>> $/, '')
      .replaceAll('\r\n', '\n');
  }

  /** Pastes a program and waits for the prompt after it; the result is what it printed. */
  async program(source: string): Promise<string> {
    await this.start(source);
    // Printed after the echo of the program's last line; it may be there already.
    const echo = this.text.split('=== ', source.split('\n').length).join('=== ').length;
    const from = (): number => this.text.indexOf('\n', echo) + 1;
    await this.until(() => this.atPrompt && from() > 0, 'a prompt after the program');
    return this.text.slice(from()).replace(/>>> $/, '').replaceAll('\r\n', '\n');
  }

  /** Pastes a program and waits until it has begun. */
  async start(source: string): Promise<void> {
    this.forget();
    const outcome = await this.session.paste(source);
    if (outcome !== 'sent') throw new Error(`the program was not sent: ${outcome}`);
    const lines = source.split('\n').length;
    await this.until(() => this.text.split('=== ').length > lines, 'the echo of the program');
  }

  async interrupt(): Promise<void> {
    this.session.interrupt();
    await this.until(() => this.atPrompt, 'a prompt after Ctrl-C');
  }

  /** Ctrl-D at the prompt, and the prompt of the next life; the text begins with it. */
  async softReset(): Promise<void> {
    this.forget();
    this.type('\x04');
    await this.untilText('soft reboot');
    await this.until(() => this.atPrompt);
  }

  dispose(): void {
    this.session.dispose();
  }

  #look(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
