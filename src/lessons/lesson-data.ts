import type { Check as AnyCheck } from './authoring/check-schema';
import type { Action, LessonFile, Network, PANE_NAMES, Step as AnyStep } from './authoring/lesson-schema';
import type { LessonDocument } from './model';

/**
 * A lesson as the page has it. The types are those of the schema in `authoring`, which is used where lessons are
 * compiled and is no part of the page.
 */
export type Check = AnyCheck;
export type Step = AnyStep;
export type Mistake = Step['mistakes'][number];
export type SolutionAction = Action;
export type NetworkSetting = Network;
export type PaneName = (typeof PANE_NAMES)[number];
export type Credit = LessonFile['credit'];

/** What is drawn of a step in the text, before anything else of it is needed. */
export interface StepOutline {
  readonly id: string;
  readonly title: string;
  readonly at: string;
  readonly goal: string;
  readonly challenge: boolean;
}

/** What the list of lessons says of one. */
export interface LessonEntry {
  /** Its name in addresses; the same as its folder's. */
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  /** How many steps it has. */
  readonly steps: number;
  /** Title and summary by language, where it is translated. */
  readonly translated?: Readonly<Record<string, Pick<LessonTranslation, 'title' | 'summary'>>>;
}

export interface LessonData extends Pick<LessonFile, 'language' | 'credit' | 'panes' | 'files'> {
  readonly slug: string;
  /** How long it takes, about; a page such as the glossary takes none. */
  readonly minutes?: number;
  readonly outline: readonly StepOutline[];
}

/** What is drawn of a lesson. */
export interface Lesson {
  readonly data: LessonData;
  readonly document: LessonDocument;
  /** Where it is not the site's own. */
  readonly brought?: Brought;
}

/** Whose a lesson is that somebody brought. */
export interface Brought {
  /** Of the pack that it is in. */
  readonly pack: string;
  /** The host that it came from, or the name of the file. */
  readonly whose: string;
  /** Addresses of its pictures, by the names that its text has for them. */
  readonly pictures: ReadonlyMap<string, string>;
  /** By language. */
  readonly translations: ReadonlyMap<string, LessonTranslation>;
}

/** A lesson in another language: its text, or the original one where that is null, and the sentences of its steps. */
export interface LessonTranslation {
  readonly title: string;
  readonly summary: string;
  readonly document: LessonDocument | null;
  /** By the original sentence: so checks, which tell it, stay one for all languages. */
  readonly texts: Readonly<Record<string, string>>;
}

/** The rest of it, which the page needs when the board is there. */
export interface LessonSteps {
  readonly steps: readonly Step[];
  readonly network: NetworkSetting | null;
  /** Of its two files: which edition it is. */
  readonly hash: string;
}

export interface WholeLesson extends Lesson {
  readonly entry: LessonEntry;
  readonly rest: LessonSteps;
  /** Ids of code blocks that are not tried by themselves. */
  readonly untested: readonly string[];
}
