import type { AirFrame } from '../protocol/air';

/** Lets frames that arise in one moment leave together: fewer messages and fewer rings of the board's doorbell. */
export class Outbox {
  readonly #toBoard: (frames: readonly AirFrame[]) => void;
  #frames: AirFrame[] = [];
  #depth = 0;
  #discards = false;

  constructor(toBoard: (frames: readonly AirFrame[]) => void) {
    this.#toBoard = toBoard;
  }

  send(frame: AirFrame): void {
    if (this.#discards) return;
    if (this.#depth === 0) {
      this.#toBoard([frame]);
      return;
    }
    const last = this.#frames.at(-1);
    if (frame.kind === 'credit' && last?.kind === 'credit' && last.stream === frame.stream) {
      this.#frames[this.#frames.length - 1] = { ...frame, bytes: last.bytes + frame.bytes };
    } else {
      this.#frames.push(frame);
    }
  }

  /** What `act` sends leaves when it has returned. */
  together<T>(act: () => T): T {
    this.#depth++;
    try {
      return act();
    } finally {
      this.#depth--;
      if (this.#depth === 0) this.#flush();
    }
  }

  /** What `act` sends, and what still waits, goes nowhere. */
  discarding(act: () => void): void {
    this.#frames = [];
    this.#discards = true;
    try {
      act();
    } finally {
      this.#discards = false;
    }
  }

  #flush(): void {
    if (this.#frames.length === 0) return;
    const frames = this.#frames;
    this.#frames = [];
    this.#toBoard(frames);
  }
}
