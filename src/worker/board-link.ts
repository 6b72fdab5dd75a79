import type { AirFrame } from '../protocol/air';
import type { Clock } from '../shared/clock';
import type { BoardWay } from './board-way';

/** How soon it is tried again when there was no room, in milliseconds. */
const RETRY = 2;

/**
 * Sends frames to one board. Credit keeps data within the room of its way; what may come beyond it (many
 * connections opened while the board looks away) waits here, in order, and is bounded.
 */
export class BoardLink {
  #waiting: AirFrame[] = [];
  #retrying = false;
  #closed = false;

  constructor(
    private readonly way: BoardWay,
    private readonly clock: Clock,
    /** Most frames that wait; beyond it the link is given up. */
    private readonly most: number,
    private readonly onOverflow: () => void,
  ) {}

  send(frames: readonly AirFrame[]): void {
    if (this.#closed) return;
    let next = 0;
    if (this.#waiting.length === 0) {
      while (next < frames.length && this.#push(frames[next])) next++;
      if (next > 0) this.way.ring();
    }
    for (; next < frames.length; next++) {
      const frame = frames[next];
      // UDP promises nothing: what does not fit is lost, as in a router's queue.
      if (frame && frame.kind !== 'datagram') this.#waiting.push(copied(frame));
    }
    if (this.#waiting.length > this.most) {
      this.close();
      this.onOverflow();
    } else if (this.#waiting.length > 0) this.#retryLater();
  }

  /** The board is gone: nothing more is written. */
  close(): void {
    this.#closed = true;
    this.#waiting = [];
  }

  #push(frame: AirFrame | undefined): boolean {
    return !frame || this.way.push(frame);
  }

  #retryLater(): void {
    if (this.#retrying) return;
    this.#retrying = true;
    this.clock.after(RETRY, () => {
      this.#retrying = false;
      const waiting = this.#waiting;
      this.#waiting = [];
      this.send(waiting);
    });
  }
}

/** The sender may use its bytes again after `send`; what waits needs its own. */
function copied(frame: AirFrame): AirFrame {
  return 'bytes' in frame && frame.bytes instanceof Uint8Array
    ? ({ ...frame, bytes: frame.bytes.slice() } as AirFrame)
    : frame;
}
