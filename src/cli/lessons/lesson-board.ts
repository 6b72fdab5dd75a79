import type { Check, NetworkSetting, Step } from '../../lessons/lesson-data';
import type { CodeBlock } from '../../lessons/model';
import { conditionsOf } from '../../lessons/network-setting';
import { ConsoleReader } from '../../lessons/steps/console-reader';
import { LessonWatch } from '../../lessons/steps/lesson-watch';
import { variablesOf } from '../../lessons/steps/asks';
import { typedLines } from '../../lessons/typed-text';
import { BoardSession } from '../../session/board-session';
import { HEARD_WITHIN, observe } from '../../session/observe';
import { VirtualTime } from '../library/virtual-time';
import { Waiter } from '../library/waiter';
import { MemoryFlash, nodeHost } from '../node-host';

/** How long anything may take on a busy machine, in milliseconds. */
export const PATIENCE = 10_000;
/** How long a board may take to start: nothing of a lesson is in it, and several may start at once. */
const START_PATIENCE = 60_000;
/** Of several lines each may take its time. */
const LINES_PATIENCE = 20_000;

/** What a lesson could not do: a sentence for its author. */
export class LessonProblem extends Error {
  override readonly name = 'LessonProblem';
}

export interface LessonBoardOptions {
  /** The folder with the board's Node build. */
  readonly build: string;
  readonly files: Readonly<Record<string, string>>;
  /** How long anything may take, in milliseconds. */
  readonly patience: number;
}

/** A whole board in worker threads on which a lesson is tried, as a student would have it. */
export class LessonBoard {
  readonly session: BoardSession;
  /** How long anything may take, in milliseconds. */
  patience: number;
  /** What the console showed. */
  console = '';
  /** What programs printed, since it was set to nothing. */
  printed = '';
  /** The mistakes that were told, since it was cleared. */
  readonly told = new Set<string>();
  /** Its own: what a lesson waits for is there at once. */
  readonly time = new VirtualTime({ seed: 1 });
  readonly #reader = new ConsoleReader();
  readonly #waiter = new Waiter(this.time);
  #unobserve: () => void = () => undefined;
  #unattend: () => void = () => undefined;
  #watch: LessonWatch | null = null;

  private constructor({ build, files, patience }: LessonBoardOptions) {
    this.patience = patience;
    const contents = Object.entries(files).map(([path, text]) => [`/${path}`, encode(text)] as const);
    this.session = new BoardSession(
      nodeHost({ build, flash: new MemoryFlash(Object.fromEntries(contents)), time: this.time }),
    );
    this.session.onOutput(({ done }) => done());
    this.session.onNotice(() => undefined);
    this.session.subscribe(() => this.#waiter.look());
  }

  /** Boots it, and waits for its prompt. */
  static async start(options: LessonBoardOptions): Promise<LessonBoard> {
    const board = new LessonBoard(options);
    board.#observe();
    try {
      const isThere = (): boolean => board.atPrompt && board.console.endsWith('>>> ');
      await board.until(isThere, 'the first prompt', START_PATIENCE);
      return board;
    } catch (error) {
      board.dispose();
      throw error;
    }
  }

  get watch(): LessonWatch {
    if (!this.#watch) throw new Error('No lesson is watched.');
    return this.#watch;
  }

  get atPrompt(): boolean {
    return this.session.snapshot.device?.activity.kind === 'prompt';
  }

  get prompts(): number {
    return this.session.snapshot.device?.prompts ?? 0;
  }

  /** Begins to watch these steps. */
  attend(steps: readonly Step[], done: readonly string[] = []): void {
    this.#watch?.dispose();
    const watch: LessonWatch = this.#newWatch(steps, done, () => {
      const mistake = watch.current === null ? null : watch.state(watch.current)?.mistake;
      if (typeof mistake === 'string') this.told.add(mistake);
    });
    this.#watch = watch;
    this.#unattend();
    const wanted = { network: true, variables: variablesOf(steps) };
    this.#unattend = observe(this.session, wanted, (observation) => watch.hear(observation));
  }

