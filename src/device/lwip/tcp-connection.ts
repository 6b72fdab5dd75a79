import type { AirFrame, Endpoint, StreamId } from '../../protocol/air';
import { Errno } from '../errno';
import { ByteQueue } from './byte-queue';
import { RECEIVE_WINDOW, SEND_LOW_WATER, TCP_MSS, TCP_SND_BUF } from './limits';
import { errnoOf, LwipError } from './lwip-error';
import { SocketState } from './socket-state';

const { connecting, connected, peerClosed, resetTold } = SocketState;

type State = typeof connecting | typeof connected | typeof peerClosed | typeof resetTold | LwipError;

type Send = (frame: AirFrame) => void;

/**
 * One TCP connection's state, and its bytes in both directions: what lwIP keeps in a `tcp_pcb` and MicroPython in its
 * socket's state and incoming queue. Calls return what they did, or a negative errno.
 */
export class TcpConnection {
  readonly #received = new ByteQueue();
  /** Consumed by the program and not yet given back to the far end as credit. */
  #ungranted = 0;
  /** Taken by `send`, not yet on the air: at most TCP_SND_BUF. */
  #outgoing: Uint8Array[] = [];
  #outgoingBytes = 0;
  #sendCredit = 0;
  #state: State = connecting;
  #finishing = false;
  #finished = false;
  #finishedFirst = false;
  /** Something came that a program may want to be called for. */
  onEvent: (() => void) | undefined;

  constructor(
    readonly stream: StreamId,
    readonly local: Endpoint,
    readonly remote: Endpoint,
    private readonly send: Send,
  ) {}

  get state(): State {
    return this.#state;
  }

  /** lwIP still has it; otherwise the socket is without a `tcp_pcb`, and what is not told yet is how it ended. */
  get alive(): boolean {
    return this.#state > 0 && this.#state !== resetTold;
  }

  /** Both directions are over: nothing more comes, and all that was to be sent is sent. */
  get over(): boolean {
    return !this.alive || (this.#state === peerClosed && this.#finished);
  }

  /** The board sent its FIN before it had the other one: its end has to stay in TIME_WAIT. */
  get finishedFirst(): boolean {
    return this.#finishedFirst;
  }

  get receivedBytes(): number {
    return this.#received.length;
  }

  /** How much of the first received segment is read already. */
  get segmentOffset(): number {
    return this.#received.segmentOffset(TCP_MSS);
  }

  get sendSpace(): number {
    return TCP_SND_BUF - this.#outgoingBytes;
  }

  // From the air

  onOpened(window: number): void {
    if (this.#state !== connecting) return;
    this.#state = connected;
    this.onCredit(window);
  }

  onCredit(bytes: number): void {
    if (!this.alive) return;
    this.#sendCredit += bytes;
    this.#transmit();
  }

  onData(bytes: Uint8Array): void {
    // Nothing comes before the handshake's end or after a FIN.
    if (this.#state !== connected) return;
    if (this.#received.length + this.#ungranted + bytes.length > RECEIVE_WINDOW) {
      // Against the rules of air.ts: taking it would make the window a wish.
      this.send({ kind: 'reset', stream: this.stream });
      this.onError(LwipError.reset);
      return;
    }
    if (this.#finishing) {
      // The program has closed its socket: lwIP acknowledges what still comes, and drops it (tcp_recv_null).
      this.send({ kind: 'credit', stream: this.stream, bytes: bytes.length });
      return;
    }
    this.#received.push(bytes);
    this.onEvent?.();
  }

  onFin(): void {
    if (this.#state !== connected) return;
    this.#state = peerClosed;
    this.onEvent?.();
  }

  /** It is over without a FIN: what has come can still be read, and then how it ended. */
  onError(error: LwipError): void {
    if (!this.alive) return;
    this.#state = error;
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
    const last = this.#state !== connected;
    return full || last ? Math.min(limit, this.#received.length) : -Errno.EAGAIN;
  }

  #atEnd(): number {
    if (this.#state === peerClosed || this.#state === resetTold) return 0;
    return this.alive ? -Errno.EAGAIN : this.#tellError(resetTold);
  }

  /** An error is told once. @param afterReset what the socket is after it has told that the far end reset it */
  #tellError(afterReset: State): number {
    if (this.#state > 0) return -Errno.EBADF;
    const errno = errnoOf(this.#state as LwipError);
    this.#state = this.#state === LwipError.reset ? afterReset : LwipError.badDescriptor;
    return -errno;
  }

  /** Moves bytes that `readable` promised to the program. */
  take(into: Uint8Array): void {
    this.#received.read(into);
    this.#ungranted += into.length;
    if (this.#ungranted < RECEIVE_WINDOW / 2 || this.#state !== connected) return;
    // First forgotten: on the way from the board to itself the far end sends from within `send`.
    const bytes = this.#ungranted;
    this.#ungranted = 0;
    this.send({ kind: 'credit', stream: this.stream, bytes });
  }

  peek(into: Uint8Array): void {
    this.#received.peek(into);
  }

  /** Takes as much of `bytes` as the send buffer has room for. `blocked` waiters go on at SEND_LOW_WATER. */
  write(bytes: Uint8Array, blocked: boolean): number {
    // Once `recv` has told of a reset, the chip reads beyond its table of errors; here it is a closed socket.
    if (!this.alive) return this.#tellError(LwipError.badDescriptor);
    if (this.#state === connecting) return -Errno.EAGAIN;
    const space = this.sendSpace;
    if (bytes.length > 0 && space < (blocked ? SEND_LOW_WATER : 1)) return -Errno.EAGAIN;
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
    if (!this.alive || this.#finishing) return;
    if (this.#received.length > 0 || this.#state === connecting) {
      this.abort();
      return;
    }
    this.#finishing = true;
    this.#transmit();
  }

  /** Ends both directions at once, and tells the far end so. */
  abort(): void {
    if (!this.alive) return;
    this.#state = LwipError.badDescriptor;
    this.#received.clear();
    this.#outgoing = [];
    this.#outgoingBytes = 0;
    this.send({ kind: 'reset', stream: this.stream });
  }

  #transmit(): void {
    while (this.#outgoingBytes > 0 && this.#sendCredit > 0) this.#sendFirst();
    if (!this.#finishing || this.#finished || this.#outgoingBytes > 0) return;
    this.#finished = true;
    this.#finishedFirst = this.#state !== peerClosed;
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
