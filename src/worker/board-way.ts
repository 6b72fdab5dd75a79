import type { AirFrame } from '../protocol/air';
import { encodeAirFrame, recordBytes } from '../protocol/codec';
import { controlBlock, NET_RING_BYTES, ring, type ControlBlock } from '../protocol/control-block';
import type { FramesMessage, Road } from '../protocol/road';
import { RingWriter } from '../shared/ring';
import type { Port } from './endpoint';

/** The net worker's way to one board: by the shared ring, or by messages with the ring's bound. */
export interface BoardWay {
  /** @returns false when there is no room now */
  push(frame: AirFrame): boolean;
  /** What was pushed is there for the board. */
  ring(): void;
  /** The board took so many bytes in. */
  onTaken(bytes: number): void;
}

/** @param onRing where threads share one time, the board of this number was rung */
export function boardWay(road: Road, port: Port, onRing?: (slot: number) => void): BoardWay {
  if (road.kind !== 'memory') return new PortWay(port);
  const { control, slot } = road;
  return new RingWay(controlBlock(control), () => {
    if (slot !== undefined) onRing?.(slot);
  });
}

class RingWay implements BoardWay {
  readonly #writer: RingWriter;

  constructor(
    private readonly control: ControlBlock,
    private readonly onRing: () => void,
  ) {
    this.#writer = new RingWriter(control.netRing.words, control.netRing.bytes);
  }

  push(frame: AirFrame): boolean {
    const { head, body } = encodeAirFrame(frame);
    return this.#writer.push(head, body);
  }

  ring(): void {
    ring(this.control.words);
    this.onRing();
  }

  onTaken(): void {
    // The ring itself knows.
  }
}

/** Frames of one moment travel in one message. */
export class PortWay implements BoardWay {
  #records: Uint8Array<ArrayBuffer>[] = [];
  #underWay = 0;

  constructor(private readonly port: Port) {}

  push(frame: AirFrame): boolean {
    const record = recordBytes(encodeAirFrame(frame));
    if (this.#underWay + record.length > NET_RING_BYTES) return false;
    this.#underWay += record.length;
    this.#records.push(record);
    return true;
  }

  ring(): void {
    const records = this.#records;
    this.#records = [];
    const message: FramesMessage = { kind: 'frames', records };
    this.port.postMessage(
      message,
      records.map(({ buffer }) => buffer),
    );
  }

  onTaken(bytes: number): void {
    this.#underWay -= bytes;
  }
}
