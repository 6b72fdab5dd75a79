import type { TextStore } from '../common/text-store';

/** localStorage gives about 5 MB to a site; one file of the board's flash never needs more than this. */
const LARGEST_DRAFT = 256 * 1024;

/** Text of the editor that is not on the board yet, per file; survives a reload. */
export class Drafts {
  readonly #store: TextStore;

  constructor(store: TextStore) {
    this.#store = store;
  }

  read(path: string): string | null {
    return this.#store.read(key(path));
  }

  /** Says whether the draft was kept. */
  write(path: string, text: string): boolean {
    if (text.length > LARGEST_DRAFT) {
      this.#store.remove(key(path));
      return false;
    }
    return this.#store.write(key(path), text);
  }

  forget(path: string): void {
    this.#store.remove(key(path));
  }
}

function key(path: string): string {
  return `draft.${path}`;
}
