import type { Observation } from '../../protocol/observation';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import type { Mistake, Step } from '../lesson-data';
import { BoardFacts, type Happening } from './board-facts';
import { asksForNetwork, asksForText } from './asks';
import { Timeline } from './timeline';
import type { Watch } from './watch';
import { AllWatch, watchFor } from './watch-for';

/** How it stands with a step. */
export interface StepState {
  readonly done: boolean;
  /** Of its checks, in their order: whether each is so, or was when the step was done. */
  readonly checks: readonly boolean[];
  /** What is not so yet, in the author's words, where some of it is. */
  readonly missing: string | null;
  /** What the student has done wrong, in the author's words. */
  readonly mistake: string | null;
}

export interface LessonWatchParts {
  readonly steps: readonly Step[];
  readonly clock: Clock;
  /** Milliseconds since 1970: the clock of the network log. */
  readonly wallClock: () => number;
  /** How long after it happened anything may be heard of, in milliseconds. */
  readonly late: number;
  /** Steps that were done before. */
  readonly done: ReadonlySet<string>;
  readonly onChange: () => void;
}

/** A mistake must stay one for so long, in seconds: between two lines that are run the board is at its prompt. */
const SETTLED = 0.4;

interface Watched {
  readonly step: Step;
  checks: readonly Watch[];
  /** Those of them that hear what is printed. A program may flood the terminal, and most checks ask for other things. */
  readers: readonly Watch[];
  mistakes: readonly { readonly mistake: Mistake; readonly watch: Watch; readonly reads: boolean }[];
  state: StepState;
  /** What is so from the beginning is seen with whatever happens first. */
  judged: boolean;
}

/**
 * Watches a board for what the steps of a lesson ask. All steps that are not done are watched at once, so that each is
 * done at the moment when it happens, whatever the order; mistakes are those of the present step alone. A step stays
 * done until it is reset.
 */
export class LessonWatch {
  readonly #timeline: Timeline;
  readonly #facts: BoardFacts;
  readonly #steps: readonly Watched[];
  #current: string | null;
  #cancelDue: Dispose | null = null;
  /** When something may change by time alone; null: to be looked up. */
  #due: number | null = null;
  #changed = false;

