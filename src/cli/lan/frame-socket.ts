import type { Socket } from 'node:net';
import type { AirFrame } from '../../protocol/air';
import { decodeAirFrame, encodeAirFrame } from '../../protocol/codec';

/** Beyond so many bytes that wait for the other process, what may get lost gets lost: as in a switch whose queue is full. */
const LOSSY = 256 * 1024;
/**
 * Beyond so many it is given up: it is stopped, and what waits is more than all credit of a board's connections. It
 * comes back as a board that was switched off.
 */
const GIVEN_UP = 4 * 1024 * 1024;
/** The largest frame has 16 KiB of data; what says that it is larger is no frame. */
const LONGEST_RECORD = 64 * 1024;
const PREFIX = 4;

export interface FrameSocketHandlers {
  /** The first record of the other side; what it throws ends the socket. */
  onGreeting(text: string): void;
  onFrames(frames: readonly AirFrame[]): void;
  /** Once; whatever the reason. */
  onEnd(): void;
}

/** Frames between two processes, both ways, after a greeting of each side: records, each with its length before it. */
export class FrameSocket {
  readonly #socket: Socket;
  readonly #handlers: FrameSocketHandlers;
  #rest: Buffer = Buffer.alloc(0);
  #greeted = false;
  #corked = false;

  constructor(socket: Socket, handlers: FrameSocketHandlers) {
    this.#socket = socket;
    this.#handlers = handlers;
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    socket.on('error', () => undefined);
    socket.on('end', () => socket.destroy());
    socket.on('close', () => handlers.onEnd());
  }

  greet(text: string): void {
    this.#write(Buffer.from(text));
  }

  /** Sends what was greeted, and ends. */
  end(): void {
    this.#socket.end();
    this.#socket.destroySoon();
  }

  send(frame: AirFrame): void {
    const { writableLength } = this.#socket;
    if (writableLength > LOSSY && mayGetLost(frame)) return;
    if (writableLength > GIVEN_UP) {
      this.#socket.destroy();
      return;
    }
    const { head, body } = encodeAirFrame(frame);
    this.#write(head, body);
  }

  /** What is sent in one turn of the event loop leaves by one call of the system. */
  #write(head: Uint8Array, body: Uint8Array = NOTHING): void {
    if (this.#socket.destroyed) return;
    if (!this.#corked) {
      this.#corked = true;
      this.#socket.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.#socket.uncork();
      });
    }
    const record = Buffer.allocUnsafe(PREFIX + head.length + body.length);
    record.writeUInt32LE(head.length + body.length);
    record.set(head, PREFIX);
    record.set(body, PREFIX + head.length);
    this.#socket.write(record);
  }

  #receive(bytes: Buffer): void {
    let data = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const frames: AirFrame[] = [];
    try {
      while (data.length >= PREFIX) {
        const length = data.readUInt32LE();
        if (length === 0 || length > LONGEST_RECORD) throw new RangeError(`a record of ${length} bytes`);
        if (data.length < PREFIX + length) break;
        this.#record(data.subarray(PREFIX, PREFIX + length), frames);
        data = data.subarray(PREFIX + length);
      }
    } catch {
      // Whoever is at the other end does not speak this language.
      this.#socket.destroy();
      return;
    }
    this.#rest = data;
    if (frames.length > 0) this.#handlers.onFrames(frames);
  }

  #record(record: Buffer, frames: AirFrame[]): void {
    if (this.#greeted)
      frames.push(decodeAirFrame(new Uint8Array(record.buffer, record.byteOffset, record.length)));
    else {
      this.#greeted = true;
      this.#handlers.onGreeting(record.toString());
    }
  }
}

const NOTHING = new Uint8Array(0);

/** What UDP promises is nothing; a SYN and a lookup are asked again. */
const mayGetLost = ({ kind }: AirFrame): boolean =>
  kind === 'datagram' || kind === 'open' || kind === 'query' || kind === 'answer';
