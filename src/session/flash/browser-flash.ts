import type { FileChange } from '../../protocol/messages';
import type { Notice } from '../../protocol/notices';
import type { Dispose } from '../../shared/disposable';
import { Emitter } from '../../shared/emitter';
import type { FlashStore } from '../worker-port';
import { NotOpened, NotStored, type FlashDatabase, type StoredFiles } from './flash-database';
import type { OpenParts } from './indexed-database';
import { FlashLock, type FlashLockParts } from './flash-lock';
import {
  sameState,
  STORED,
  type FlashState,
  type TakeOver,
  type WhyTemporary,
  type Whose,
} from './flash-state';
import { FlashWriter } from './flash-writer';

export interface BrowserFlashParts {
  readonly open: (onClosed: OpenParts['onClosed']) => Promise<FlashDatabase>;
  readonly lock: Omit<FlashLockParts, 'onAsked' | 'onLost'>;
  /** Something was stored for the first time. */
  readonly onFirstKept: () => void;
}

/**
 * The board's flash in the browser's storage, of which one tab at a time may write. Every other tab, and every tab
 * whose browser gives no storage, works on a copy of its own and says so.
 */
export class BrowserFlash implements FlashStore {
  readonly #parts: BrowserFlashParts;
  readonly #changed = new Emitter<undefined>();
  readonly #notice = new Emitter<Notice>();
  readonly onChange = this.#changed.event;
  readonly onNotice = this.#notice.event;
  readonly #lock: FlashLock;
  readonly #writer: FlashWriter;
  #state: FlashState = STORED;
  /** Null while the flash is stored. */
  #why: WhyTemporary | null = null;
  /** Paths that changed here since this became a copy. */
  readonly #own = new Set<string>();
  #database: FlashDatabase | null = null;
  /** The last write, as far as this tab knows: a copy that has it has all that is stored. */
  #version: string | null = null;
  #blank = true;
  #keptOnce = false;
  #stopWaiting: Dispose = () => undefined;

