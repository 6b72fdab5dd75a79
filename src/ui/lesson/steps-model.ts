import type { LessonData, LessonSteps, PaneName, Step } from '../../lessons/lesson-data';
import type { ReceiptContents } from '../../lessons/receipt';
import type { StepState } from '../../lessons/steps/lesson-watch';
import type { Session } from '../../session/session';
import type { Clock } from '../../shared/clock';
import { DisposableStore } from '../../shared/disposable';
import { lesson } from '../../words/en/lesson';
import { wordsOf } from '../../words/spoken';
import { Cell } from '../common/cell';
import type { Said } from '../common/said';
import type { TextStore } from '../common/text-store';
import { Arrivals } from './arrivals';
import type { LessonTexts } from './lesson-texts';
import { ownName } from './packs/pack-names';
import { readProgress, writeProgress, type Progress } from './progress-store';
import type { StepWatcher, WatchSteps } from './watch-steps';

export interface StepsState {
  /** The step that the student is at; null when all are done. */
  readonly current: string | null;
  readonly progress: Progress;
  /** By step; null until the board is watched. */
  readonly watched: ReadonlyMap<string, StepState> | null;
  /** What those who do not look at it are told. */
  readonly news: Said;
}

export interface StepsModelParts {
  readonly data: LessonData;
  readonly store: TextStore;
  readonly session: Session;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  /** For what is true of this tab alone. */
  readonly tabStore: TextStore;
  /** The student has come to a step that needs these panes, most needed first: told once in a tab. */
  readonly onArrive: (panes: readonly PaneName[]) => void;
  /** The lesson's sentences in the page's language, whatever it is by then. */
  readonly texts: LessonTexts;
  /** What is not needed to draw the text. */
  readonly load: () => Promise<{ readonly rest: LessonSteps | null; readonly watchSteps: WatchSteps }>;
}

/** A student's way through one lesson. It is drawn at once from what was kept; the board is watched from `begin` on. */
export class StepsModel {
  readonly state: Cell<StepsState>;
  readonly slug: string;
  readonly store: TextStore;
  readonly #parts: StepsModelParts;
  readonly #owned = new DisposableStore();
  readonly #arrivals: Arrivals;
  #steps: readonly Step[] = [];
  #hash: string | null = null;
  #watcher: StepWatcher | null = null;
  #begun = false;
  #over = false;

  constructor(parts: StepsModelParts) {
    this.#parts = parts;
    this.slug = parts.data.slug;
    this.store = parts.store;
    this.#arrivals = new Arrivals(parts.tabStore, parts.data.slug);
    const progress = readProgress(parts.store, parts.data.slug);
    const undone = parts.data.outline.find(({ id }) => !progress.done.includes(id));
    this.state = new Cell<StepsState>({
      current: undone?.id ?? null,
      progress,
      watched: null,
      news: () => '',
    });
  }

