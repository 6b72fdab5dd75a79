import type { Dispose } from './disposable';

/** Time as a thing that is handed in. Milliseconds, monotonic, from an arbitrary start. */
export interface Clock {
  readonly now: number;
  /** Calls `fire` once, `delay` milliseconds from now; the result cancels it. */
  after(delay: number, fire: () => void): Dispose;
}
