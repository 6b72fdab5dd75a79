/**
 * One end of a TCP connection, as a host on the LAN holds it. Nothing waits in here: `write` sends what the far end
 * has given credit for and leaves the rest with its caller, so memory is bounded by whoever has the bytes anyway.
 * Received bytes are handed on at once; the far end gets new credit when the host says that it has consumed them.
 */
import type { AirFrame, Endpoint, StreamId } from '../protocol/air';
import { unreachable } from '../shared/unreachable';

/**
 * What an end on the LAN is ready to take: twice what the chip has on the way (lwIP's TCP_SND_BUF, esp8266.md §2), so
 * that the way to the net worker and back is no brake. More would let `send` run ahead of a slow network, and what a
 * program has sent before `close` not be through when the chip gives its connection up.
 */
export const LAN_WINDOW = 2144;

/** One frame carries at most this much, so that a large write does not need one huge record in the board's ring. */
const LARGEST_FRAME = 16 * 1024;

/** What a host does with its connection. `bytes` stay valid and unchanged; a host may keep or send them on. */
export interface Connection {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  /**
   * Sends as much of `bytes` as the far end has room for and returns how many were sent. After a short write,
   * `onRoom` says when to go on. The caller does not change `bytes` afterwards. Returns 0 once the connection is gone.
   */
  write(bytes: Uint8Array): number;
  /** Sends no more (FIN); what comes from the far end still arrives. */
  end(): void;
  /** Ends both directions at once (RST). No handler is called after this. */
  reset(): void;
  /** Lets the far end send as many bytes more. */
  consumed(bytes: number): void;
}

/** A connection that the far end was asked for. */
export interface Attempt extends Connection {
  /** Neither taken nor refused. */
  readonly isOpening: boolean;
  /** Asks again, while nobody answers: a board that has no place for another connection says nothing. */
  repeat(): void;
}

/** What happens to a connection. After `onRefused`, `onReset`, or both directions' end, nothing more comes. */
export interface ConnectionHandlers {
  onOpened?(): void;
  onRefused?(): void;
  /** The far end's program took the connection with `accept()`. */
  onAccepted?(): void;
  onData?(bytes: Uint8Array): void;
  /** The far end sends no more. */
  onEnd?(): void;
  onReset?(): void;
  /** There is room again after a short write. */
  onRoom?(): void;
}

/** A listening port: called once for each connection, when it is established. */
export type Service = (connection: Connection) => ConnectionHandlers;

interface Wiring {
  readonly id: StreamId;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  /** Carries a frame to the far end. */
  readonly send: (frame: AirFrame) => void;
  /** The connection is over in both directions. */
  readonly closed: () => void;
}

