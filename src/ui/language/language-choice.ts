import { Cell } from '../../shared/cell';
import { firstSpoken, languageOf, type Language } from '../../words/language';
import type { Translation } from '../../words/areas';
import { speak, spokenLanguage } from '../../words/spoken';
import type { TextStore } from '../common/text-store';

/** The student's choice. */
const KEY = 'language';
/** The site's, as it was the last time, so that the page begins in it. */
const SITE_KEY = 'site-language';

export interface LanguageParts {
  readonly store: TextStore;
  /** Gets the language as its `lang`. */
  readonly root: { lang: string };
  /** What the page's address asks for. */
  readonly asked: string | null;
  /** Takes that out of the address: the student has chosen otherwise. */
  readonly forgetAsked: () => void;
  /** What the browser asks for, the dearest first. */
  readonly preferred: readonly string[];
  readonly load: (language: Language) => Promise<Translation | null>;
}

/**
 * Which language the page speaks: what its address asks for, the student's choice, the site's, the browser's. All the
 * page has to do is to draw itself again; nothing that runs hears of it.
 */
export class LanguageChoice {
  /** A language that could not be loaded: the page goes on in the one it has. */
  readonly failed = new Cell<Language | null>(null);
  readonly #parts: LanguageParts;
  #asked: Language | null;
  #applications = 0;

  constructor(parts: LanguageParts) {
    this.#parts = parts;
    this.#asked = languageOf(parts.asked);
  }

  /** Before anything is drawn. Never rejects. */
  begin(): Promise<void> {
    return this.#apply();
  }

  choose(language: Language): Promise<void> {
    this.#parts.store.write(KEY, language);
    if (this.#asked !== null) this.#parts.forgetAsked();
    this.#asked = null;
    return this.#apply(language);
  }

  /** What the site wants for those who have not chosen; null: nothing. */
  suggest(language: Language | null): Promise<void> {
    if (language === null) this.#parts.store.remove(SITE_KEY);
    else this.#parts.store.write(SITE_KEY, language);
    return this.#apply(this.#wanted(language));
  }

  #wanted(site = languageOf(this.#parts.store.read(SITE_KEY))): Language {
    const { store, preferred } = this.#parts;
    return this.#asked ?? languageOf(store.read(KEY)) ?? site ?? firstSpoken(preferred);
  }

  async #apply(language = this.#wanted()): Promise<void> {
    const application = ++this.#applications;
    let failed: Language | null = null;
    if (language !== spokenLanguage()) {
      try {
        const words = await this.#parts.load(language);
        // Meanwhile another one was chosen.
        if (application !== this.#applications) return;
        speak(language, words);
      } catch {
        if (application !== this.#applications) return;
        failed = language;
      }
    }
    this.#parts.root.lang = spokenLanguage();
    this.failed.set(failed);
  }
}
