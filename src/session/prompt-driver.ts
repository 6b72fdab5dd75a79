import type { DeviceState } from '../protocol/device-state';
import type { Dispose } from '../shared/disposable';
import { MOST_WAITING, type ConsoleFeed } from './console-feed';
import type { RunOutcome } from './session';

export interface PromptDriverParts {
  readonly feed: ConsoleFeed;
  readonly state: () => DeviceState | null;
  readonly interrupt: () => void;
  readonly after: (delay: number, fire: () => void) => Dispose;
}

interface Job {
  readonly steps: readonly (() => void)[];
  /** What was typed last has been dealt with when the board has shown more prompts than this. */
  promptsBefore: number;
  next: number;
  readonly settle: (outcome: RunOutcome) => void;
}

/** Most bytes of keys that wait for the end of a paste. */
const MOST_HELD = 4_096;

/** Ctrl-C is sent again when the prompt has not come back after this long, in milliseconds. */
const INTERRUPT_AGAIN = 1_000;

/**
 * Types for the student: waits for the prompt (interrupting what runs first), then sends one step after another,
 * each when the board has dealt with the one before. The last step may run for ever; a job ends when it is sent. A
 * newer job, a key or Ctrl-C takes its place.
 */
export class PromptDriver {
  #job: Job | undefined;
  #settingUp = false;
  #retry: Dispose | undefined;
  /** At which prompt something was last typed: until the next one shows, nobody knows what became of it. */
  #typedAtPrompt: number | undefined;
  /** Keys typed since Ctrl-E was sent and before the text of the paste has been. */
  #held: Uint8Array[] | undefined;

  constructor(private readonly parts: PromptDriverParts) {}

  /** Each line with the Enter that ends it. */
  typeLines(lines: readonly string[], onLine?: (index: number) => void): Promise<RunOutcome> {
    return this.#begin(
      lines.map((line, index) => () => {
        onLine?.(index);
        this.#push(`${line}\r`);
      }),
    );
  }

  /** By paste mode: Ctrl-E, the text, Ctrl-D. More than can wait for the board is refused before anything is sent. */
  paste(source: string): Promise<RunOutcome> {
    const text = new TextEncoder().encode(`${source.replaceAll(/\r\n?|\n/g, '\r')}${CTRL_D}`);
    if (text.length > MOST_WAITING) return Promise.resolve('refused');
    const open = (): void => {
      this.#held = [];
      this.#push(CTRL_E);
    };
    const fill = (): void => {
      this.parts.feed.push(text);
      for (const keys of this.#held ?? []) this.parts.feed.push(keys);
      this.#held = undefined;
    };
    return this.#begin([open, fill]);
  }

  run(step: () => void): Promise<RunOutcome> {
    return this.#begin([step]);
  }

  /** Something else wants the prompt: what is not yet typed never will be. */
  supersede(outcome: RunOutcome = 'superseded'): void {
    // The Ctrl-C that a job itself begins with does not end it.
    if (this.#settingUp) return;
    this.#finish(outcome);
  }

  /**
   * The student typed keys, which may stand in the line that the prompt is collecting. They take the place of what is
   * not yet typed, but do not fall into a paste that is.
   *
   * @returns whether they are kept here until the paste is on its way
   */
  onTyped(keys: Uint8Array): boolean {
    if (this.#held) {
      const bytes = this.#held.reduce((sum, { length }) => sum + length, keys.length);
      if (bytes <= MOST_HELD) this.#held.push(keys);
      return true;
    }
    this.#typedAtPrompt = this.parts.state()?.prompts;
    const job = this.#job;
    if (job && job.next === job.steps.length) this.#finish('sent');
    else this.supersede();
    return false;
  }

  /** The board's state changed, or it took input. */
  onProgress(): void {
    const job = this.#job;
    const state = this.parts.state();
    if (!job || !state || !this.parts.feed.isDrained) return;
    const step = job.steps[job.next];
    if (!step) {
      this.#finish('sent');
      return;
    }
    const { kind } = state.activity;
    const ready = kind === 'prompt' || (job.next > 0 && (kind === 'continuation' || kind === 'paste'));
    if (!ready || state.prompts <= job.promptsBefore) return;
    this.#retry?.();
    job.next++;
    job.promptsBefore = state.prompts;
    this.#typedAtPrompt = state.prompts;
    step();
    // A step that types nothing is done at once.
    if (job.next === job.steps.length) this.onProgress();
  }

  #begin(steps: readonly (() => void)[]): Promise<RunOutcome> {
    this.#finish('superseded');
    return new Promise((settle) => {
      const state = this.parts.state();
      // What was typed ahead will stand in the line of the prompt that an interrupt brings: a second one clears it.
      const typedAhead = steps.length > 0 && !this.parts.feed.isDrained;
      const all = typedAhead ? [() => this.#sendInterrupt(), ...steps] : steps;
      this.#job = { steps: all, promptsBefore: -1, next: 0, settle };
      if (steps.length === 0) {
        this.#finish('sent');
        return;
      }
      if (state && !this.#promptIsClean(state)) this.#interrupt();
      this.onProgress();
    });
  }

  /** At `>>>`, with nothing typed after it and nothing on its way. */
  #promptIsClean(state: DeviceState): boolean {
    return (
      state.activity.kind === 'prompt' && this.parts.feed.isDrained && this.#typedAtPrompt !== state.prompts
    );
  }

  #interrupt(): void {
    const state = this.parts.state();
    if (this.#job) this.#job.promptsBefore = state?.prompts ?? -1;
    this.#sendInterrupt();
    // The raw REPL takes Ctrl-C without a word; Ctrl-B leads back to the friendly prompt.
    if (state?.activity.kind === 'raw') this.#push(CTRL_B);
    this.#retry?.();
    this.#retry = this.parts.after(INTERRUPT_AGAIN, () => {
      if (this.#job && this.#job.next === 0) this.#interrupt();
    });
  }

  #sendInterrupt(): void {
    this.#settingUp = true;
    try {
      this.parts.interrupt();
    } finally {
      this.#settingUp = false;
    }
  }

  #finish(outcome: RunOutcome): void {
    const job = this.#job;
    this.#job = undefined;
    this.#held = undefined;
    this.#retry?.();
    this.#retry = undefined;
    job?.settle(outcome);
  }

  #push(text: string): void {
    this.parts.feed.push(new TextEncoder().encode(text));
  }
}

const CTRL_B = '\x02';
const CTRL_D = '\x04';
const CTRL_E = '\x05';
