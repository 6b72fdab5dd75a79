import type { FileChange } from '../protocol/messages';
import type { FlashStore } from './worker-port';

/** Settles when a change is stored, or is known not to be. */
interface Waiter {
  readonly onKept: () => void;
  readonly onFailed: (error: unknown) => void;
}

/**
 * The queue before the browser's storage. One write at a time; what comes meanwhile is gathered by path, so that of a
 * file which is written over and over only the newest version waits: the queue is never larger than the flash. What is
 * stored is therefore always a state that the flash was in, though not every one.
 */
export class FlashKeeper {
  #waiting = new Map<string, FileChange>();
  #waiters: Waiter[] = [];
  /** How many paths are being written; null when nothing is. */
  #writing: number | null = null;
  /** What the storage did not take; tried again with whatever comes next. */
  #unkept = new Map<string, FileChange>();

  constructor(
    private readonly store: FlashStore,
    private readonly onChange: () => void,
  ) {}

  /** How many paths are on their way to the storage. */
  get pending(): number {
    return this.#waiting.size + (this.#writing ?? 0);
  }

  /** Paths whose last change the storage did not take. */
  get unkept(): readonly string[] {
    return [...this.#unkept.keys()].sort();
  }

  /** @returns when all of the changes are stored; rejects with the storage's own reason when they are not */
  keep(changes: readonly FileChange[]): Promise<void> {
    for (const change of changes) this.#waiting.set(change.path, change);
    const kept = new Promise<void>((resolve, reject) => {
      this.#waiters.push({ onKept: resolve, onFailed: reject });
    });
    this.#begin();
    return kept;
  }

  #begin(): void {
    if (this.#writing !== null || this.#waiters.length === 0) return;
    const waiters = this.#waiters;
    const fresh = this.#waiting;
    this.#waiters = [];
    this.#waiting = new Map();
    this.#writing = fresh.size;
    void this.#write(fresh)
      .then(
        () => waiters.forEach(({ onKept }) => onKept()),
        (error: unknown) => waiters.forEach(({ onFailed }) => onFailed(error)),
      )
      .finally(() => {
        this.#writing = null;
        this.onChange();
        this.#begin();
      });
  }

  async #write(fresh: ReadonlyMap<string, FileChange>): Promise<void> {
    if (fresh.size === 0) return;
    const before = this.#unkept;
    try {
      await this.store.write(inOrder(new Map([...before, ...fresh])));
      this.#unkept = new Map();
    } catch (error) {
      if (before.size > 0 && (await this.#isKeptAlone(fresh))) return;
      this.#unkept = new Map([...before, ...fresh]);
      throw error;
    }
  }

  /** Something that is too large for the storage does not keep smaller things out. */
  async #isKeptAlone(fresh: ReadonlyMap<string, FileChange>): Promise<boolean> {
    try {
      await this.store.write(inOrder(fresh));
    } catch {
      return false;
    }
    for (const path of fresh.keys()) this.#unkept.delete(path);
    return true;
  }
}

/** Parents before children, whatever was gathered in between. */
function inOrder(changes: ReadonlyMap<string, FileChange>): readonly FileChange[] {
  return [...changes.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}
