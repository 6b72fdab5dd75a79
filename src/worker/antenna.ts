import type { AirFrame } from '../protocol/air';
import type { AirMessage } from '../protocol/messages';

/** So many frames leave at once, at the latest. */
const MOST_FRAMES = 64;

/**
 * The board's way to the net worker. Frames of one moment travel in one message: the board lets them go whenever it
 * looks for what has arrived or goes to sleep, which while a program runs is every few milliseconds.
 */
export class Antenna {
  #frames: AirFrame[] = [];

  constructor(private readonly post: (message: AirMessage) => void) {}

  send(frame: AirFrame): void {
    this.#frames.push(frame);
    if (this.#frames.length >= MOST_FRAMES) this.flush();
  }

  /** What waits would come too late: the worker that it was meant for is gone. */
  drop(): void {
    this.#frames = [];
  }

  flush(): void {
    if (this.#frames.length === 0) return;
    const frames = this.#frames;
    this.#frames = [];
    this.post({ kind: 'air', frames });
  }
}
