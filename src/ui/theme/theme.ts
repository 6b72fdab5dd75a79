import { Cell } from '../common/cell';
import type { TextStore } from '../common/text-store';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Shade = 'light' | 'dark';

/** The student's choice. */
const KEY = 'theme';
/** The site's, as it was the last time; index.html reads both before the first paint. */
const SITE_KEY = 'site-theme';

/** The choice of light and dark, the student's or the site's, and what it comes to now. Sets `data-theme` on the given root. */
export class Theme {
  readonly choice: Cell<ThemeChoice>;
  readonly shade: Cell<Shade>;

  readonly #store: TextStore;
  readonly #root: HTMLElement;
  readonly #systemDark: MediaQueryList;

  constructor(store: TextStore, root: HTMLElement, systemDark: MediaQueryList) {
    this.#store = store;
    this.#root = root;
    this.#systemDark = systemDark;
    this.choice = new Cell(parseThemeChoice(store.read(KEY) ?? store.read(SITE_KEY)));
    this.shade = new Cell(this.#currentShade());
    systemDark.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  choose(choice: ThemeChoice): void {
    this.#store.write(KEY, choice);
    this.choice.set(choice);
    this.#apply();
  }

  /** What the site wants for those who have not chosen; null: nothing. */
  suggest(choice: ThemeChoice | null): void {
    if (choice === null) this.#store.remove(SITE_KEY);
    else this.#store.write(SITE_KEY, choice);
    if (this.#store.read(KEY) !== null) return;
    this.choice.set(choice ?? 'system');
    this.#apply();
  }

  #currentShade(): Shade {
    const choice = this.choice.value;
    if (choice !== 'system') return choice;
    return this.#systemDark.matches ? 'dark' : 'light';
  }

  #apply(): void {
    const choice = this.choice.value;
    if (choice === 'system') delete this.#root.dataset['theme'];
    else this.#root.dataset['theme'] = choice;
    this.shade.set(this.#currentShade());
  }
}

export function parseThemeChoice(text: string | null): ThemeChoice {
  return text === 'light' || text === 'dark' ? text : 'system';
}
