import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { DATA_OVERHEAD, encodePacket, putDataHead, type WispPacket } from '../net/wisp/packets';
import type { Clock } from '../shared/clock';
import type { Dispose } from '../shared/disposable';
import { MOST_DATA, type Limits } from './limits';
import type { Metrics } from './metrics';

/** WebSocket close codes (RFC 6455 §7.4.1). */
export const CloseCode = {
  normal: 1000,
  goingAway: 1001,
  protocolError: 1002,
  unsupportedData: 1003,
  noStatus: 1005,
  policyViolation: 1008,
} as const;

/** How long the page may take to answer our closing. */
const CLOSE_TIME = 5_000;

export interface WireOptions {
  /** The connection under the WebSocket. */
  readonly under: Duplex;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly metrics: Metrics;
  readonly onMessage: (bytes: Uint8Array) => void;
  /** There is room again, after `isChoked`. */
  readonly onRoom: () => void;
  /** Once: the WebSocket is closed, or is being closed by `close`. In order is how a page leaves. */
  readonly onEnd: (how: string, inOrder: boolean) => void;
  /** Once, and last. */
  readonly onGone: () => void;
}

/** FIN and binary (RFC 6455 §5.2). */
const BINARY_FRAME = 0x82;
/** What goes before bytes to make a packet of them, and a frame of that packet. */
const MOST_OVERHEAD = 10 + DATA_OVERHEAD;
const MOST_FRAME = MOST_OVERHEAD + MOST_DATA;
/** Frames up to this are not worth a place that is kept for them. */
const SMALL_FRAME = 4_096;

/** Writes a frame's head: a server's frames have no mask. @returns its size */
function putFrameHead(frame: Buffer, length: number): number {
  frame[0] = BINARY_FRAME;
  if (length < 126) {
    frame[1] = length;
    return 2;
  }
  if (length < 65_536) {
    frame[1] = 126;
    return frame.writeUInt16BE(length, 2);
  }
  frame[1] = 127;
  frame.writeUInt32BE(0, 2);
  return frame.writeUInt32BE(length, 6);
}

/** A page's WebSocket: counts what goes over it, knows when it is full, and finds out when nobody is there any more. */
export class Wire {
  readonly #socket: WebSocket;
  readonly #options: WireOptions;
  /** The place for one large frame, once there was one. */
  #place: Buffer | undefined;
  #isChoked = false;
  #transferred = 0;
  #wasHeard = true;
  #backlogAtPing = 0;
  #isEnded = false;
  #cancelPing: Dispose = () => undefined;
  #cancelClose: Dispose | undefined;

  constructor(socket: WebSocket, options: WireOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary));
    socket.on('pong', () => (this.#wasHeard = true));
    // A frame that is no WebSocket frame, or too large: `ws` closes with the right code.
    socket.on('error', () => options.metrics.violations++);
    socket.on('close', (code) => {
      const inOrder =
        code === CloseCode.normal || code === CloseCode.goingAway || code === CloseCode.noStatus;
      this.#end(`WebSocket closed with ${code}`, inOrder);
      this.#cancelClose?.();
      options.onGone();
    });
    this.#schedulePing();
  }

  /** More waits to be sent than should: whoever has more must keep it. */
  get isChoked(): boolean {
    return this.#isChoked;
  }

  send(packet: WispPacket): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const sent = packet.kind === 'data' ? this.#sendData(packet) : this.#sendWhole(packet);
    this.#options.metrics.bytes.toPages += sent;
    if (this.#socket.bufferedAmount > this.#options.limits.backlog) this.#isChoked = true;
    this.#transfer(sent);
  }

  #sendWhole(packet: WispPacket): number {
    const bytes = encodePacket(packet);
    this.#socket.send(bytes, this.#onSent);
    return bytes.length;
  }

  /**
   * A frame of ours, past `ws`, which would want a message of its own for each. `ws` writes its frames whole and at once,
   * since it compresses none, so ours never come into one of them. The bytes may change after this.
   */
  #sendData({ stream, bytes }: Extract<WispPacket, { kind: 'data' }>): number {
    const length = DATA_OVERHEAD + bytes.length;
    const frame = this.#placeFor(MOST_OVERHEAD + bytes.length);
    const start = putFrameHead(frame, length);
    putDataHead(frame, start, stream);
    frame.set(bytes, start + DATA_OVERHEAD);
    this.#options.under.write(frame.subarray(0, start + length), this.#onSent);
    return length;
  }

  /** Who keeps up with what comes takes every frame at once: then all of them can have the same place. */
  #placeFor(size: number): Buffer {
    const isFree = this.#options.under.writableLength === 0;
    if (!isFree || size < SMALL_FRAME || size > MOST_FRAME) return Buffer.allocUnsafe(size);
    this.#place ??= Buffer.allocUnsafeSlow(MOST_FRAME);
    return this.#place;
  }

  close(code: number, how: string): void {
    this.#end(how, false);
    this.#socket.close(code, how);
    this.#cancelClose ??= this.#options.clock.after(CLOSE_TIME, () => this.#socket.terminate());
  }

  readonly #onSent = (): void => {
    if (!this.#isChoked || this.#socket.bufferedAmount > this.#options.limits.backlog / 2) return;
    this.#isChoked = false;
    this.#options.onRoom();
  };

  #onMessage(data: RawData, isBinary: boolean): void {
    if (this.#isEnded) return;
    this.#wasHeard = true;
    if (!isBinary || !Buffer.isBuffer(data)) {
      this.close(CloseCode.unsupportedData, 'a text message');
      return;
    }
    this.#options.metrics.bytes.fromPages += data.length;
    if (this.#transfer(data.length)) this.#options.onMessage(data);
  }

  /** @returns false when that was too much */
  #transfer(bytes: number): boolean {
    this.#transferred += bytes;
    const { transfer } = this.#options.limits;
    if (transfer === 0 || this.#transferred <= transfer || this.#isEnded) return true;
    this.close(CloseCode.policyViolation, 'more bytes than one connection may have');
    return false;
  }

  #schedulePing(): void {
    this.#cancelPing = this.#options.clock.after(this.#options.limits.pingTime, () => this.#ping());
  }

  /** Alive is who was heard since the last time, or at least takes what waits for it. */
  #ping(): void {
    const backlog = this.#socket.bufferedAmount;
    if (!this.#wasHeard && (backlog === 0 || backlog >= this.#backlogAtPing)) {
      this.#end('no answer to a ping', false);
      this.#socket.terminate();
      return;
    }
    this.#wasHeard = false;
    this.#backlogAtPing = backlog;
    this.#socket.ping();
    this.#schedulePing();
  }

  #end(how: string, inOrder: boolean): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#cancelPing();
    this.#options.onEnd(how, inOrder);
  }
}
