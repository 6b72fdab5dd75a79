import type { Brought, Lesson } from '../../lessons/lesson-data';
import type { Dispose } from '../../shared/disposable';
import { lesson as lessonWords } from '../../words/en/lesson';
import { wordsOf } from '../../words/spoken';
import { Cell } from '../common/cell';
import type { Said } from '../common/said';
import { readRoute, routeHash, type LessonRoute } from './lesson-route';
import type { LessonWords } from './lesson-texts';
import type { PackDoor } from './packs/pack-door';
import type { StepsModel } from './steps-model';

export interface ShelfState {
  readonly slug: string;
  /** Null while it is on its way, or where it cannot be had. */
  readonly lesson: Lesson | null;
  /** Null where this browser cannot run the board. */
  readonly steps: StepsModel | null;
  /** Where the address leads within the lesson; null: where the student was. */
  readonly target: string | null;
  /** Why there is no lesson. */
  readonly problem: Said | null;
}

/** The page's address, as far as it names a lesson. */
export interface Address {
  readonly hash: string;
  /** A new entry in the history, without a reload. */
  push(hash: string): void;
  onChange(listener: () => void): Dispose;
}

export interface ShelfParts {
  /** The lesson that is there at once. */
  readonly first: Lesson;
  /** What the query of the address asks for; null: nothing. */
  readonly wanted: string | null;
  /** The page is loaded anew: the student goes on reading where they were, wherever the address leads. */
  readonly reloaded?: boolean;
  readonly load: (slug: string) => Promise<Lesson | null>;
  readonly address: Address;
  readonly newSteps: ((lesson: Lesson) => StepsModel) | null;
  /** Another lesson than before is opened. */
  readonly onOpened: () => void;
  /** Lessons that are not the site's. */
  readonly packs: PackDoor;
  /** Of the lesson that is open, in the page's language. */
  readonly words: LessonWords;
  /** Code of such a lesson goes to the board or into the editor. */
  readonly onForeignCode: (whose: Brought) => void;
}

/** Which lesson is open. The address says it, so that Back and links work, and a reload comes back to it. */
export class LessonShelf {
  readonly state: Cell<ShelfState>;
  readonly #parts: ShelfParts;
  readonly #forget: Dispose;
  /** Those that the site offers, in its order; null: all. */
  readonly offered = new Cell<readonly string[] | null>(null);
  /** The lesson where the address names none. */
  #home: string;
  /** Whether there is time for what the first prompt does not need. */
  readonly begun = new Cell(false);

  constructor(parts: ShelfParts) {
    this.#parts = parts;
    this.#home = parts.wanted ?? parts.first.data.slug;
    const asked = readRoute(parts.address.hash) ?? { slug: this.#home, step: null };
    const route = parts.reloaded === true ? { ...asked, step: null } : asked;
    const lesson = route.slug === parts.first.data.slug ? parts.first : null;
    this.state = new Cell<ShelfState>(this.#opened(route.slug, lesson, route.step));
    if (!lesson) void this.#fetch(route);
    this.#forget = parts.address.onChange(() => this.#follow());
  }

  /** From now on the board is watched for the steps of whatever lesson is open. */
  begin(): void {
    this.begun.set(true);
    void this.state.value.steps?.begin();
  }

  open(route: LessonRoute): void {
    const hash = routeHash(route);
    if (this.#parts.address.hash !== hash) this.#parts.address.push(hash);
    void this.#show(route);
  }

  /** The site has chosen its lessons. The first of them is open where the address asks for none. */
  offer(slugs: readonly string[]): void {
    this.offered.set(slugs);
    const [first] = slugs;
    if (first === undefined || this.#parts.wanted !== null) return;
    this.#home = first;
    if (readRoute(this.#parts.address.hash) === null) void this.#show({ slug: first, step: null });
  }

  /** What stands from now on where the address names no lesson; it is shown now, whatever the address names. */
  settle(slug: string): void {
    this.#home = slug;
    const route = { slug, step: null };
    if (readRoute(this.#parts.address.hash) === null) void this.#show(route);
    else this.open(route);
  }

  /** What would be open if it were there, or is. */
  get current(): string {
    return this.state.value.slug;
  }

  /** Where a lesson could not be fetched, or there is another one of its name now. */
  retry(): void {
    const { slug, target } = this.state.value;
    void this.#fetch({ slug, step: target });
  }

  get packs(): PackDoor {
    return this.#parts.packs;
  }

  get words(): LessonWords {
    return this.#parts.words;
  }

  get onForeignCode(): ShelfParts['onForeignCode'] {
    return this.#parts.onForeignCode;
  }

  dispose(): void {
    this.#forget();
    this.state.value.steps?.dispose();
  }

  #follow(): void {
    const { hash } = this.#parts.address;
    const route = readRoute(hash);
    if (route) void this.#show(route);
    // Back to where the page was opened.
    else if (hash === '') void this.#show({ slug: this.#home, step: null });
  }

  async #show(route: LessonRoute): Promise<void> {
    const { slug, lesson } = this.state.value;
    if (route.slug === slug && lesson) this.state.update((state) => ({ ...state, target: route.step }));
    else if (route.slug === this.#parts.first.data.slug) this.#put(route, this.#parts.first);
    else await this.#fetch(route);
  }

  async #fetch(route: LessonRoute): Promise<void> {
    this.#put(route, null);
    let problem: Said = () => wordsOf(lessonWords).noLesson(route.slug);
    const lesson = await this.#parts.load(route.slug).catch(() => {
      problem = () => wordsOf(lessonWords).notLoaded;
      return null;
    });
    // Something else was opened meanwhile.
    if (this.state.value.slug !== route.slug) return;
    if (lesson) this.#put(route, lesson);
    else this.state.update((state) => ({ ...state, problem }));
  }

  #put({ slug, step }: LessonRoute, lesson: Lesson | null): void {
    if (lesson && this.state.value.lesson === lesson) return;
    this.state.value.steps?.dispose();
    this.state.set(this.#opened(slug, lesson, step));
    if (lesson) this.#parts.onOpened();
    if (this.begun.value) void this.state.value.steps?.begin();
  }

  #opened(slug: string, lesson: Lesson | null, target: string | null): ShelfState {
    const steps = lesson && this.#parts.newSteps ? this.#parts.newSteps(lesson) : null;
    this.#parts.words.open(slug, lesson?.brought ?? null);
    return { slug, lesson, steps, target, problem: null };
  }
}
