import type { Carrier } from '../interpreter/carrier';
import type { Suspension } from '../interpreter/suspension';
import type { AirFrame } from '../protocol/air';
import { decodeAirFrame, decodeToDevice } from '../protocol/codec';
import type { FromDevice, ToDevice } from '../protocol/messages';
import type { FramesMessage, FramesTaken, RoadMessage } from '../protocol/road';
import type { Antenna } from './antenna';
import type { EventLoop } from './event-loop';

export interface MessageCarrierParts {
  readonly suspension: Suspension;
  readonly loop: EventLoop;
  readonly antenna: Antenna;
  /** From here on the antenna reaches the next net worker, whose frames come. */
  readonly onNetSwitch: () => void;
  readonly post: (message: FromDevice) => void;
  /** To the net worker. */
  readonly postToNet: (message: FramesTaken) => void;
  readonly onMessage: (message: ToDevice) => void;
  readonly onFrame: (frame: AirFrame) => void;
}

/** How long a busy program keeps messages waiting, in milliseconds: a turn of the event loop takes some 10 µs. */
const BREATH = 4;

/**
 * The carrier of pages that cannot share memory: what comes, comes as messages of the thread's event loop, to which the
 * program returns by being suspended. Counts are heeded when their message comes; records and frames wait here until
 * the board looks for them, bounded by the credit of their senders.
 */
export class MessageCarrier implements Carrier {
  doorbell = 0;
  interrupts = 0;
  outputTaken = 0;
  filesKept = 0;
  #filesPosted = 0;
  #records: Uint8Array[] = [];
  #frames: Uint8Array[] = [];
  #wake: (() => void) | undefined;
  #lastTurn: number;

  constructor(private readonly parts: MessageCarrierParts) {
    this.#lastTurn = parts.loop.now;
  }

  get suspension(): Suspension {
    return this.parts.suspension;
  }

  /** A message of the page's has come. */
  heed(message: RoadMessage): void {
    switch (message.kind) {
      case 'record':
        this.#records.push(message.record);
        break;
      case 'count':
        this[message.of] = message.value;
        break;
      case 'ask-files-posted':
        this.parts.post({ kind: 'files-posted', sequence: this.#filesPosted });
        return;
    }
    this.#ring();
  }

  /** A message of the net worker's has come. */
  heedNet({ records }: FramesMessage): void {
    this.#frames.push(...records);
    this.#ring();
  }

  receive(): boolean {
    this.parts.antenna.flush();
    const records = this.#records;
    const frames = this.#frames;
    if (records.length > 0) {
      this.#records = [];
      // Credit first: a handler may ask for more.
      this.parts.post({ kind: 'records-taken', bytes: sizeOf(records) });
      for (const record of records) this.parts.onMessage(decodeToDevice(record));
    }
    // A message among them may have thrown the frames away.
    if (frames.length > 0 && frames === this.#frames) {
      this.#frames = [];
      this.parts.postToNet({ kind: 'frames-taken', bytes: sizeOf(frames) });
      for (const record of frames) this.parts.onFrame(decodeAirFrame(record));
    }
    return records.length + frames.length > 0;
  }

  wait(seen: number, milliseconds: number): Promise<void> | undefined {
    this.parts.antenna.flush();
    if (seen !== this.doorbell) return undefined;
    return new Promise((resolve) => {
      const cancel = milliseconds === Infinity ? null : this.parts.loop.after(milliseconds, () => wake());
      const wake = (): void => {
        cancel?.();
        this.#wake = undefined;
        this.#lastTurn = this.parts.loop.now;
        resolve();
      };
      this.#wake = wake;
    });
  }

  breathe(): Promise<void> | undefined {
    const { loop } = this.parts;
    if (loop.now - this.#lastTurn < BREATH) return undefined;
    return loop.turn().then(() => {
      this.#lastTurn = loop.now;
    });
  }

  post(message: FromDevice): void {
    if (message.kind === 'files') this.#filesPosted = message.sequence;
    this.parts.post(message);
  }

  /** The net worker has died: what it sent is thrown away, and what follows goes to the one that takes its place. */
  switchNet(): void {
    this.parts.antenna.drop();
    this.#frames = [];
    this.parts.onNetSwitch();
  }

  #ring(): void {
    this.doorbell = (this.doorbell + 1) | 0;
    this.#wake?.();
  }
}

const sizeOf = (records: readonly Uint8Array[]): number =>
  records.reduce((sum, { length }) => sum + length, 0);
