import type { Observation } from '../../protocol/observation';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import type { Check, Mistake, Step } from '../lesson-data';
import { BoardFacts, type Happening } from './board-facts';
import { inOrder } from './in-order';
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
  /** Steps that were done before. */
  readonly done: ReadonlySet<string>;
  readonly onChange: () => void;
}

/**
 * A mistake must stay one for so long, in milliseconds: the network is told of up to a tenth of a second later than the
 * console.
 */
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
  readonly #facts: BoardFacts;
  readonly #steps: readonly Watched[];
  #current: string | null;
  #cancelDue: Dispose | null = null;

  constructor(private readonly parts: LessonWatchParts) {
    this.#facts = new BoardFacts(parts.wallClock);
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
    let changed = false;
    for (const part of inOrder(observation))
      for (const happening of this.#facts.take(part)) changed = this.#tell(happening) || changed;
    this.#waitForNext();
    if (changed) this.parts.onChange();
  }

  /** The student turns to a step. */
  choose(id: string): void {
    if (this.#current === id || !this.#find(id)) return;
    this.#leave();
    this.#current = id;
    this.#watchMistakes();
    this.parts.onChange();
  }

  /** It is to be done anew: from now on, whatever was before. */
  reset(id: string): void {
    const watched = this.#find(id);
    if (!watched) return;
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
  }

  #find(id: string | null): Watched | undefined {
    return this.#steps.find(({ step }) => step.id === id);
  }

  #firstUndone(): string | null {
    return this.#steps.find(({ state }) => !state.done)?.step.id ?? null;
  }

  #watchChecks({ checks: asked }: Step): Pick<Watched, 'checks' | 'readers'> {
    const checks = asked.map((check) => watchFor(check, this.#facts));
    return { checks, readers: checks.filter((_, at) => asksForText(asked[at])) };
  }

  /** From the beginning: since the program that runs now was started. */
  #watchMistakes(): void {
    const watched = this.#find(this.#current);
    if (!watched || watched.state.done) return;
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

  /** @returns whether anything has changed for the student */
  #tell(happening: Happening): boolean {
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
      if (news) changed = this.#judge(watched) || changed;
    }
    return changed;
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
    const watches = this.#steps
      .filter(({ state }) => !state.done)
      .flatMap(({ checks, mistakes }) => [...checks, ...mistakes.map(({ watch }) => watch)]);
    const due = Math.min(...watches.map(({ nextDue }) => nextDue));
    if (due === Infinity) return;
    const delay = Math.max(1, due - this.#facts.now);
    this.#cancelDue = this.parts.clock.after(delay, () => {
      const changed = this.#tell({ kind: 'time' });
      this.#waitForNext();
      if (changed) this.parts.onChange();
    });
  }
}

/** Whether it, or anything in it, depends on what programs print. */
function asksForText(check: Check | undefined): boolean {
  if (!check) return false;
  const { output, all = [], any = [], then = [], not } = check;
  return output !== undefined || [...all, ...any, ...then, not].some(asksForText);
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