  /** Sees from now on whether a check becomes so. */
  sees(check: Check): () => boolean {
    const step: Step = { ...NO_STEP, checks: [check] };
    const watch = this.#newWatch([step], []);
    const wanted = { network: true, variables: variablesOf([step]) };
    const stop = observe(this.session, wanted, (observation) => watch.hear(observation));
    return () => {
      const done = watch.state(step.id)?.done === true;
      if (done) stop();
      return done;
    };
  }

  setNetwork(setting: NetworkSetting | null): void {
    this.session.setConditions(conditionsOf(setting));
  }

  /** @throws {LessonProblem} when it takes too long */
  async until(condition: () => boolean, what: string, patience = this.patience): Promise<void> {
    if (await this.comes(condition, patience)) return;
    const end = JSON.stringify(this.console.slice(-200));
    throw new LessonProblem(`waited ${patience / 1_000} s for ${what}; the console ends ${end}`);
  }

  /** Whether something is so, now or within a time. */
  async comes(condition: () => boolean, patience: number): Promise<boolean> {
    return (await this.#waiter.wait(() => (condition() ? 'met' : null), patience)) === 'met';
  }

  async pause(milliseconds: number): Promise<void> {
    await this.comes(() => false, milliseconds);
  }

  /** @returns how many prompts the board will have shown when it has dealt with all of it; so do the next three */
  async typeLines(text: string): Promise<number> {
    return this.#type(typedLines(text));
  }

  async runBlock(block: CodeBlock): Promise<number> {
    if (block.kind === 'console' && block.run === 'type') return this.#type(block.typed);
    return this.paste(block.kind === 'python' ? block.source : `${block.copy}\n`);
  }

  /** One for Ctrl-E, one for each line end, one at the end. */
  async paste(text: string): Promise<number> {
    const before = await this.#promptsToBegin();
    await this.#sent(this.session.paste(text));
    return before + text.split('\n').length + 1;
  }

  async runFile(path: string): Promise<number> {
    const before = await this.#promptsToBegin();
    await this.#sent(this.session.runFile(`/${path}`));
    return before + 1;
  }

  async #type(lines: readonly string[]): Promise<number> {
    const before = await this.#promptsToBegin();
    await this.#sent(this.session.typeLines(lines));
    return before + lines.length;
  }

  /** What runs is interrupted first, as the session would do it. */
  async #promptsToBegin(): Promise<number> {
    if (!this.atPrompt) await this.interrupt();
    return this.prompts;
  }

  /** Ends what runs. */
  async interrupt(): Promise<void> {
    this.session.interrupt();
    await this.until(() => this.atPrompt, 'the prompt after Ctrl-C');
  }

  dispose(): void {
    this.#watch?.dispose();
    this.#unobserve();
    this.#unattend();
    this.session.dispose();
  }

  async #sent(outcome: ReturnType<BoardSession['paste']>): Promise<void> {
    const ended: Awaited<typeof outcome>[] = [];
    void outcome.then((how) => {
      ended.push(how);
      this.#waiter.look();
    });
    // What is typed waits for the prompt after each line, and a line may run for ever.
    const patience = Math.max(this.patience, LINES_PATIENCE);
    await this.until(() => ended.length > 0, 'the prompt, to type the next line', patience);
    const [how] = ended;
    if (how !== 'sent' && how !== undefined) throw new LessonProblem(`the board did not take it (${how})`);
  }

  #observe(): void {
    this.#unobserve = observe(this.session, { network: false }, (observation) => {
      if (observation.kind === 'output') {
        this.console = (this.console + observation.text).slice(-10_000);
        for (const event of this.#reader.hear(observation.text))
          if (event.kind === 'printed') this.printed = (this.printed + event.text).slice(-100_000);
      }
      this.#waiter.look();
    });
  }

  #newWatch(steps: readonly Step[], done: readonly string[], onChange?: () => void): LessonWatch {
    return new LessonWatch({
      steps,
      clock: this.time,
      wallClock: () => this.time.wallClock,
      late: HEARD_WITHIN,
      done: new Set(done),
      onChange: () => {
        onChange?.();
        this.#waiter.look();
      },
    });
  }
}

const NO_STEP: Step = {
  id: 'wait',
  title: '',
  at: '',
  goal: '',
  checks: [],
  hints: [],
  solution: [],
  challenge: false,
  mistakes: [],
};

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