  constructor(parts: BrowserFlashParts) {
    this.#parts = parts;
    this.#lock = new FlashLock({
      ...parts.lock,
      onAsked: () => void this.#letGo(),
      onLost: () => this.#becomeTemporary('taken-over'),
    });
    this.#writer = new FlashWriter({
      onChange: () => this.#publish(),
      onLost: (why) => this.#becomeTemporary(why),
      onKept: (version) => this.#onKept(version),
      after: parts.lock.after,
    });
  }

  get state(): FlashState {
    return this.#state;
  }

  get blank(): boolean {
    return this.#blank;
  }

  async load(): Promise<readonly FileChange[]> {
    try {
      const [database, held] = await Promise.all([this.#open(), this.#lock.tryAcquire()]);
      const stored = await database.load(held);
      this.#adopt(stored);
      if (held) this.#becomeStored(database, stored);
      else this.#becomeTemporary('other-tab');
      this.#tellDamage(stored);
      return stored.files;
    } catch (error) {
      this.#lock.release();
      this.#becomeTemporary(error instanceof NotOpened ? error.why : 'closed');
      return [];
    }
  }

  async write(changes: readonly FileChange[]): Promise<void> {
    if (changes.length === 0) return;
    // What a new board sets up for itself is no work of the student's.
    const setup = this.#blank && changes.every(({ path }) => path === '/boot.py');
    this.#blank = false;
    if (this.#why === null) return this.#writer.write(changes);
    if (setup) return;
    for (const { path } of changes) this.#own.add(path);
    this.#publish();
  }

  /** The page is going away: what waits for its turn goes to the storage at once. */
  flush(): void {
    this.#writer.flush();
  }

  async retry(): Promise<void> {
    await this.#writer.retry();
  }

  async erase(paths: readonly string[]): Promise<void> {
    if (this.#why === null) {
      await this.#writer.erase();
      this.#version = null;
    } else for (const path of paths) this.#own.add(path);
    this.#blank = true;
    this.#publish();
  }

  async takeOver(own: () => readonly FileChange[], whose?: Whose): Promise<TakeOver> {
    try {
      const database = await this.#open();
      const before = await database.load(false);
      if (whose === undefined && before.version !== null && this.#own.size > 0) return 'choose';
      if (!(await this.#lock.acquire())) return 'failed';
      const stored = await database.load(true);
      if (stored.version === null || whose === 'own') {
        this.#becomeStored(database, stored);
        await this.#writer.write(replacing(stored.files, own()));
        return 'kept';
      }
      if (stored.version !== this.#version || this.#own.size > 0) return 'restart';
      this.#becomeStored(database, stored);
      return 'kept';
    } catch (error) {
      // A storage that is too full for this tab's files has said so by itself.
      if (this.#why !== null) this.#lock.release();
      return error instanceof NotStored && error.why === 'full' ? 'kept' : 'failed';
    }
  }

  async #open(): Promise<FlashDatabase> {
    this.#database ??= await this.#parts.open((why) => {
      this.#database = null;
      this.#lock.release();
      this.#becomeTemporary(why);
    });
    return this.#database;
  }

  #onKept(version: string): void {
    this.#version = version;
    if (!this.#keptOnce) this.#parts.onFirstKept();
    this.#keptOnce = true;
  }

  /** The other tab gets it when everything that was written here is stored. */
  async #letGo(): Promise<void> {
    if (this.#why !== null) return;
    this.#why = 'taken-over';
    this.#publish();
    for (const path of await this.#writer.stop()) this.#own.add(path);
    this.#lock.release();
    this.#becomeTemporary('taken-over');
  }

  /** The other tab was closed. Where that makes no difference to the board's files, this one takes its place. */
  async #onFree(): Promise<void> {
    if (this.#why !== 'other-tab' && this.#why !== 'taken-over') return;
    try {
      if (!(await this.#lock.tryAcquire())) {
        this.#waitForFree();
        return;
      }
      const database = await this.#open();
      const stored = await database.load(false);
      if (stored.version === this.#version && this.#own.size === 0) {
        this.#becomeStored(database, await database.load(true));
        return;
      }
    } catch {
      // Said with the offer to take it over, which tries again.
    }
    this.#lock.release();
    this.#becomeTemporary('other-tab-closed');
  }

  #waitForFree(): void {
    this.#stopWaiting();
    this.#stopWaiting = this.#lock.whenFree(() => void this.#onFree());
  }

  #adopt(stored: StoredFiles): void {
    this.#own.clear();
    this.#version = stored.version;
    this.#blank = stored.version === null;
  }

  #becomeStored(database: FlashDatabase, stored: StoredFiles): void {
    this.#stopWaiting();
    this.#own.clear();
    this.#version = stored.version;
    this.#why = null;
    this.#writer.start(
      database,
      stored.files.map(({ path }) => path),
    );
    this.#publish();
  }

  #becomeTemporary(why: WhyTemporary): void {
    // What the storage did not take is this copy's own from now on.
    for (const path of this.#writer.abandon()) this.#own.add(path);
    this.#why = why;
    if (why === 'other-tab' || why === 'taken-over') this.#waitForFree();
    else this.#stopWaiting();
    this.#publish();
  }

  #publish(): void {
    const state = this.#present();
    if (sameState(state, this.#state)) return;
    this.#state = state;
    this.#changed.fire(undefined);
  }

  #present(): FlashState {
    const { unkept, problem } = this.#writer;
    if (this.#why !== null) return { kind: 'temporary', why: this.#why, changed: [...this.#own].sort() };
    return unkept.length === 0 ? STORED : { kind: 'stored', unkept, why: problem };
  }

  #tellDamage({ damaged }: StoredFiles): void {
    if (damaged.length > 0) this.#notice.fire({ kind: 'files-damaged', paths: damaged });
  }
}

/** What makes `own` of what is stored, and no mixture of both. */
function replacing(stored: readonly FileChange[], own: readonly FileChange[]): readonly FileChange[] {
  const kept = new Set(own.map(({ path }) => path));
  const gone = stored.filter(({ path }) => !kept.has(path));
  return [...gone.map(({ path }): FileChange => ({ path, kind: 'removed' })), ...own];
}
