import type { FromDevice } from '../protocol/messages';

/**
 * How the device worker's thread is reached and put to sleep. One implementation for each kind of page; the first
 * waits on shared memory (src/worker/atomics-carrier.ts).
 */
export interface Carrier {
  /** Changes whenever something new waits. */
  readonly doorbell: number;
  /** How many times Ctrl-C was pressed, modulo 2^32. */
  readonly interrupts: number;
  /** How many bytes of console output the page has taken, modulo 2^32. */
  readonly outputTaken: number;
  /** Sequence number of the last change to the flash that the page has stored. */
  readonly filesKept: number;
  /** Takes in everything that waits; says whether there was anything. */
  receive(): boolean;
  /** Sleeps until the doorbell no longer has the value `seen`, or `milliseconds` (Infinity: for ever) have passed. */
  wait(seen: number, milliseconds: number): void;
  post(message: FromDevice): void;
}
