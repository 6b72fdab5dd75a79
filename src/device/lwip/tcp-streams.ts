import { LAN, type AirFrame, type Endpoint, type StreamId } from '../../protocol/air';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import { unreachable } from '../../shared/unreachable';
import { Errno } from '../errno';
import { CONNECT_TIMEOUT, LINGER, MAX_ACTIVE, RECEIVE_WINDOW } from './limits';
import { Loopback } from './loopback';
import type { SocketTable } from './socket-table';
import { TcpConnection } from './tcp-connection';
import type { TcpSocket } from './tcp-socket';

export interface TcpStreamsOptions {
  readonly clock: Clock;
  readonly sockets: SocketTable;
  /** To the antenna. */
  readonly send: (frame: AirFrame) => void;
}

/** The frames that belong to a TCP connection. */
export type StreamFrame = Extract<AirFrame, { stream: StreamId }>;

/**
 * The board's connections as they are on the air: how they begin, what their frames do to the sockets that hold
 * them, and how they end, which may be after the program has closed its socket.
 */
export class TcpStreams {
  readonly #connections = new Map<StreamId, TcpConnection>();
  /** Closed by the program, not yet finished on the air. */
  readonly #lingering = new Map<TcpConnection, Dispose>();
  readonly #loopback = new Loopback((frame) => this.receive(frame));
  /** The board opens odd streams. */
  #nextStream: StreamId = 1;

  constructor(private readonly options: TcpStreamsOptions) {}

  get size(): number {
    return this.#connections.size;
  }

