import { site as siteWords } from '../../words/en/site';
import { wordsOf } from '../../words/spoken';
import { Cell } from '../common/cell';
import type { Said } from '../common/said';
import { NO_SETTINGS, readSiteSettings, type SiteFacts, type SiteSettings } from './site-settings';

export interface SiteState {
  readonly settings: SiteSettings;
  /** What is wrong with the file: sentences for whoever put it there. */
  readonly problems: readonly Said[];
}

interface SiteParts {
  /** The text of `pinwire.json`; null when there is none. Rejects when it cannot be had. */
  readonly load: () => Promise<string | null>;
  readonly facts: SiteFacts;
}

/** The site's own settings, loaded once. */
export class Site {
  readonly state = new Cell<SiteState>({ settings: NO_SETTINGS, problems: [] });
  readonly #parts: SiteParts;
  #loading: Promise<SiteSettings> | null = null;

  constructor(parts: SiteParts) {
    this.#parts = parts;
  }

  /** The first call loads them. Never rejects: what is wrong stands in the state. */
  load(): Promise<SiteSettings> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<SiteSettings> {
    try {
      const text = await this.#parts.load();
      if (text !== null) this.state.set(readSiteSettings(text, this.#parts.facts));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.state.set({ settings: NO_SETTINGS, problems: [() => wordsOf(siteWords).notLoaded(why)] });
    }
    return this.state.value.settings;
  }
}

/** What is wrong, in one paragraph. */
export function siteProblem({ problems }: SiteState): string {
  return wordsOf(siteWords).problem(problems.map((say) => say()).join(' '));
}
