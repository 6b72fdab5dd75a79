import { createContext } from 'react';
import type { Brought, LessonTranslation } from '../../lessons/lesson-data';
import { DisposableStore } from '../../shared/disposable';
import { onSpoken, spokenLanguage } from '../../words/spoken';
import { Cell } from '../common/cell';

/** What the sentences of a lesson's steps are in the language of the page. */
export type LessonTexts = (english: string) => string;

export const asWritten: LessonTexts = (english) => english;
export const LessonTextsContext = createContext<LessonTexts>(asWritten);

export const textsOf = (translation: LessonTranslation | null): LessonTexts =>
  translation === null
    ? asWritten
    : (english) => (Object.hasOwn(translation.texts, english) ? translation.texts[english] : null) ?? english;

/** A lesson that is open, in the language of the page, where it is translated. It stays as it is meanwhile. */
export class LessonWords {
  readonly translation = new Cell<LessonTranslation | null>(null);
  readonly #load: (slug: string, language: string) => Promise<LessonTranslation | null>;
  readonly #owned = new DisposableStore();
  #slug: string | null = null;
  #brought: Brought | null = null;

  constructor(load: (slug: string, language: string) => Promise<LessonTranslation | null>) {
    this.#load = load;
    this.#owned.add(onSpoken(() => void this.#look()));
  }

  /** @param brought where it is there by now and not the site's: it has its translations with it */
  open(slug: string, brought: Brought | null = null): void {
    if (slug === this.#slug && brought === this.#brought) return;
    this.#slug = slug;
    this.#brought = brought;
    this.translation.set(null);
    void this.#look();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #look(): Promise<void> {
    const [slug, brought, language] = [this.#slug, this.#brought, spokenLanguage()];
    if (brought || slug === null || language === 'en') {
      this.translation.set(brought?.translations.get(language) ?? null);
      return;
    }
    // Without it there is the English text.
    const found = await this.#load(slug, language).catch(() => null);
    if (slug === this.#slug && !this.#brought && language === spokenLanguage()) this.translation.set(found);
  }
}