  /** Sends a SYN for `socket`, which is connecting from here on. */
  connect(socket: TcpSocket, local: Endpoint, to: Endpoint): void {
    const stream = this.#newStream();
    const connection = new TcpConnection(stream, local, to, (frame) => this.#send(frame));
    this.#connections.set(stream, connection);
    const giveUp = this.options.clock.after(CONNECT_TIMEOUT, () =>
      this.#failConnect(stream, Errno.ECONNABORTED),
    );
    socket.local = local;
    socket.role = { kind: 'connecting', connection, giveUp };
    if (isOwnAddress(to.ip)) this.#loopback.join(stream, this.#newStream());
    this.#send({ kind: 'open', stream, from: local, to, window: RECEIVE_WINDOW });
  }

  /** A program took the connection out of its listener's queue. */
  tellAccepted(connection: TcpConnection): void {
    this.#send({ kind: 'accepted', stream: connection.stream });
  }

  /** The program closed its socket: the rest is sent, and the far end has a while to finish too. */
  close(connection: TcpConnection): void {
    connection.close();
    if (connection.over || connection.resetState !== 'no') {
      this.#forget(connection.stream);
      return;
    }
    const giveUp = this.options.clock.after(LINGER, () => this.abort(connection));
    this.#lingering.set(connection, giveUp);
  }

  abort(connection: TcpConnection): void {
    connection.abort();
    this.#endLinger(connection);
    this.#forget(connection.stream);
  }

  /** The antenna is off: what is open ends without a word, as when a network disappears. */
  dropAll(): void {
    for (const connection of [...this.#connections.values()]) this.#onReset(connection);
  }

  receive(frame: AirFrame): void {
    if (!('stream' in frame)) return;
    switch (frame.kind) {
      case 'open':
        this.#onOpen(frame.stream, frame.from, frame.to, frame.window);
        return;
      case 'opened':
        this.#onOpened(frame.stream, frame.window);
        return;
      case 'refused':
        this.#failConnect(frame.stream, Errno.ECONNRESET);
        return;
      case 'data':
      case 'credit':
      case 'fin':
      case 'reset':
        this.#onConnectionFrame(frame);
        return;
      case 'accepted':
        // From a connection that the board has with itself: nobody there waits to hear it.
        return;
      default:
        unreachable(frame);
    }
  }

  #onConnectionFrame(frame: Extract<StreamFrame, { kind: 'data' | 'credit' | 'fin' | 'reset' }>): void {
    const connection = this.#connections.get(frame.stream);
    if (!connection) {
      // Nobody here knows that connection (any more): TCP answers data with a reset.
      if (frame.kind === 'data') this.#send({ kind: 'reset', stream: frame.stream });
      return;
    }
    switch (frame.kind) {
      case 'data':
        if (this.#lingering.has(connection)) this.abort(connection);
        else connection.onData(frame.bytes);
        break;
      case 'credit':
        connection.onCredit(frame.bytes);
        break;
      case 'fin':
        connection.onFin();
        break;
      case 'reset':
        this.#onReset(connection);
        break;
      default:
        unreachable(frame);
    }
    this.#forgetIfOver(connection);
  }

  /** A SYN: the backlog and the limit of connections decide (reference/esp8266 §2.4). */
  #onOpen(stream: StreamId, from: Endpoint, to: Endpoint, window: number): void {
    if (this.#connections.size >= MAX_ACTIVE) {
      this.#loopback.leave(stream);
      return;
    }
    const listener = this.options.sockets.listenerAt(to);
    if (!listener) {
      this.#send({ kind: 'refused', stream });
      this.#loopback.leave(stream);
      return;
    }
    this.#send({ kind: 'opened', stream, window: RECEIVE_WINDOW });
    if (listener.pending.length >= listener.capacity) {
      this.#send({ kind: 'reset', stream });
      this.#loopback.leave(stream);
      return;
    }
    const connection = new TcpConnection(stream, to, from, (frame) => this.#send(frame));
    this.#connections.set(stream, connection);
    connection.onCredit(window);
    listener.pending.push(connection);
  }

  #onOpened(stream: StreamId, window: number): void {
    const socket: TcpSocket | undefined = this.options.sockets.connecting(stream);
    if (socket?.role.kind !== 'connecting') return;
    const { connection, giveUp } = socket.role;
    giveUp();
    socket.role = { kind: 'connected', connection };
    connection.onCredit(window);
  }

  #failConnect(stream: StreamId, errno: number): void {
    const socket: TcpSocket | undefined = this.options.sockets.connecting(stream);
    if (socket?.role.kind !== 'connecting') return;
    socket.role.giveUp();
    socket.role = { kind: 'failed', errno };
    socket.local = undefined;
    if (errno === Errno.ECONNABORTED) this.#send({ kind: 'reset', stream });
    this.#forget(stream);
  }

  /** The far end gave up: what came is still there to be read, but nobody is there any more and the place is free. */
  #onReset(connection: TcpConnection): void {
    connection.onReset();
    this.#endLinger(connection);
    this.#forget(connection.stream);
    // Not yet accepted: it leaves the queue as if it had never come (modlwip.c, _lwip_tcp_err_unaccepted).
    this.options.sockets.removePending(connection);
  }

  /** A program's own connection stays until it is closed: there may be bytes or an error to fetch. */
  #forgetIfOver(connection: TcpConnection): void {
    if (!connection.over || !this.#lingering.has(connection)) return;
    this.#endLinger(connection);
    this.#forget(connection.stream);
  }

  #endLinger(connection: TcpConnection): void {
    this.#lingering.get(connection)?.();
    this.#lingering.delete(connection);
  }

  #forget(stream: StreamId): void {
    this.#connections.delete(stream);
    this.#loopback.leave(stream);
  }

  #newStream(): StreamId {
    const stream = this.#nextStream;
    this.#nextStream += 2;
    return stream;
  }

  #send(frame: AirFrame): void {
    if (!this.#loopback.carry(frame)) this.options.send(frame);
  }
}

/** The chip has no loop-back interface; here, kindly, a program can talk to its own server (docs/architecture.md). */
export const isOwnAddress = (ip: string): boolean => ip.startsWith('127.') || ip === LAN.board;
