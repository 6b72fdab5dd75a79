import type { Libraries } from '../protocol/libraries';

/** The sources that the page gives when a program needs them first; they stay for all lives of the board. */
export class LibraryShelf {
  #libraries: Libraries | undefined;
  #state: 'untold' | 'wanted' | 'failed' = 'untold';

  /** @param ask tells the page, which answers by `receive` */
  constructor(private readonly ask: () => void) {}

  /** @param libraries null: the page could not load them */
  receive(libraries: Libraries | null): void {
    if (libraries) this.#libraries = libraries;
    else if (this.#state === 'wanted') this.#state = 'failed';
  }

  /**
   * The files of a top-level module, with spaces between. None while they are on their way; False when they could not be
   * loaded, which is said once: who asks again has the page try again.
   */
  paths(module: string): string | null | false {
    if (this.#libraries)
      return Object.keys(this.#libraries)
        .filter((path) => path === `${module}.py` || path.startsWith(`${module}/`))
        .join(' ');
    if (this.#state === 'failed') {
      this.#state = 'untold';
      return false;
    }
    if (this.#state === 'untold') {
      this.#state = 'wanted';
      this.ask();
    }
    return null;
  }

  text(path: string): string {
    return this.#libraries?.[path] ?? '';
  }
}
