import type { FileChange } from '../protocol/messages';
import type { Notice } from './session';
import type { FlashStore } from './worker-port';

export interface BoardFilesParts {
  readonly store: FlashStore;
  readonly onChange: () => void;
  readonly onNotice: (notice: Notice) => void;
}

/** The board's flash as the page knows it, and its way into the browser's storage. */
export class BoardFiles {
  readonly #files = new Map<string, Uint8Array>();
  #loaded = false;

  constructor(private readonly parts: BoardFilesParts) {}

  get paths(): readonly string[] {
    return [...this.#files.keys()].sort();
  }

  read(path: string): Uint8Array | null {
    return this.#files.get(path) ?? null;
  }

  /** Everything there is, for a board that starts. Storage is asked once; without it the flash is empty. */
  async all(): Promise<readonly FileChange[]> {
    if (!this.#loaded) {
      const stored = await this.#stored();
      this.#loaded = true;
      for (const change of stored) if (change.kind === 'file') this.#files.set(change.path, change.bytes);
      this.parts.onChange();
    }
    return this.paths.map((path) => ({ path, kind: 'file', bytes: this.read(path) ?? new Uint8Array() }));
  }

  /** Resolves when it is kept, or when the student was told that it is not. `null` removes the file. */
  async keep(path: string, bytes: Uint8Array | null): Promise<void> {
    if (bytes === null) this.#files.delete(path);
    else this.#files.set(path, bytes);
    this.parts.onChange();
    try {
      await this.parts.store.write([
        bytes === null ? { path, kind: 'removed' } : { path, kind: 'file', bytes },
      ]);
    } catch (error) {
      this.parts.onNotice({
        feature: 'storage',
        text: `${path.slice(1)} is on the board, but this browser did not keep it (${String(error)}). Copy it before you close the page.`,
      });
    }
    this.parts.onChange();
  }

  async #stored(): Promise<readonly FileChange[]> {
    try {
      return await this.parts.store.load();
    } catch (error) {
      this.parts.onNotice({
        feature: 'storage',
        text: `This browser did not give back the board's files (${String(error)}). The board starts with an empty flash.`,
      });
      return [];
    }
  }
}
