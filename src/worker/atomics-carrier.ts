import type { Carrier } from '../interpreter/carrier';
import { decodeAirFrame, decodeToDevice } from '../protocol/codec';
import { Word, type ControlBlock } from '../protocol/control-block';
import type { AirFrame } from '../protocol/air';
import type { FromDevice, ToDevice } from '../protocol/messages';
import { RingReader } from '../shared/ring';
import type { Antenna } from './antenna';

export type Sleep = (words: Int32Array, seen: number, milliseconds: number) => void;

export interface AtomicsCarrierParts {
  readonly control: ControlBlock;
  /** Sleeps until the doorbell no longer has the value `seen`, or so many milliseconds have passed. */
  readonly sleep: Sleep;
  readonly antenna: Antenna;
  /** From here on the antenna reaches the next net worker. */
  readonly onNetSwitch: () => void;
  readonly post: (message: FromDevice) => void;
  readonly onMessage: (message: ToDevice) => void;
  readonly onFrame: (frame: AirFrame) => void;
}

/** The carrier of isolated pages and of Node: shared memory, on which the thread sleeps by `Atomics.wait`. */
export class AtomicsCarrier implements Carrier {
  readonly suspension = null;
  readonly #words: Int32Array;
  readonly #page: RingReader;
  readonly #net: RingReader;

  constructor(private readonly parts: AtomicsCarrierParts) {
    const { words, pageRing, netRing } = parts.control;
    this.#words = words;
    this.#page = new RingReader(pageRing.words, pageRing.bytes);
    this.#net = new RingReader(netRing.words, netRing.bytes);
  }

  get doorbell(): number {
    return Atomics.load(this.#words, Word.doorbell);
  }

  get interrupts(): number {
    return Atomics.load(this.#words, Word.interrupts);
  }

  get outputTaken(): number {
    return Atomics.load(this.#words, Word.outputTaken);
  }

  get filesKept(): number {
    return Atomics.load(this.#words, Word.filesKept);
  }

  receive(): boolean {
    this.parts.antenna.flush();
    const fromPage = this.#page.drain((record) => this.parts.onMessage(decodeToDevice(record)));
    const fromNet = this.#net.drain((record) => this.parts.onFrame(decodeAirFrame(record)));
    return fromPage + fromNet > 0;
  }

  wait(seen: number, milliseconds: number): undefined {
    this.parts.antenna.flush();
    this.parts.sleep(this.#words, seen, milliseconds);
  }

  /** Nothing comes by this thread's event loop. */
  breathe(): undefined {
    return undefined;
  }

  post(message: FromDevice): void {
    // First: who reads the number knows that the message is on its way.
    if (message.kind === 'files') Atomics.store(this.#words, Word.filesPosted, message.sequence);
    this.parts.post(message);
  }

  /** The net worker has died: what it sent is thrown away, and what follows goes to the one that takes its place. */
  switchNet(): void {
    this.parts.antenna.drop();
    this.#net.drain(() => undefined);
    this.parts.onNetSwitch();
  }
}
