import type { FromDevice } from '../protocol/messages';
import type { Suspension } from './suspension';

/**
 * How the device worker's thread is reached and put to sleep. One implementation for each kind of page: by shared
 * memory, on which the thread sleeps (src/worker/atomics-carrier.ts), and by messages, for which the program is
 * suspended and the thread returns to its event loop (src/worker/message-carrier.ts).
 */
export interface Carrier {
  /** Null where the thread itself sleeps: there `wait` and `breathe` give nothing. */
  readonly suspension: Suspension | null;
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
  /**
   * Sleeps until the doorbell no longer has the value `seen`, or `milliseconds` (Infinity: for ever) have passed.
   *
   * @returns a promise where the thread does not sleep itself: for who called to wait for, once at a time
   */
  wait(seen: number, milliseconds: number): Promise<void> | undefined;
  /** A turn of the event loop, by which messages reach a busy program, when one is due. */
  breathe(): Promise<void> | undefined;
  post(message: FromDevice): void;
}
