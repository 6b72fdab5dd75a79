import type { Dispose } from '../../shared/disposable';

/** Milliseconds that the other tab has to finish its writes; after that it is taken for dead. */
const ASK = 1500;
/** A reload gives the lock up for a moment, too: whoever waits for it lets that page have it back. */
const GRACE = 2000;
/** So long a page that was reloaded waits for it: who waits as well may be given it first, and is slow to pass it on. */
const RELOAD = 1500;

export interface FlashLockParts {
  readonly name: string;
  /** Undefined in a browser without Web Locks: there, the last tab that was opened has the flash. */
  readonly locks: LockManager | undefined;
  /** To the other tabs; undefined where there is no such thing. */
  readonly channel: BroadcastChannel | undefined;
  readonly after: (delay: number, fire: () => void) => Dispose;
  /** Whether this tab had it when its page was last there: outlives a reload. */
  readonly tabHadIt: { get(): boolean; set(had: boolean): void };
  /** Another tab wants it: finish, then `release`. */
  readonly onAsked: () => void;
  /** Another tab took it without an answer of ours. */
  readonly onLost: () => void;
}

const ASKED = 'let go of the flash';

/** One of the tabs on a flash has it. That it really can write no more when it was robbed is the database's care. */
export class FlashLock {
  #release: (() => void) | null = null;
  /** Has it in a browser without locks. */
  #held = false;

  constructor(private readonly parts: FlashLockParts) {
    if (!parts.channel) return;
    parts.channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data === ASKED && this.held) parts.onAsked();
    };
  }

  get held(): boolean {
    return this.#held;
  }

  /** Takes it when no other tab has it. */
  async tryAcquire(): Promise<boolean> {
    if (this.#held || (await this.#request({ ifAvailable: true }))) return true;
    return this.parts.tabHadIt.get() && this.#requestWithin(RELOAD);
  }

  /** Takes it in any case: asks the tab that has it, and robs it when it does not let go. */
  async acquire(): Promise<boolean> {
    if (await this.tryAcquire()) return true;
    this.parts.channel?.postMessage(ASKED);
    return (await this.#requestWithin(ASK)) || this.#request({ steal: true });
  }

  release(): void {
    this.#hold(false);
    this.#release?.();
    this.#release = null;
  }

  /** Calls `fire` when it has been nobody's for a while. It may be another's again by then. */
  whenFree(fire: () => void): Dispose {
    const gone = new AbortController();
    this.parts.locks
      ?.request(this.parts.name, { signal: gone.signal }, () => undefined)
      .then(() => {
        if (gone.signal.aborted) return;
        const cancel = this.parts.after(GRACE, fire);
        gone.signal.addEventListener('abort', cancel);
      })
      // Robbed while waiting, or not wanted any more.
      .catch(() => undefined);
    return () => gone.abort();
  }

  #hold(held: boolean): void {
    this.#held = held;
    this.parts.tabHadIt.set(held);
  }

  async #requestWithin(milliseconds: number): Promise<boolean> {
    const patience = new AbortController();
    const cancel = this.parts.after(milliseconds, () => patience.abort());
    const given = await this.#request({ signal: patience.signal });
    cancel();
    return given;
  }

  #request(options: LockOptions): Promise<boolean> {
    const { locks, name, channel } = this.parts;
    if (!locks) {
      // The tab that had it goes on as a copy; should it not hear this, its next write is refused.
      channel?.postMessage(ASKED);
      this.#hold(true);
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      locks
        .request(name, options, (lock) => {
          if (lock) this.#hold(true);
          resolve(lock !== null);
          return lock && new Promise<void>((release) => (this.#release = release));
        })
        .catch(() => {
          // The wait was given up, or this browser keeps its locks from the page; or another tab robbed this one.
          resolve(false);
          this.#lost();
        });
    });
  }

  #lost(): void {
    if (!this.#held) return;
    this.#hold(false);
    this.#release = null;
    this.parts.onLost();
  }
}
