import type { Dispose } from '../shared/disposable';

/** A worker's event loop, as a program sees it that returns to it now and then. */
export interface EventLoop {
  /** Milliseconds, monotonic. */
  readonly now: number;
  /** Resolves when the messages that wait now have been delivered. */
  turn(): Promise<void>;
  /** Calls `fire` once, in `delay` milliseconds or a little later. */
  after(delay: number, fire: () => void): Dispose;
}

/** The longest that a timer can take (HTML, "timers"), in milliseconds; for longer it is set again. */
const LONGEST = 2 ** 31 - 1;
/** And the shortest. What is left of a time is spent in turns, so that a sleep of microseconds is one. */
const SHORTEST = 1;

/**
 * By a channel of its own: its messages wait in line with all others, and cost microseconds. A timer that is set by
 * what a timer woke lasts at least 4 ms from the fifth on; set by what a message woke, it lasts as long as it should.
 */
export class ChannelEventLoop implements EventLoop {
  readonly #channel = new MessageChannel();
  readonly #waiting: (() => void)[] = [];

  constructor() {
    this.#channel.port1.onmessage = () => this.#waiting.shift()?.();
  }

  get now(): number {
    return performance.now();
  }

  turn(): Promise<void> {
    return new Promise((resolve) => this.#next(resolve));
  }

  after(delay: number, fire: () => void): Dispose {
    const due = this.now + delay;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let cancelled = false;
    const look = (): void => {
      if (cancelled) return;
      const left = due - this.now;
      if (left <= 0) fire();
      else if (left < SHORTEST) this.#next(look);
      else timer = setTimeout(look, Math.min(LONGEST, Math.floor(left)));
    };
    this.#next(look);
    return () => {
      cancelled = true;
      clearTimeout(timer);
    };
  }

  /** An open channel keeps a thread of Node alive. */
  close(): void {
    this.#channel.port1.close();
  }

  #next(fire: () => void): void {
    this.#waiting.push(fire);
    this.#channel.port2.postMessage(null);
  }
}
