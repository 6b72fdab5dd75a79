import { Emitter } from '../shared/emitter';
import type { BoardWorker } from './board-worker';
import type { ConsoleFeed } from './console-feed';
import type { PromptDriver } from './prompt-driver';

export interface SerialLineParts {
  readonly feed: ConsoleFeed;
  readonly prompt: PromptDriver;
  readonly board: () => BoardWorker | undefined;
}

const CTRL_C = 0x03;

/**
 * The board's serial line for a program at its other end: raw bytes in their order, none dropped. Who presses keys and
 * buttons has `Session.type` and `Session.interrupt`, which drop what waits.
 */
export class SerialLine {
  readonly #parts: SerialLineParts;
  readonly #taken = new Emitter<undefined>();
  /** The board has read some of what was sent. */
  readonly onTaken = this.#taken.event;

  constructor(parts: SerialLineParts) {
    this.#parts = parts;
  }

  /**
   * 0x03 interrupts at once and keeps its place too, for who reads it as a byte (`micropython.kbd_intr(-1)`). What is sent
   * while no board is there is lost, as on a wire.
   *
   * @returns false when `MOST_WAITING` bytes wait for the board, and these were not taken
   */
  write(bytes: Uint8Array): boolean {
    const { feed, prompt } = this.#parts;
    const board = this.#parts.board();
    if (!board) return true;
    const isTaken = prompt.onTyped(bytes) || feed.push(bytes);
    if (isTaken) for (const byte of bytes) if (byte === CTRL_C) board.interrupt();
    return isTaken;
  }

  /** How many bytes wait in front of the board's UART. */
  get ahead(): number {
    return this.#parts.feed.pending?.bytes ?? 0;
  }

  /** The board has read everything. */
  get isDrained(): boolean {
    return this.#parts.feed.isDrained;
  }

  /** The session's: the board took input. */
  tellTaken(): void {
    this.#taken.fire(undefined);
  }
}