  constructor(private readonly parts: LessonWatchParts) {
    const { clock, wallClock } = parts;
    this.#timeline = new Timeline({
      clock,
      wallClock,
      // The console alone is in order as it is.
      late: asksForNetwork(parts.steps) ? parts.late : 0,
      tell: (observation, at) => {
        this.#passTime(at);
        for (const happening of this.#facts.take(observation, at))
          for (const part of this.#partsOf(happening)) this.#tell(part);
      },
      onTold: () => this.#onTold(),
    });
    this.#facts = new BoardFacts(this.#timeline.now);
    this.#steps = parts.steps.map((step) => ({
      step,
      ...this.#watchChecks(step),
      mistakes: [],
      state: parts.done.has(step.id) ? finished(step) : untouched(step),
      judged: false,
    }));
    this.#current = this.#firstUndone();
    this.#watchMistakes();
  }

  /** The step that the student is at; null when all are done. */
  get current(): string | null {
    return this.#current;
  }

  state(id: string): StepState | null {
    return this.#find(id)?.state ?? null;
  }

  get done(): readonly string[] {
    return this.#steps.filter(({ state }) => state.done).map(({ step }) => step.id);
  }

  hear(observation: Observation): void {
    this.#timeline.hear(observation);
  }

  /** The student turns to a step. */
  choose(id: string): void {
    if (this.#current === id || !this.#find(id)) return;
    this.#leave();
    this.#current = id;
    this.#watchMistakes();
    this.#waitForNext();
    this.parts.onChange();
  }

  /** It is to be done anew: from now on, whatever was before. */
  reset(id: string): void {
    const watched = this.#find(id);
    if (!watched) return;
    // What was before is over.
    this.#timeline.tellAll();
    this.#facts.now = this.parts.wallClock();
    Object.assign(watched, this.#watchChecks(watched.step));
    watched.state = untouched(watched.step);
    watched.judged = false;
    this.#leave();
    this.#current = id;
    this.#watchMistakes();
    this.#waitForNext();
    this.parts.onChange();
  }

  dispose(): void {
    this.#cancelDue?.();
    this.#timeline.dispose();
  }

  #onTold(): void {
    this.#waitForNext();
    if (!this.#changed) return;
    this.#changed = false;
    this.parts.onChange();
  }

  #find(id: string | null): Watched | undefined {
    return this.#steps.find(({ step }) => step.id === id);
  }

  #firstUndone(): string | null {
    return this.#steps.find(({ state }) => !state.done)?.step.id ?? null;
  }

  #watchChecks({ checks: asked }: Step): Pick<Watched, 'checks' | 'readers'> {
    const checks = asked.map((check) => watchFor(check, this.#facts));
    return { checks, readers: checks.filter((_, at) => (asked[at] ? asksForText(asked[at]) : false)) };
  }

  /** From the beginning: since the program that runs now was started. */
  #watchMistakes(): void {
    const watched = this.#find(this.#current);
    if (!watched || watched.state.done) return;
    this.#due = null;
    watched.mistakes = watched.step.mistakes.map((mistake) => ({
      mistake,
      reads: asksForText(mistake.when),
      watch: watchFor({ all: [mistake.when], for: SETTLED }, this.#facts),
    }));
  }

  #leave(): void {
    const watched = this.#find(this.#current);
    if (!watched) return;
    watched.mistakes = [];
    if (watched.state.mistake !== null) watched.state = { ...watched.state, mistake: null };
  }

  /** Who reads what is printed hears it line by line, so that what follows in `then` begins where it should. */
  #partsOf(happening: Happening): readonly Happening[] {
    if (happening.kind !== 'printed' || !this.#isRead) return [happening];
    return happening.text.split(/(?<=\n)/).map((text) => ({ kind: 'printed', text }));
  }

  get #isRead(): boolean {
    return this.#steps.some(
      ({ state, readers, mistakes }) =>
        !state.done && (readers.length > 0 || mistakes.some(({ reads }) => reads)),
    );
  }

  #tell(happening: Happening): void {
    let changed = false;
    for (const watched of this.#steps) {
      if (watched.state.done) continue;
      let news = !watched.judged;
      const isText = happening.kind === 'printed';
      for (const watch of isText ? watched.readers : watched.checks) news = watch.hear(happening) || news;
      if (happening.kind === 'entered' && watched.step.id === this.#current) {
        this.#watchMistakes();
        changed = withMistake(watched, null) || changed;
        news = true;
      } else
        for (const { watch, reads } of watched.mistakes)
          if (reads || !isText) news = watch.hear(happening) || news;
      if (!news) continue;
      this.#due = null;
      changed = this.#judge(watched) || changed;
    }
    this.#changed ||= changed;
  }

  /** What is due by then happens at its time, however late anybody comes to it. */
  #passTime(until: number): void {
    for (let due = this.#nextDue; due <= until;) {
      this.#facts.now = due;
      this.#due = null;
      this.#tell({ kind: 'time' });
      const next = this.#nextDue;
      if (next <= due) return;
      due = next;
    }
  }

  get #nextDue(): number {
    if (this.#due !== null) return this.#due;
    const watches = this.#steps
      .filter(({ state }) => !state.done)
      .flatMap(({ checks, mistakes }) => [...checks, ...mistakes.map(({ watch }) => watch)]);
    return (this.#due = Math.min(...watches.map(({ nextDue }) => nextDue)));
  }

  #judge(watched: Watched): boolean {
    watched.judged = true;
    const checks = watched.checks.map(({ isSo }) => isSo);
    if (checks.every(Boolean)) {
      watched.mistakes = [];
      watched.state = finished(watched.step);
      if (watched.step.id === this.#current) {
        this.#current = this.#nextAfter(watched.step.id);
        this.#watchMistakes();
      }
      return true;
    }
    let changed = false;
    const made = watched.mistakes.find(({ watch }) => watch.isSo);
    if (made) changed = withMistake(watched, made.mistake.say);
    const missing = checks.some(Boolean) ? new AllWatch(watched.checks).missing : null;
    const same =
      missing === watched.state.missing && checks.every((so, at) => so === watched.state.checks[at]);
    if (!same) watched.state = { ...watched.state, checks, missing };
    return changed || !same;
  }

  /** The next one that is not done, from there on and around. */
  #nextAfter(id: string): string | null {
    const at = this.#steps.findIndex(({ step }) => step.id === id);
    const inOrder = [...this.#steps.slice(at + 1), ...this.#steps.slice(0, at)];
    return inOrder.find(({ state }) => !state.done)?.step.id ?? null;
  }

  #waitForNext(): void {
    this.#cancelDue?.();
    this.#cancelDue = null;
    const due = this.#nextDue;
    if (due === Infinity) return;
    const delay = Math.max(1, due - this.#timeline.now);
    this.#cancelDue = this.parts.clock.after(delay, () => {
      this.#timeline.catchUp();
      this.#passTime(this.#timeline.now);
      this.#onTold();
    });
  }
}

function withMistake(watched: Watched, mistake: string | null): boolean {
  if (watched.state.mistake === mistake) return false;
  watched.state = { ...watched.state, mistake };
  return true;
}

const untouched = ({ checks }: Step): StepState => ({
  done: false,
  checks: checks.map(() => false),
  missing: null,
  mistake: null,
});

const finished = ({ checks }: Step): StepState => ({
  done: true,
  checks: checks.map(() => true),
  missing: null,
  mistake: null,
});
