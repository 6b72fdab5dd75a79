import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import type { Connection } from '../lan-stream';
import { SendAll } from '../send-all';

/** What a server does, one after the other. */
export type Step =
  | { readonly send: Uint8Array }
  /** Milliseconds. */
  | { readonly wait: number }
  | { readonly reset: true };

const NOTHING: Iterator<Step> = { next: () => ({ done: true, value: undefined }) };

/** Does steps on a connection, each when the one before is done, and ends the connection after the last. */
export class Script {
  readonly #sending: SendAll;
  #steps: Iterator<Step> = NOTHING;
  #stopTimer: Dispose = () => undefined;

  constructor(
    private readonly connection: Connection,
    private readonly clock: Clock,
  ) {
    this.#sending = new SendAll(connection);
  }

  start(steps: Iterable<Step>): void {
    this.#steps = steps[Symbol.iterator]();
    this.#next();
  }

  /** The connection's `onRoom`. */
  resume(): void {
    this.#sending.resume();
  }

  /** Nobody is there any more. */
  stop(): void {
    this.#stopTimer();
  }

  /** A loop where it can be one: many small steps that are done at once do not become a deep stack. */
  #next(): void {
    for (let atOnce = true; atOnce;) {
      const next: IteratorResult<Step, unknown> = this.#steps.next();
      if (next.done === true) {
        this.connection.end();
        return;
      }
      atOnce = this.#do(next.value);
    }
  }

  /** @returns whether the step is done already; else the next follows by itself. */
  #do(step: Step): boolean {
    if ('reset' in step) {
      this.connection.reset();
      return false;
    }
    if ('wait' in step) {
      this.#stopTimer = this.clock.after(step.wait, () => this.#next());
      return false;
    }
    let returned = false;
    let sent = false;
    this.#sending.start(step.send, () => {
      sent = true;
      if (returned) this.#next();
    });
    returned = true;
    return sent;
  }
}
