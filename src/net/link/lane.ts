import type { AirFrame, StreamId } from '../../protocol/air';

export type StreamFrame = Extract<AirFrame, { stream: StreamId }>;

/** What the board's lwIP lets a peer put in one segment (TCP_MSS, reference/esp8266 §2.7). */
const SEGMENT = 536;

/** One connection's frames in one direction, while any of them is under way or waits. Their order never changes. */
export class Lane {
  /** Not sent yet, or to be sent again. Credit bounds the data among them. */
  #waiting: StreamFrame[] = [];
  /** Bytes sent and not acknowledged. */
  unacknowledged = 0;
  /** Frames and acknowledgements under way. */
  underWay = 0;
  /** When the last frame that was sent arrives: none that follows arrives before. */
  lastArrival = 0;

  constructor(
    readonly stream: StreamId,
    /** The host at the far end of the board's connection, where it is known. */
    readonly host: string | undefined,
    public stopped: boolean,
  ) {}

  get idle(): boolean {
    return this.underWay === 0 && this.#waiting.length === 0;
  }

  get first(): StreamFrame | undefined {
    return this.#waiting[0];
  }

  takeFirst(): void {
    this.#waiting.shift();
  }

  push(frame: StreamFrame): void {
    const last = this.#waiting.at(-1);
    if (frame.kind === 'reset') {
      this.#giveUp(frame);
    } else if (frame.kind === 'credit' && last?.kind === 'credit') {
      this.#waiting[this.#waiting.length - 1] = { ...frame, bytes: last.bytes + frame.bytes };
    } else if (frame.kind === 'data' && frame.bytes.length > SEGMENT) {
      for (let start = 0; start < frame.bytes.length; start += SEGMENT) {
        this.#waiting.push({ ...frame, bytes: frame.bytes.subarray(start, start + SEGMENT) });
      }
    } else {
      this.#waiting.push(frame);
    }
  }

  /** What was under way is lost and has to be sent again, before anything else. */
  sendAgain(frames: readonly StreamFrame[]): void {
    this.#waiting.unshift(...frames);
    this.unacknowledged = 0;
    this.underWay = 0;
  }

  /** Whoever sends a RST sends nothing of what still waits; of a SYN that waits, the far end need never know. */
  #giveUp(reset: StreamFrame): void {
    const neverBegan = this.#waiting.some(({ kind }) => kind === 'open');
    this.#waiting = neverBegan ? [] : [reset];
  }
}
