import type { PackageIndex } from '../net/hosts/packages';
import type { LanSwitch } from '../net/lan/neighbours';
import type { WorkerPort } from '../session/worker-port';
import type { Clock } from '../shared/clock';
import type { Dispose } from '../shared/disposable';
import { Emitter } from '../shared/emitter';

export interface NetHereParts {
  readonly lan?: LanSwitch;
  readonly packages?: PackageIndex;
}

/**
 * The net worker's work, done in this thread: where there is no page to draw, it has the time. One thread less to start,
 * some megabytes less, and frames of other boards have one way less to go.
 */
export class NetHere implements WorkerPort<unknown, unknown> {
  readonly #messages = new Emitter<unknown>();
  readonly #failures = new Emitter<string>();
  readonly onMessage = this.#messages.event;
  readonly onFailure = this.#failures.event;
  readonly #clock = new EndingClock((error) => this.#fail(error));
  /** What came before its code was there. */
  #waiting: unknown[] = [];
  #heed: ((message: unknown) => void) | null = null;
  #ended = false;

  constructor(parts: NetHereParts = {}) {
    this.#load(parts).catch((error: unknown) => this.#fail(error));
  }

  post(message: unknown): void {
    if (this.#heed) queueMicrotask(() => this.#receive(message));
    else this.#waiting.push(message);
  }

  /** Its connections end, and nothing of it is heard or done any more. */
  terminate(): void {
    this.#receive({ kind: 'board-gone' });
    this.#receive({ kind: 'proxy', url: null });
    this.#ended = true;
    this.#clock.end();
  }

  /** Not before it is needed: nothing on the way to the first prompt is. */
  async #load(parts: NetHereParts): Promise<void> {
    const [{ inRealTime, runNetWorker }, { openNodeSocket }] = await Promise.all([
      import('../worker/net-main'),
      import('../worker/node-socket.node'),
    ]);
    if (this.#ended) return;
    const endpoint = {
      post: (message: unknown) => queueMicrotask(() => this.#tell(message)),
      onMessage: (listener: (message: unknown) => void) => {
        this.#heed = listener;
      },
    };
    runNetWorker(endpoint, { ...inRealTime(openNodeSocket), clock: this.#clock, ...parts });
    for (const message of this.#waiting.splice(0)) this.#receive(message);
  }

  #receive(message: unknown): void {
    if (this.#ended) return;
    try {
      this.#heed?.(message);
    } catch (error) {
      this.#fail(error);
    }
  }

  #tell(message: unknown): void {
    if (!this.#ended) this.#messages.fire(message);
  }

  #fail(error: unknown): void {
    if (!this.#ended) this.#failures.fire(error instanceof Error ? (error.stack ?? '') : String(error));
  }
}

/** A clock whose timers can all be ended, so that a process can. */
class EndingClock implements Clock {
  readonly #timers = new Set<NodeJS.Timeout>();
  #ended = false;

  constructor(private readonly onError: (error: unknown) => void) {}

  get now(): number {
    return performance.now();
  }

  after(delay: number, fire: () => void): Dispose {
    if (this.#ended) return () => undefined;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      try {
        fire();
      } catch (error) {
        this.onError(error);
      }
    }, delay);
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
      clearTimeout(timer);
    };
  }

  end(): void {
    this.#ended = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}
