import type { Session } from '../../session/session';
import type { SiteWorker } from '../../session/site-worker/site-worker';
import type { SiteWorkerState } from '../../session/site-worker/site-worker-state';
import type { Clock } from '../../shared/clock';
import { Cell } from '../common/cell';

/** Milliseconds that a reload waits at most for files on their way to the browser's storage. */
const MOST_SAVING = 5_000;

export interface SiteModelParts {
  /** Null where this browser cannot run the board. */
  readonly session: Session | null;
  readonly clock: Clock;
  /** Rejects while it cannot be loaded. */
  readonly load: () => Promise<SiteWorker>;
  /** Tells the service worker that the page with which it answered works. */
  readonly sayAlive: () => void;
  /** Without a service worker. */
  readonly reload: () => void;
}

/** What the user interface shows of the service worker, and the way into another build. */
export class SiteModel {
  readonly state = new Cell<SiteWorkerState>({ copy: { kind: 'not-begun' }, update: false });
  readonly reloading = new Cell(false);
  readonly #parts: SiteModelParts;

  constructor(parts: SiteModelParts) {
    this.#parts = parts;
  }

  /** When there is time for it. */
  async start(): Promise<void> {
    const { session, sayAlive, load } = this.#parts;
    if (!session?.snapshot.fault && !session?.snapshot.networkFault) sayAlive();
    try {
      const siteWorker = await load();
      siteWorker.subscribe(() => this.state.set(siteWorker.state));
      this.state.set(siteWorker.state);
    } catch {
      // The page works as well without it.
    }
  }

  /** The active service worker; null where there is none to be had. */
  async active(): Promise<ServiceWorker | null> {
    try {
      return await (await this.#parts.load()).active();
    } catch {
      return null;
    }
  }

  /** Into the newest build. What the board has written is stored first; a program that runs ends with the page. */
  async reload(): Promise<void> {
    if (this.reloading.value) return;
    this.reloading.set(true);
    await this.#saved();
    try {
      await (await this.#parts.load()).reload();
    } catch {
      this.#parts.reload();
    }
    // The student may have told the browser to stay.
    this.reloading.set(false);
  }

  #saved(): Promise<void> {
    const { session, clock } = this.#parts;
    if (!session) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        forget();
        unsubscribe();
        resolve();
      };
      const look = (): void => {
        if (session.snapshot.savesPending === 0) end();
      };
      const forget = clock.after(MOST_SAVING, end);
      const unsubscribe = session.subscribe(look);
      look();
    });
  }
}
