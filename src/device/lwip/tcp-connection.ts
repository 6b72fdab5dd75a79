import type { AirFrame, Endpoint, StreamId } from '../../protocol/air';
import { Errno } from '../errno';
import { ByteQueue } from './byte-queue';
import { RECEIVE_WINDOW, SEND_LOW_WATER, TCP_MSS, TCP_SND_BUF } from './limits';

type Send = (frame: AirFrame) => void;

/**
 * One TCP connection's bytes in both directions, from the handshake's end on: what lwIP keeps in a `tcp_pcb` and
 * MicroPython in its socket's incoming queue. Calls return what they did, or a negative errno.
 */
export class TcpConnection {
  readonly #received = new ByteQueue();
  /** Consumed by the program and not yet given back to the far end as credit. */
  #ungranted = 0;
  /** Taken by `send`, not yet on the air: at most TCP_SND_BUF. */
  #outgoing: Uint8Array[] = [];
  #outgoingBytes = 0;
  #sendCredit = 0;
  #peerFinished = false;
  #reset: 'no' | 'pending' | 'told' = 'no';
  #finishing = false;
  #finished = false;

  constructor(
    readonly stream: StreamId,
    readonly local: Endpoint,
    readonly remote: Endpoint,
    private readonly send: Send,
  ) {}

  /** Both directions are over: nothing more comes, and all that was to be sent is sent. */
  get over(): boolean {
    return this.#reset !== 'no' || (this.#peerFinished && this.#finished);
  }

  get receivedBytes(): number {
    return this.#received.length;
  }

  get peerFinished(): boolean {
    return this.#peerFinished;
  }

  get resetState(): 'no' | 'pending' | 'told' {
    return this.#reset;
  }

  get sendSpace(): number {
    return TCP_SND_BUF - this.#outgoingBytes;
  }

  // From the air

  onCredit(bytes: number): void {
    this.#sendCredit += bytes;
    this.#transmit();
  }

  onData(bytes: Uint8Array): void {
    this.#received.push(bytes);
  }

  onFin(): void {
    this.#peerFinished = true;
  }

  onReset(): void {
    if (this.#reset === 'no') this.#reset = 'pending';
    this.#outgoing = [];
    this.#outgoingBytes = 0;
  }

  // From the program

  /** How many bytes one `recv(limit)` would return now: at most the rest of one segment. 0 is the end. */
  readable(limit: number): number {
    if (this.#received.length > 0) return Math.min(limit, this.#received.segmentLength(TCP_MSS));
    return this.#atEnd();
  }

  /** How many bytes one step of `readline` would take now: a line, or what must be taken for one to come. */
  readableLine(limit: number): number {
    if (this.#received.length === 0) return this.#atEnd();
    const line = this.#received.through(0x0a, limit);
    if (line > 0) return line;
    // No line fits in what can be there: take it, so that the far end may go on.
    const full = this.#received.length >= Math.min(limit, RECEIVE_WINDOW / 2);
    const last = this.#peerFinished || this.#reset !== 'no';
    return full || last ? Math.min(limit, this.#received.length) : -Errno.EAGAIN;
  }

  #atEnd(): number {
    if (this.#reset === 'pending') {
      this.#reset = 'told';
      return -Errno.ECONNRESET;
    }
    return this.#peerFinished || this.#reset === 'told' ? 0 : -Errno.EAGAIN;
  }

  /** Moves bytes that `readable` promised to the program. */
  take(into: Uint8Array): void {
    this.#received.read(into);
    this.#ungranted += into.length;
    if (this.#ungranted < RECEIVE_WINDOW / 2 || this.#peerFinished || this.#reset !== 'no') return;
    this.send({ kind: 'credit', stream: this.stream, bytes: this.#ungranted });
    this.#ungranted = 0;
  }

  peek(into: Uint8Array): void {
    this.#received.peek(into);
  }

  /** Takes as much of `bytes` as the send buffer has room for. `blocked` waiters go on at SEND_LOW_WATER. */
  write(bytes: Uint8Array, blocked: boolean): number {
    if (this.#reset === 'pending') {
      this.#reset = 'told';
      return -Errno.ECONNRESET;
    }
    if (this.#reset === 'told') return -Errno.EBADF;
    const space = this.sendSpace;
    if (bytes.length > 0 && space < (blocked ? Math.min(SEND_LOW_WATER, bytes.length) : 1))
      return -Errno.EAGAIN;
    const taken = Math.min(bytes.length, space);
    if (taken > 0) {
      this.#outgoing.push(bytes.slice(0, taken));
      this.#outgoingBytes += taken;
      this.#transmit();
    }
    return taken;
  }

  /** What `close` does: the rest is sent and then a FIN; with unread data it is a reset (lwIP's tcp_close). */
  close(): void {
    if (this.#reset !== 'no' || this.#finishing) return;
    if (this.#received.length > 0) {
      this.abort();
      return;
    }
    this.#finishing = true;
    this.#transmit();
  }

  abort(): void {
    if (this.#reset !== 'no') return;
    this.#reset = 'told';
    this.#received.clear();
    this.send({ kind: 'reset', stream: this.stream });
  }

  #transmit(): void {
    while (this.#outgoingBytes > 0 && this.#sendCredit > 0) this.#sendFirst();
    if (!this.#finishing || this.#finished || this.#outgoingBytes > 0) return;
    this.#finished = true;
    this.send({ kind: 'fin', stream: this.stream });
  }

  #sendFirst(): void {
    const [first] = this.#outgoing;
    if (!first) return;
    const bytes = first.length <= this.#sendCredit ? first : first.slice(0, this.#sendCredit);
    if (bytes === first) this.#outgoing.shift();
    else this.#outgoing[0] = first.slice(bytes.length);
    this.#outgoingBytes -= bytes.length;
    this.#sendCredit -= bytes.length;
    this.send({ kind: 'data', stream: this.stream, bytes });
  }
}
