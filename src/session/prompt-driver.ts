import type { DeviceState } from '../protocol/device-state';
import type { Dispose } from '../shared/disposable';
import type { ConsoleFeed } from './console-feed';
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

  /** By paste mode: Ctrl-E, the text, Ctrl-D. */
  paste(source: string): Promise<RunOutcome> {
    const text = source.replaceAll(/\r\n?|\n/g, '\r');
    return this.#begin([() => this.#push(CTRL_E), () => this.#push(`${text}${CTRL_D}`)]);
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

  /** The student typed a key, which may stand in the line that the prompt is collecting. */
  onTyped(): void {
    this.#typedAtPrompt = this.parts.state()?.prompts;
    this.supersede();
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