export class LanStream implements Attempt {
  readonly #wiring: Wiring;
  #handlers: ConnectionHandlers = {};
  #state: 'opening' | 'open' | 'closed' = 'opening';
  /** Bytes that we may send. */
  #credit = 0;
  /** Bytes that the far end may send. */
  #window = LAN_WINDOW;
  #waitsForRoom = false;
  #ended = false;
  #farEnded = false;

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
  }

  get local(): Endpoint {
    return this.#wiring.local;
  }

  get remote(): Endpoint {
    return this.#wiring.remote;
  }

  get isOpening(): boolean {
    return this.#state === 'opening';
  }

  /** Asks the far end for a connection. */
  connect(handlers: ConnectionHandlers): void {
    this.#handlers = handlers;
    const { id, local, remote } = this.#wiring;
    this.#send({ kind: 'open', stream: id, from: local, to: remote, window: this.#window });
  }

  repeat(): void {
    if (this.#state === 'opening') this.connect(this.#handlers);
  }

  /** Takes a connection that the far end asked for with `window` bytes of credit. */
  accept(window: number, service: Service): void {
    if (this.#state !== 'opening') return;
    this.#state = 'open';
    this.#credit = window;
    this.#send({ kind: 'opened', stream: this.#wiring.id, window: this.#window });
    this.#handlers = service(this);
  }

  /** The far end asked for a connection that is not there yet. @param onReset it has given up */
  waitToAccept(onReset: () => void): void {
    this.#handlers = { onReset };
  }

  /** There is none to be had. */
  refuse(): void {
    if (this.#state !== 'opening') return;
    this.#send({ kind: 'refused', stream: this.#wiring.id });
    this.#close();
  }

  /** Nobody answers the far end, whose attempt fails when its own time is over. */
  leaveUnanswered(): void {
    if (this.#state === 'opening') this.#close();
  }

  write(bytes: Uint8Array): number {
    if (this.#ended) throw new Error('write after end');
    if (this.#state !== 'open') return 0;
    const size = Math.min(bytes.length, this.#credit);
    this.#credit -= size;
    this.#waitsForRoom = size < bytes.length;
    for (let start = 0; start < size; start += LARGEST_FRAME) {
      const end = Math.min(size, start + LARGEST_FRAME);
      const part = start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end);
      this.#send({ kind: 'data', stream: this.#wiring.id, bytes: part });
    }
    return size;
  }

  end(): void {
    if (this.#state !== 'open' || this.#ended) return;
    this.#ended = true;
    this.#send({ kind: 'fin', stream: this.#wiring.id });
    if (this.#farEnded) this.#close();
  }

  reset(): void {
    if (this.#state === 'closed') return;
    this.#handlers = {};
    this.#send({ kind: 'reset', stream: this.#wiring.id });
    this.#close();
  }

  consumed(bytes: number): void {
    if (this.#state !== 'open' || bytes === 0) return;
    this.#window += bytes;
    if (this.#window > LAN_WINDOW) throw new RangeError('more consumed than received');
    this.#send({ kind: 'credit', stream: this.#wiring.id, bytes });
  }

  /** A frame from the far end. One that does not fit the connection's state is ignored. */
  receive(frame: AirFrame): void {
    switch (frame.kind) {
      case 'opened':
        if (this.#state !== 'opening') return;
        this.#state = 'open';
        this.#credit = frame.window;
        this.#handlers.onOpened?.();
        return;
      case 'refused':
        if (this.#state !== 'opening') return;
        this.#close();
        this.#handlers.onRefused?.();
        return;
      case 'accepted':
        if (this.#state === 'open') this.#handlers.onAccepted?.();
        return;
      case 'data':
        this.#receiveData(frame.bytes);
        return;
      case 'credit':
        this.#receiveCredit(frame.bytes);
        return;
      case 'fin':
        if (this.#state !== 'open' || this.#farEnded) return;
        this.#farEnded = true;
        if (this.#ended) this.#close();
        this.#handlers.onEnd?.();
        return;
      case 'reset':
        if (this.#state === 'closed') return;
        this.#close();
        this.#handlers.onReset?.();
        return;
      case 'open':
      case 'datagram':
      case 'query':
      case 'answer':
      case 'link':
      case 'lease':
        return;
      default:
        unreachable(frame);
    }
  }

  #receiveData(bytes: Uint8Array): void {
    if (this.#state !== 'open') return;
    if (this.#farEnded || bytes.length > this.#window) {
      // Against the rules of air.ts. Taking it would make the window a wish; a reset makes the mistake visible.
      const handlers = this.#handlers;
      this.reset();
      handlers.onReset?.();
      return;
    }
    this.#window -= bytes.length;
    this.#handlers.onData?.(bytes);
  }

  #receiveCredit(bytes: number): void {
    if (this.#state !== 'open') return;
    this.#credit += bytes;
    if (!this.#waitsForRoom || this.#credit === 0) return;
    this.#waitsForRoom = false;
    this.#handlers.onRoom?.();
  }

  #send(frame: AirFrame): void {
    this.#wiring.send(frame);
  }

  #close(): void {
    this.#state = 'closed';
    this.#wiring.closed();
  }
}
