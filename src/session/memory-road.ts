import { encodeToDevice } from '../protocol/codec';
import { CONTROL_BLOCK_BYTES, controlBlock, ring, Word, type ControlBlock } from '../protocol/control-block';
import type { ToDevice } from '../protocol/messages';
import type { Road } from '../protocol/road';
import { RingWriter } from '../shared/ring';
import { sharedMemory } from './shared-memory';
import type { DeviceRoad } from './device-road';
import type { WorkerPort } from './worker-port';

/** The road by memory that page and workers share. */
export class MemoryRoad implements DeviceRoad {
  readonly road: Extract<Road, { kind: 'memory' }>;
  readonly #control: ControlBlock;
  readonly #ring: RingWriter;

  constructor(private readonly time: WorkerPort<unknown, unknown>['sharedTime']) {
    const control = sharedMemory(CONTROL_BLOCK_BYTES);
    this.road = { kind: 'memory', control, ...(time ? { slot: time.slot } : {}) };
    this.#control = controlBlock(control);
    this.#ring = new RingWriter(this.#control.pageRing.words, this.#control.pageRing.bytes);
  }

  begin(): void {
    // What was put there before lies there.
  }

  send(message: ToDevice): boolean {
    const { head, body } = encodeToDevice(message);
    const sent = this.#ring.push(head, body);
    if (sent) this.#wake();
    return sent;
  }

  interrupt(): void {
    Atomics.add(this.#control.words, Word.interrupts, 1);
    this.#wake();
  }

  acknowledge(bytes: number): void {
    Atomics.add(this.#control.words, Word.outputTaken, bytes);
    this.#wake();
  }

  acknowledgeFiles(sequence: number): void {
    Atomics.store(this.#control.words, Word.filesKept, sequence);
    this.#wake();
  }

  get filesPosted(): number {
    return Atomics.load(this.#control.words, Word.filesPosted);
  }

  askFilesPosted(answer: (sequence: number) => void): void {
    answer(this.filesPosted);
  }

  receive(): void {
    // There is nothing to be told.
  }

  #wake(): void {
    ring(this.#control.words);
    this.time?.ring();
  }
}
