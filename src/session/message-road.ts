import { encodeToDevice, recordBytes } from '../protocol/codec';
import { PAGE_RING_BYTES } from '../protocol/control-block';
import type { ToDevice } from '../protocol/messages';
import type { Road, RoadAnswer, RoadCount, RoadMessage } from '../protocol/road';
import type { DeviceRoad } from './device-road';

/**
 * The road by messages, where memory cannot be shared. It has the bounds of the other: of records so many bytes are
 * under way as the ring holds; of counts, which the worker's event loop takes in before any record, each turn only the
 * last matters.
 */
export class MessageRoad implements DeviceRoad {
  readonly road: Road = { kind: 'messages' };
  readonly #counts: Record<RoadCount, number> = { interrupts: 0, outputTaken: 0, filesKept: 0 };
  #underWay = 0;
  /** What is to be sent before the worker knows its road. */
  #early: RoadMessage[] | null = [];
  #asked: ((sequence: number) => void)[] = [];

  constructor(private readonly toWorker: (message: RoadMessage) => void) {}

  begin(): void {
    const early = this.#early ?? [];
    this.#early = null;
    for (const message of early) this.toWorker(message);
  }

  send(message: ToDevice): boolean {
    const record = recordBytes(encodeToDevice(message));
    if (this.#underWay + record.length > PAGE_RING_BYTES) return false;
    this.#underWay += record.length;
    this.#post({ kind: 'record', record });
    return true;
  }

  interrupt(): void {
    this.#count('interrupts', this.#counts.interrupts + 1);
  }

  acknowledge(bytes: number): void {
    this.#count('outputTaken', this.#counts.outputTaken + bytes);
  }

  acknowledgeFiles(sequence: number): void {
    this.#count('filesKept', sequence);
  }

  /** Nothing can have been sent by a board that was not begun. */
  get filesPosted(): number | undefined {
    return this.#early ? 0 : undefined;
  }

  askFilesPosted(answer: (sequence: number) => void): void {
    if (this.#early) {
      answer(0);
      return;
    }
    this.#asked.push(answer);
    this.toWorker({ kind: 'ask-files-posted' });
  }

  receive(message: RoadAnswer): void {
    if (message.kind === 'records-taken') {
      this.#underWay -= message.bytes;
      return;
    }
    const asked = this.#asked;
    this.#asked = [];
    for (const answer of asked) answer(message.sequence);
  }

  #count(of: RoadCount, value: number): void {
    this.#counts[of] = value | 0;
    this.#post({ kind: 'count', of, value: this.#counts[of] });
  }

  #post(message: RoadMessage): void {
    if (this.#early) this.#early.push(message);
    else this.toWorker(message);
  }
}
