import type { FileChange } from '../../protocol/messages';
import type { Dispose } from '../../shared/disposable';
import { NotStored, type FlashDatabase, type WriteProblem } from './flash-database';
import { WaitingChanges, type ChangeSet } from './waiting-changes';

/** Milliseconds between two attempts, by later writes, at what the storage did not take. */
const REST = 2000;

export interface FlashWriterParts {
  /** What is not kept has changed. */
  readonly onChange: () => void;
  /** The storage will take nothing more from this tab. */
  readonly onLost: (why: 'taken-over' | 'closed') => void;
  /** A write was kept; its name. */
  readonly onKept: (version: string) => void;
  readonly after: (delay: number, fire: () => void) => Dispose;
}

/** Somebody who wants to know when certain paths are kept. */
interface Waiter {
  readonly paths: readonly string[];
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Brings changes into the storage: in order, one transaction at a time, and what comes meanwhile goes together with the
 * next. What does not fit stays here and is tried again with later writes; what fits does not wait for it.
 */
export class FlashWriter {
  readonly #parts: FlashWriterParts;
  #database: FlashDatabase | null = null;
  readonly #waiting = new WaitingChanges();
  /** The storage did not take them. */
  readonly #refused = new WaitingChanges();
  #problem: 'full' | 'failed' | null = null;
  /** Paths that the storage has, is being given, or may have. */
  readonly #stored = new Set<string>();
  readonly #isStored = (path: string): boolean => this.#stored.has(path);
  #waiters: Waiter[] = [];
  #running: Promise<void> | null = null;
  #resting = false;

  constructor(parts: FlashWriterParts) {
    this.#parts = parts;
  }

  /** What the storage did not take. */
  get unkept(): readonly string[] {
    return this.#refused.paths;
  }

  get problem(): 'full' | 'failed' | null {
    return this.unkept.length === 0 ? null : this.#problem;
  }

  /** @param stored the paths that the storage has */
  start(database: FlashDatabase, stored: readonly string[]): void {
    this.#clear();
    this.#database = database;
    for (const path of stored) this.#stored.add(path);
  }

  /** Resolves when it is kept, or when keeping is over. @throws NotStored when the storage does not take it */
  write(changes: readonly FileChange[]): Promise<void> {
    if (!this.#database) return Promise.resolve();
    const paths = changes.map(({ path }) => path);
    this.#tryAgain(this.#resting ? paths : undefined);
    this.#waiting.add(changes, this.#isStored);
    return new Promise((resolve, reject) => {
      this.#waiters.push({ paths, resolve, reject });
      void this.#run();
    });
  }

  /** Tries what was refused once more. */
  async retry(): Promise<void> {
    this.#tryAgain();
    await this.#run();
  }

  /** Stores what waits without waiting for what is under way: there may be no later. */
  flush(): void {
    if (this.#database && !this.#waiting.empty) void this.#storeBatch(this.#database);
  }

  /** Removes everything. */
  async erase(): Promise<void> {
    await this.#run();
    const database = this.#database;
    this.#clear();
    this.#database = database;
    await database?.erase();
    this.#parts.onChange();
  }

  /** Stores what waits, then no more. The result is what was left over. */
  async stop(): Promise<readonly string[]> {
    await this.#run();
    return this.abandon();
  }

  /** Stores no more. The result is what was left over. */
  abandon(): readonly string[] {
    const left = [...this.#refused.paths, ...this.#waiting.paths];
    this.#clear();
    return left;
  }

  #clear(): void {
    this.#database = null;
    this.#waiting.clear();
    this.#refused.clear();
    this.#stored.clear();
    for (const waiter of this.#waiters.splice(0)) waiter.resolve();
  }

  #tryAgain(paths?: readonly string[]): void {
    for (const set of this.#refused.take(paths)) this.#waiting.putBack(set, this.#isStored);
  }

  /** Begins in this very task. */
  #run(): Promise<void> {
    if (this.#running) return this.#running;
    if (!this.#hasWork) return Promise.resolve();
    return (this.#running = this.#storeAll());
  }

  get #hasWork(): boolean {
    return this.#database !== null && (this.#waiters.length > 0 || !this.#waiting.empty);
  }

  async #storeAll(): Promise<void> {
    while (this.#database && this.#hasWork) await this.#storeBatch(this.#database);
    // In the same task as the look that found no more work.
    this.#running = null;
  }

  async #storeBatch(database: FlashDatabase): Promise<void> {
    const waiters = this.#waiters.splice(0);
    const sets = this.#waiting.take();
    const again = new Set<string>();
    try {
      for (const set of await this.#store(database, sets)) {
        // Together with a newer version of the same file, it is tried at once.
        const isTouched = this.#waiting.touches(set.keys());
        if (isTouched) for (const path of set.keys()) again.add(path);
        (isTouched ? this.#waiting : this.#refused).putBack(set, this.#isStored);
      }
    } catch (error) {
      // Not by this tab any more. What was to be stored belongs to the copy on which it goes on.
      for (const set of sets) this.#waiting.putBack(set, this.#isStored);
      this.#waiters.push(...waiters);
      const why = problemOf(error) === 'taken-over' ? 'taken-over' : 'closed';
      if (this.#database === database) this.#parts.onLost(why);
      return;
    }
    this.#settle(waiters, again);
    this.#parts.onChange();
  }

  /** @returns the sets that the storage did not take */
  async #store(database: FlashDatabase, sets: readonly ChangeSet[]): Promise<readonly ChangeSet[]> {
    if (sets.length === 0) return [];
    if (await this.#kept(database, sets)) return [];
    if (sets.length === 1) return sets;
    const refused: ChangeSet[] = [];
    for (const set of sets) if (!(await this.#kept(database, [set]))) refused.push(set);
    return refused;
  }

  async #kept(database: FlashDatabase, sets: readonly ChangeSet[]): Promise<boolean> {
    const changes = sets.flatMap((set) => [...set.values()]);
    for (const { path, kind } of changes) {
      if (kind === 'removed') this.#stored.delete(path);
      else this.#stored.add(path);
    }
    try {
      this.#parts.onKept(await database.write(changes));
      return true;
    } catch (error) {
      for (const { path } of changes) this.#stored.add(path);
      const problem = problemOf(error);
      if (problem === 'taken-over' || problem === 'closed') throw error;
      this.#problem = problem;
      this.#rest();
      return false;
    }
  }

  /** In order: who waits for a later change may take it that the earlier ones are kept, too. */
  #settle(waiters: readonly Waiter[], again: ReadonlySet<string>): void {
    const pending = waiters.findIndex(({ paths }) => paths.some((path) => again.has(path)));
    const settled = pending < 0 ? waiters : waiters.slice(0, pending);
    for (const waiter of settled) {
      if (!this.#refused.touches(waiter.paths)) waiter.resolve();
      else waiter.reject(new NotStored(this.#problem ?? 'failed', 'the storage did not take it'));
    }
    this.#waiters.unshift(...waiters.slice(settled.length));
  }

  #rest(): void {
    if (this.#resting) return;
    this.#resting = true;
    this.#parts.after(REST, () => (this.#resting = false));
  }
}

const problemOf = (error: unknown): WriteProblem => (error instanceof NotStored ? error.why : 'failed');
