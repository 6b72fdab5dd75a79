import type { Activity } from '../../protocol/device-state';
import type { Fault } from '../../protocol/messages';
import { BoardSession } from '../../session/board-session';
import type { SessionHost } from '../../session/worker-port';
import { faults } from '../../words/en/faults';
import { faultText } from '../../words/fault-text';
import type { BoardTime, WaitOver } from './board-time';
import { DeviceError, DeviceTimeoutError } from './device-error';
import { Waiter } from './waiter';

/** Of what a board printed so much is kept, in characters. */
const MOST_TEXT = 4 << 20;
/** So much of it stands in an error. */
const SHOWN = 400;
/** The prompt of MicroPython. */
export const PROMPT = '>>> ';
const LINE = '=== ';

export interface Patience {
  /** How long to wait at most, in milliseconds of the board's time. */
  readonly timeout?: number;
}

/** A board and what it printed: typing to it, and waiting for what comes of that. */
export class BoardConsole {
  readonly session: BoardSession;
  /** Everything printed since the last `forget`. */
  text = '';
  readonly #decoder = new TextDecoder();
  readonly #waiter: Waiter;
  readonly #patience: number;

  /** @param patience how long things are waited for that name no time of their own, in milliseconds */
  constructor(
    host: SessionHost,
    readonly time: BoardTime,
    patience: number,
  ) {
    this.#patience = patience;
    this.#waiter = new Waiter(time);
    this.session = new BoardSession(host);
    this.session.onOutput(({ bytes, done }) => {
      this.#print(this.#decoder.decode(bytes, { stream: true }));
      done();
      this.look();
    });
    // What nobody hears waits for whoever comes.
    this.session.onTraceback(() => undefined);
    this.session.onNotice(() => undefined);
    this.session.subscribe(() => this.look());
  }

  get atPrompt(): boolean {
    return this.session.snapshot.device?.activity.kind === 'prompt' && this.text.endsWith(PROMPT);
  }

  /**
   * Waits until something is so.
   *
   * @param what names it in the error
   * @throws {DeviceTimeoutError} when it is not so in time, with what the console showed
   * @throws {DeviceError} when the board can go on no more
   */
  async until(
    condition: () => boolean,
    what = condition.toString(),
    { timeout = this.#patience }: Patience = {},
  ): Promise<void> {
    const how = await this.#waiter.wait(() => (condition() ? 'met' : this.session.snapshot.fault), timeout);
    if (how === 'met') return;
    if (how === 'time' || how === 'stalled') throw this.#tooLate(what, timeout, how);
    throw new DeviceError(faultSentence(how));
  }

  /** Waits until a text was printed. */
  async untilText(text: string | RegExp, patience: Patience = {}): Promise<void> {
    const found = (): boolean => (typeof text === 'string' ? this.text.includes(text) : text.test(this.text));
    await this.until(found, nameOf(text), patience);
  }

  untilPrompt(what = 'the prompt', patience: Patience = {}): Promise<void> {
    return this.until(() => this.atPrompt, what, patience);
  }

  forget(): void {
    this.text = '';
  }

  /** Types keys and does not wait. */
  type(keys: string): void {
    this.session.type(keys);
  }

  /** Types one line and waits for the next prompt; the result is what it printed. */
  async line(line: string, patience: Patience = {}): Promise<string> {
    const prompts = this.session.snapshot.device?.prompts ?? 0;
    this.forget();
    this.type(`${line}\r`);
    await this.until(
      () => this.atPrompt && (this.session.snapshot.device?.prompts ?? 0) > prompts,
      `a prompt after ${line}`,
      patience,
    );
    return this.text
      .replace(/^[^\n]*\n/, '')
      .replace(/>>> $/, '')
      .replaceAll('\r\n', '\n');
  }

  /** Pastes a program and waits for the prompt after it; the result is what it printed. */
  async program(source: string, patience: Patience = {}): Promise<string> {
    await this.start(source, patience);
    // Printed after the echo of the program's last line; it may be there already.
    const echo = this.text.split(LINE, source.split('\n').length).join(LINE).length;
    const from = (): number => this.text.indexOf('\n', echo) + 1;
    await this.until(() => this.atPrompt && from() > 0, 'a prompt after the program', patience);
    return this.text.slice(from()).replace(/>>> $/, '').replaceAll('\r\n', '\n');
  }

  /** Pastes a program and waits until it has begun. */
  async start(source: string, patience: Patience = {}): Promise<void> {
    this.forget();
    const outcome = await this.time.during(this.session.paste(source));
    if (outcome !== 'sent') throw new DeviceError(`The program was not sent: ${outcome}.`);
    const lines = source.split('\n').length;
    await this.until(() => this.text.split(LINE).length > lines, 'the echo of the program', patience);
  }

  async interrupt(patience: Patience = {}): Promise<void> {
    this.session.interrupt();
    await this.untilPrompt('a prompt after Ctrl-C', patience);
  }

  /** Ctrl-D at the prompt, and the prompt of the next life; the text begins with it. */
  async softReset(patience: Patience = {}): Promise<void> {
    this.forget();
    this.type('\x04');
    await this.untilText('soft reboot', patience);
    await this.untilPrompt('a prompt after the soft reset', patience);
  }

  dispose(): void {
    this.session.dispose();
  }

  /** Something may have come that is waited for. */
  look(): void {
    this.#waiter.look();
  }

  #print(text: string): void {
    const whole = this.text + text;
    this.text = whole.length > MOST_TEXT ? whole.slice(-MOST_TEXT) : whole;
  }

  #tooLate(what: string, timeout: number, why: WaitOver): DeviceTimeoutError {
    const printed = this.text.slice(-SHOWN);
    const waited =
      why === 'time'
        ? `${what} did not come within ${timeout} ms.`
        : `${what} did not come: the board is at something that takes no time of its own.`;
    const activity = this.session.snapshot.device?.activity;
    const text = printed === '' ? 'It printed nothing.' : `It printed last: ${JSON.stringify(printed)}`;
    return new DeviceTimeoutError(`${waited} The board ${activityText(activity)}. ${text}`, printed);
  }
}

export const nameOf = (text: string | RegExp): string =>
  typeof text === 'string' ? JSON.stringify(text) : String(text);

export const faultSentence = (fault: Fault): string =>
  `${faultText(fault, faults.english)} (${fault.detail})`;

function activityText(activity: Activity | undefined): string {
  if (!activity) return 'has not started';
  switch (activity.kind) {
    case 'starting':
      return 'is starting';
    case 'prompt':
      return 'is at its prompt';
    case 'continuation':
      return 'waits for more lines of a statement';
    case 'paste':
      return 'is in paste mode';
    case 'raw':
      return 'is in the raw REPL';
    case 'running':
      return 'runs a program';
    case 'waiting':
      return `waits in ${activity.on.call}()`;
    case 'stopped':
      return 'has stopped';
  }
}
