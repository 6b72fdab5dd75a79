import type { Lesson, LessonSteps } from '../../../lessons/lesson-data';
import { packAddress, type UrlParts } from '../../../lessons/packs/address';
import type { PackFiles } from '../../../lessons/packs/layout';
import type { MadePack, PackJob } from '../../../lessons/packs/messages';
import { PackError, type PackProblem } from '../../../lessons/packs/pack-error';
import { visible } from '../../../lessons/packs/visible';
import { complain } from '../../../words/complaint';
import { LANGUAGES } from '../../../words/language';
import { Cell } from '../../common/cell';
import type { LessonRoute } from '../lesson-route';
import { draftOf, sameFiles, whoseOf, type Draft } from './drafts';
import type { PackRecord, PackSource } from './kept-packs';
import type { PackLibrary } from './pack-library';
import { packOf } from './pack-names';

/** What the student is asked, or told. */
export type Question =
  /** Whose lessons these are, before the first of them opens. `known`: others came from there before. */
  | {
      readonly kind: 'open';
      readonly draft: Draft;
      readonly known: PackRecord | null;
      /** What opens then, where it is in there. */
      readonly slug: string;
      readonly step: string | null;
    }
  | {
      readonly kind: 'refused';
      readonly whose: string;
      readonly problems: readonly PackProblem[];
      readonly again: (() => void) | null;
    };

export interface PacksState {
  /** Those that the site names and nobody has opened here. */
  readonly offered: readonly Draft[];
  /** Whose lessons are on their way; null: nobody's. */
  readonly working: string | null;
  readonly question: Question | null;
  /** Packs of which there is a newer version than the one that is shown. */
  readonly newer: readonly string[];
  /** The list of what was added, and how more is, is in front of the page. */
  readonly listed: boolean;
}

/** The lesson pane, as far as packs change what is in it. */
export interface PackShelf {
  /** The lesson that is open, or would be. */
  readonly current: string;
  open(route: LessonRoute): void;
  /** What is shown from now on where the page's address names no lesson. */
  settle(slug: string): void;
  /** Loads anew what is open. */
  retry(): void;
}

export interface PacksParts {
  readonly library: PackLibrary;
  /** @throws {PackError} */
  readonly make: (job: PackJob) => Promise<MadePack>;
  readonly shelf: PackShelf;
  /** The page's own address, and how one is read that may be relative to it. */
  readonly page: {
    readonly href: string;
    readonly secure: boolean;
    readonly parse: (text: string) => UrlParts | null;
  };
  /** For which lessons the page's address asks; null: for none. */
  readonly wanted: string | null;
  /** The site's own lesson that stands in for others. */
  readonly home: () => string;
  /** What else is remembered of a pack and its lessons goes with it. */
  readonly forget: (record: PackRecord) => void;
}

/** Lessons that are not the site's. None of them opens before the student knows whose they are. */
export class Packs {
  readonly state = new Cell<PacksState>({
    ...{ offered: [], working: null, question: null, newer: [], listed: false },
  });
  readonly library: PackLibrary;
  readonly #parts: PacksParts;
  readonly #newer = new Map<string, Draft>();
  /** Their addresses were asked in this visit. */
  readonly #looked = new Set<string>();
  #begun: Promise<void> | null = null;
  /** What stands in the lesson's place waits for the student's answer; null: nothing waits. */
  #answered: (() => void) | null = null;

  constructor(parts: PacksParts) {
    this.#parts = parts;
    this.library = parts.library;
  }

