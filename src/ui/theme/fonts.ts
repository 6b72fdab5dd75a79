import { Cell } from '../common/cell';
import type { TextStore } from '../common/text-store';

const KEY = 'fonts';

/**
 * The page's own fonts. On a first visit they wait until the prompt is there, which needs the line more; later they
 * are in the browser's cache and used from the first paint, so that nothing changes its looks under the reader's eyes.
 */
export class Fonts {
  /** Whether the monospaced font can be measured. */
  readonly ready = new Cell(false);
  readonly #store: TextStore;
  readonly #root: HTMLElement;
  #asked = false;

  constructor(store: TextStore, root: HTMLElement) {
    this.#store = store;
    this.#root = root;
    if (store.read(KEY) !== null) this.load();
  }

  load(): void {
    if (this.#asked) return;
    this.#asked = true;
    this.#root.classList.add('own-fonts');
    void Promise.all(["14px 'JetBrains Mono'", "17px 'Source Sans'"].map((font) => document.fonts.load(font)))
      .then(() => {
        this.#store.write(KEY, 'seen');
        this.ready.set(true);
      })
      // The fallbacks are as wide, and they are there already.
      .catch(() => undefined);
  }
}