  /** Once; what could not be loaded is tried again by the next call. */
  async begin(): Promise<void> {
    if (this.#begun || this.#parts.data.outline.length === 0) return;
    this.#begun = true;
    try {
      const { rest, watchSteps } = await this.#parts.load();
      if (this.#over || !rest) return;
      this.#steps = rest.steps;
      this.#hash = rest.hash;
      const { session, clock, wallClock } = this.#parts;
      const { done } = this.state.value.progress;
      const { current } = this.state.value;
      this.#watcher = watchSteps({ ...rest, session, clock, wallClock, done, onChange: () => this.#look() });
      this.#owned.add(() => this.#watcher?.dispose());
      if (current !== null) this.#watcher.choose(current);
      this.#look();
    } catch {
      // Without a network for a moment, say. The text can be read all the same.
      this.#begun = false;
    }
  }

  /** What there is of a step beyond its outline; null until it is loaded. */
  step(id: string): Step | null {
    return this.#steps.find((step) => step.id === id) ?? null;
  }

  choose(id: string): void {
    if (this.#watcher) this.#watcher.choose(id);
    else this.state.update((state) => ({ ...state, current: id }));
  }

  /** To be done anew. */
  reset(id: string): void {
    const { done, hints, solutions, times } = this.state.value.progress;
    this.#keep({
      done: done.filter((one) => one !== id),
      hints: Object.fromEntries(Object.entries(hints).filter(([one]) => one !== id)),
      solutions: solutions.filter((one) => one !== id),
      times: Object.fromEntries(Object.entries(times).filter(([one]) => one !== id)),
    });
    this.#watcher?.reset(id);
  }

  showHint(id: string): void {
    const { progress } = this.state.value;
    const shown = (progress.hints[id] ?? 0) + 1;
    this.#keep({ ...progress, hints: { ...progress.hints, [id]: shown } });
  }

  showSolution(id: string): void {
    const { progress } = this.state.value;
    this.#keep({ ...progress, solutions: [...new Set([...progress.solutions, id])] });
  }

  /** What there is to hand in; null until the lesson is whole. */
  receipt(title: string, student: string | null): ReceiptContents | null {
    const { data, texts, wallClock } = this.#parts;
    if (this.#hash === null) return null;
    const { done, hints, solutions, times } = this.state.value.progress;
    const timeOf = (id: string): string | null => {
      const time = times[id];
      return time === undefined ? null : new Date(time).toISOString();
    };
    return {
      student,
      written: new Date(wallClock()).toISOString(),
      lesson: { slug: ownName(data.slug), title, text: this.#hash },
      steps: data.outline.map(({ id, title: name }) => ({
        ...{ id, title: texts(name), done: done.includes(id), at: timeOf(id), hints: hints[id] ?? 0 },
        solutionShown: solutions.includes(id),
      })),
    };
  }

  dispose(): void {
    this.#over = true;
    this.#owned.dispose();
  }

  #timesOf(done: readonly string[]): Progress['times'] {
    const { times } = this.state.value.progress;
    return Object.fromEntries(done.map((id) => [id, times[id] ?? this.#parts.wallClock()]));
  }

  #keep(progress: Progress): void {
    writeProgress(this.#parts.store, this.#parts.data.slug, progress);
    this.state.update((state) => ({ ...state, progress }));
  }

  #look(): void {
    const watcher = this.#watcher;
    if (!watcher) return;
    const before = this.state.value;
    const { done } = watcher;
    const news = this.#newsSince(before, watcher);
    if (done.length !== before.progress.done.length)
      this.#keep({ ...before.progress, done, times: this.#timesOf(done) });
    this.state.update((state) => ({ ...state, current: watcher.current, watched: watcher.states, news }));
    this.#arrive(watcher.current);
  }

  #arrive(id: string | null): void {
    const step = id === null ? null : this.step(id);
    const { panes } = this.#parts.data;
    const wanted = step ? this.#arrivals.at(step.id, step.panes ?? (this.#arrivals.none ? panes : [])) : [];
    if (wanted.length > 0) this.#parts.onArrive(wanted);
  }

  /** Of what a screen reader should tell, politely; the last news stay until there are others. */
  #newsSince(before: StepsState, { done, current, states }: StepWatcher): Said {
    const outline = (id: string | null) => this.#parts.data.outline.find((step) => step.id === id);
    const { texts } = this.#parts;
    const finished = done.find((id) => !before.progress.done.includes(id));
    if (finished !== undefined) {
      const next = outline(current);
      const title = outline(finished)?.title ?? '';
      return () => {
        const { stepDone, nextStep, lastStep } = wordsOf(lesson);
        return `${stepDone(texts(title))} ${next ? nextStep(texts(next.title)) : lastStep}`;
      };
    }
    const mistake = current === null ? null : (states.get(current)?.mistake ?? null);
    return mistake === null ? before.news : () => texts(mistake);
  }
}
