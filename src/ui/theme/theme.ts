import { Cell } from '../common/cell';
import type { TextStore } from '../common/text-store';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Shade = 'light' | 'dark';

const KEY = 'theme';

/** The student's choice of light and dark, and what it comes to now. Sets `data-theme` on the given root. */
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
    this.choice = new Cell(parseThemeChoice(store.read(KEY)));
    this.shade = new Cell(this.#currentShade());
    systemDark.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  choose(choice: ThemeChoice): void {
    this.#store.write(KEY, choice);
    this.choice.set(choice);
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
