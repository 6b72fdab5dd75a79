import type { Endpoint } from '../../protocol/air';
import { UDP_QUEUE } from './limits';

/** A UDP packet as it came. */
export interface Packet {
  readonly from: Endpoint;
  readonly bytes: Uint8Array;
}

/** Received UDP packets: four wait, more are dropped. A program takes each at once, or loses the rest of it. */
export class UdpQueue {
  readonly #packets: Packet[] = [];
  #lastSender: Endpoint = { ip: '0.0.0.0', port: 0 };

  get length(): number {
    return this.#packets.length;
  }

  get first(): Packet | undefined {
    return this.#packets[0];
  }

  /** Who sent the packet that was read last. */
  get lastSender(): Endpoint {
    return this.#lastSender;
  }

  /** @returns false when there is no room. */
  push(packet: Packet): boolean {
    if (this.#packets.length >= UDP_QUEUE) return false;
    this.#packets.push(packet);
    return true;
  }

  /** Copies the beginning of the first packet, and drops the whole of it unless it is only peeked at. */
  read(into: Uint8Array, peek: boolean): void {
    const packet = peek ? this.first : this.#packets.shift();
    if (!packet) return;
    this.#lastSender = packet.from;
    into.set(packet.bytes.subarray(0, into.length));
  }
}
