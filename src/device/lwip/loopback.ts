import type { AirFrame, StreamId } from '../../protocol/air';

/** Carries frames between the two ends of connections that the board has with itself. */
export class Loopback {
  readonly #peers = new Map<StreamId, StreamId>();
  readonly #left = new Set<StreamId>();
  readonly #queue: AirFrame[] = [];
  #delivering = false;

  constructor(private readonly deliver: (frame: AirFrame) => void) {}

  join(one: StreamId, other: StreamId): void {
    this.#peers.set(one, other);
    this.#peers.set(other, one);
  }

  /** Each end leaves when its connection is forgotten; until then the other may still send to it. */
  leave(stream: StreamId): void {
    const peer = this.#peers.get(stream);
    if (peer === undefined) return;
    this.#left.add(stream);
    if (!this.#left.has(peer)) return;
    for (const end of [stream, peer]) {
      this.#left.delete(end);
      this.#peers.delete(end);
    }
  }

  /** @returns false when the frame is for the antenna. */
  carry(frame: AirFrame): boolean {
    if (!('stream' in frame)) return false;
    const peer = this.#peers.get(frame.stream);
    if (peer === undefined) return false;
    this.#queue.push({ ...frame, stream: peer });
    this.#run();
    return true;
  }

  /** One frame may cause the next: they are delivered in order, not from inside each other. */
  #run(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    for (let frame = this.#queue.shift(); frame; frame = this.#queue.shift()) this.deliver(frame);
    this.#delivering = false;
  }
}