  /** What is kept is there when this resolves; what the site names comes later. */
  begin(named: Promise<readonly string[]>): Promise<void> {
    this.#begun ??= this.library.load().then(() => {
      void named.then((addresses) => this.#offer(addresses));
    });
    return this.#begun;
  }

  /** Opens the lesson for which the page's address asks, or what stands in for it. Resolves when one of them is open. */
  async openWanted(): Promise<void> {
    await this.#begun;
    await this.#answer(() => this.bring(this.#parts.wanted ?? ''));
  }

  /** Null: there is none of this name, or the student is asked first. Never rejects. */
  async lesson(slug: string): Promise<Lesson | null> {
    await this.#begun;
    const record = this.library.get(packOf(slug) ?? '');
    if (!record) return this.#lessonOfLink(slug);
    try {
      const lesson = await this.library.lesson(slug);
      if (lesson) void this.#look(record).catch(() => undefined);
      return lesson;
    } catch (error) {
      this.refuse(whoseOf(record.source), problemsOf(error));
      return null;
    }
  }

  /** A link to a lesson, or to a step, of a pack that this browser does not have, which names the pack as well. */
  async #lessonOfLink(slug: string): Promise<Lesson | null> {
    const source = this.#parts.wanted === null ? null : this.#source(this.#parts.wanted);
    if (!source || this.library.newId(source) !== packOf(slug)) return null;
    await this.#answer(() => this.#ask(source, this.#job(source), null, slug));
    return this.library.lesson(slug);
  }

  #answer(ask: () => Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      this.#answered = resolve;
      void ask();
    });
  }

  async steps(slug: string): Promise<LessonSteps | null> {
    return (await this.library.find(slug))?.rest ?? null;
  }

  /** From an address that somebody typed, or wrote into a link. Never rejects. */
  async bring(text: string): Promise<void> {
    const source = this.#source(text);
    if (!source) return;
    const known = this.library.from(source);
    if (known) this.#show(known.entries[0]?.slug ?? '');
    else await this.#ask(source, this.#job(source), () => void this.bring(text));
  }

  /** From a zip file of the student's computer, or from a folder's files. Never rejects. */
  async take(name: string, contents: Uint8Array | PackFiles): Promise<void> {
    const source: PackSource = { kind: 'file', name: fileName(name) };
    const job: PackJob =
      contents instanceof Uint8Array
        ? { kind: 'archive', name: source.name, bytes: contents }
        : { kind: 'files', name: source.name, files: contents };
    await this.#ask(source, job, null);
  }

  list(listed: boolean): void {
    this.state.update((state) => ({ ...state, listed }));
  }

  refuse(whose: string, problems: readonly PackProblem[], again: (() => void) | null = null): void {
    this.#put({ kind: 'refused', whose, problems, again });
  }

  /** The student has read whose they are. `beside`: what came from there before stays, too. */
  async accept(beside = false): Promise<void> {
    const { question } = this.state.value;
    if (question?.kind !== 'open') return;
    this.#put(null);
    const draft = beside ? this.#beside(question.draft) : question.draft;
    const { id, entries } = draft.record;
    this.#looked.add(id);
    await this.library.put(draft);
    this.state.update((state) => ({
      ...state,
      offered: state.offered.filter(({ record }) => record.id !== id),
    }));
    if (!beside && entries.some(({ slug }) => slug === question.slug))
      this.#show(question.slug, question.step);
    else this.#show(entries[0]?.slug ?? '');
  }

  decline(): void {
    this.#put(null);
    if (this.#answered) this.#parts.shelf.settle(this.#parts.home());
    this.#finish();
  }

  /** A lesson of a list. Of those that the site names, the student is told first whose they are. */
  choose(route: LessonRoute): void {
    const draft = this.state.value.offered.find(({ record }) => record.id === packOf(route.slug));
    if (draft) this.#put({ kind: 'open', draft, known: null, ...route });
    else this.#parts.shelf.open(route);
  }

  async remove(id: string): Promise<void> {
    const record = this.library.get(id);
    if (!record) return;
    await this.library.remove(id);
    this.#forgetNewer(id);
    this.#parts.forget(record);
    const { shelf, home } = this.#parts;
    if (packOf(shelf.current) === id) shelf.settle(home());
  }

  /** Asks its address for a newer version, and takes it. Never rejects. */
  async update(id: string): Promise<'same' | 'newer' | 'refused'> {
    const record = this.library.get(id);
    if (!record) return 'same';
    const whose = whoseOf(record.source);
    return this.#working(whose, async () => {
      this.#looked.delete(id);
      try {
        await this.#look(record);
      } catch (error) {
        this.refuse(whose, problemsOf(error), () => void this.update(id));
        return 'refused';
      }
      if (!this.#newer.has(id)) return 'same';
      await this.takeNewer(id);
      return 'newer';
    });
  }

  /** Puts the newer version in place of the one that is shown. */
  async takeNewer(id: string): Promise<void> {
    const draft = this.#newer.get(id);
    if (!draft) return;
    this.#forgetNewer(id);
    await this.library.put(draft);
    this.#parts.shelf.retry();
  }

  /** Once a visit, after it was opened. What is newer waits until the student wants it. */
  async #look(record: PackRecord): Promise<void> {
    const { id, source } = record;
    if (source.kind !== 'address' || this.#looked.has(id)) return;
    this.#looked.add(id);
    const made = await this.#parts.make(this.#job(source));
    if (sameFiles(made.files, this.library.files(id))) return;
    this.#newer.set(id, draftOf(id, source, made));
    this.state.update((state) => ({ ...state, newer: [...state.newer, id] }));
  }

  async #offer(addresses: readonly string[]): Promise<void> {
    for (const text of addresses) {
      const source = this.#source(text);
      if (!source || this.library.from(source)) continue;
      try {
        const draft = draftOf(this.library.newId(source), source, await this.#parts.make(this.#job(source)));
        this.state.update((state) => ({ ...state, offered: [...state.offered, draft] }));
      } catch (error) {
        this.refuse(whoseOf(source), problemsOf(error));
      }
    }
  }

  /** Reads a pack, and asks the student about it. */
  async #ask(source: PackSource, job: PackJob, again: (() => void) | null, first?: string): Promise<void> {
    const whose = whoseOf(source);
    await this.#working(whose, async () => {
      try {
        const made = await this.#parts.make(job);
        const known = this.library.from(source);
        const draft = draftOf(known?.id ?? this.library.newId(source), source, made);
        const slug = first ?? draft.record.entries[0]?.slug ?? '';
        if (known && sameFiles(made.files, this.library.files(known.id))) this.#show(slug);
        else this.#put({ kind: 'open', draft, known, slug, step: null });
      } catch (error) {
        this.refuse(whose, problemsOf(error), again);
      }
    });
  }

  async #working<T>(whose: string, work: () => Promise<T>): Promise<T> {
    this.state.update((state) => ({ ...state, working: whose, question: null }));
    try {
      return await work();
    } finally {
      this.state.update((state) => ({ ...state, working: null }));
    }
  }

  #show(slug: string, step: string | null = null): void {
    const { shelf } = this.#parts;
    if (!this.#answered) shelf.open({ slug, step });
    // Who waits for this very lesson gets it.
    else if (shelf.current !== slug) shelf.settle(slug);
    this.#finish();
  }

  #finish(): void {
    this.#answered?.();
    this.#answered = null;
  }

  #put(question: Question | null): void {
    this.state.update((state) => ({ ...state, question }));
  }

  #forgetNewer(id: string): void {
    this.#newer.delete(id);
    this.state.update((state) => ({ ...state, newer: state.newer.filter((one) => one !== id) }));
  }

  /** The same under a name that nothing has yet: `lamp.zip (2)`. */
  #beside({ record, made }: Draft): Draft {
    const { source } = record;
    if (source.kind === 'address') return { record, made };
    let count = 2;
    const named = (): PackSource => ({ kind: 'file', name: `${source.name} (${count})` });
    while (this.library.from(named())) count++;
    return draftOf(this.library.newId(named()), named(), made);
  }

  #source(text: string): AddressSource | null {
    const { parse, secure } = this.#parts.page;
    try {
      const { href, host } = packAddress(text, parse, secure);
      return { kind: 'address', address: href, host };
    } catch (error) {
      this.refuse('', problemsOf(error));
      return null;
    }
  }

  #job({ address }: AddressSource): PackJob {
    return { kind: 'address', address, page: this.#parts.page.href, languages: LANGUAGES };
  }
}

type AddressSource = Extract<PackSource, { kind: 'address' }>;

const LONGEST_NAME = 100;

const fileName = (name: string): string => visible(name).slice(0, LONGEST_NAME);

const problemsOf = (error: unknown): readonly PackProblem[] =>
  error instanceof PackError
    ? error.problems
    : [{ file: '', line: null, what: complain('notRead', String(error)) }];
