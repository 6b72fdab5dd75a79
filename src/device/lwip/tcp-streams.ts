import type { AirFrame, Endpoint, StreamId } from '../../protocol/air';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import { unreachable } from '../../shared/unreachable';
import { CONNECT_TIMEOUT, LINGER, MAX_ACTIVE, RECEIVE_WINDOW } from './limits';
import { Loopback } from './loopback';
import { LwipError } from './lwip-error';
import type { SocketTable } from './socket-table';
import type { TcpSocket } from './sockets';
import { TcpConnection } from './tcp-connection';
import { TimeWait } from './time-wait';

export interface TcpStreamsOptions {
  readonly clock: Clock;
  readonly sockets: SocketTable;
  /** To the antenna. */
  readonly send: (frame: AirFrame) => void;
  /** The station's. */
  readonly address: string;
}

/** The frames that belong to a TCP connection. */
export type StreamFrame = Extract<AirFrame, { stream: StreamId }>;

/** A connection that its program has closed and that is not over on the air. */
interface Lingering {
  readonly giveUp: Dispose;
  readonly reuseAddress: boolean;
  /** Its port counts as taken. */
  holdsPort: boolean;
}

/**
 * The board's connections as they are on the air: how they begin, what their frames do to the sockets that hold
 * them, and how they end, which may be after the program has closed its socket.
 */
export class TcpStreams {
  readonly #connections = new Map<StreamId, TcpConnection>();
  /** Those whose SYN is not answered. */
  readonly #connecting = new Map<StreamId, Dispose>();
  readonly #lingering = new Map<TcpConnection, Lingering>();
  readonly #timeWait: TimeWait;
  readonly #loopback = new Loopback((frame) => this.receive(frame));
  /** The board opens odd streams. */
  #nextStream: StreamId = 1;

  constructor(private readonly options: TcpStreamsOptions) {
    this.#timeWait = new TimeWait(options.clock);
  }

  get size(): number {
    return this.#connections.size;
  }

  /** Sends a SYN for `socket`, which is connecting from here on. */
  connect(socket: TcpSocket, local: Endpoint, to: Endpoint): void {
    const stream = this.#newStream();
    const connection = this.#begin(stream, local, to);
    const giveUp = this.options.clock.after(CONNECT_TIMEOUT, () => {
      this.#send({ kind: 'reset', stream });
      this.#fail(connection, LwipError.aborted);
    });
    this.#connecting.set(stream, giveUp);
    hold(socket, connection);
    if (isOwnAddress(to.ip, this.options.address)) this.#loopback.join(stream, this.#newStream());
    this.#send({ kind: 'open', stream, from: local, to, window: RECEIVE_WINDOW });
  }

  /** A program takes the connection out of its listener's queue. */
  accept(connection: TcpConnection, socket: TcpSocket): void {
    hold(socket, connection);
    this.#send({ kind: 'accepted', stream: connection.stream });
  }

  /** The program closed its socket: the rest is sent, and the far end has a while to finish too. */
  close(connection: TcpConnection, reuseAddress: boolean): void {
    connection.onEvent = undefined;
    connection.close();
    if (connection.over) {
      this.#forget(connection);
      return;
    }
    const giveUp = this.options.clock.after(LINGER, () => this.abort(connection));
    this.#lingering.set(connection, { giveUp, reuseAddress, holdsPort: true });
  }

  abort(connection: TcpConnection): void {
    connection.abort();
    this.#forget(connection);
  }

  /** Ends what is open by an error of which no far end hears. */
  failAll(error: LwipError): void {
    for (const connection of [...this.#connections.values()]) this.#fail(connection, error);
  }

  /** The chip resets: every far end is told so. */
  abortAll(): void {
    for (const connection of [...this.#connections.values()]) this.abort(connection);
    this.#timeWait.clear();
  }

  // Ports that no socket has and that are taken all the same

  /** @param reuseAddress whether who asks says SO_REUSEADDR */
  holdsPort(port: number, reuseAddress: boolean): boolean {
    for (const [{ local }, lingering] of this.#lingering) {
      const shared = reuseAddress && lingering.reuseAddress;
      if (local.port === port && lingering.holdsPort && !shared) return true;
    }
    return !reuseAddress && this.#timeWait.holds(port);
  }

  /** A server was closed, and its next start shall not have to wait for the connections that it had ended. */
  releasePort(port: number): void {
    for (const [{ local }, lingering] of this.#lingering)
      if (local.port === port) lingering.holdsPort = false;
    this.#timeWait.release(port);
  }

  // From the air

  receive(frame: AirFrame): void {
    if (!('stream' in frame)) return;
    switch (frame.kind) {
      case 'open':
        this.#onOpen(frame.stream, frame.from, frame.to, frame.window);
        return;
      case 'opened':
      case 'refused':
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

  #onConnectionFrame(frame: Exclude<StreamFrame, { kind: 'open' | 'accepted' }>): void {
    const connection = this.#connections.get(frame.stream);
    if (!connection) {
      // Nobody here knows that connection (any more): TCP answers data with a reset.
      if (frame.kind === 'data') this.#send({ kind: 'reset', stream: frame.stream });
      return;
    }
    switch (frame.kind) {
      case 'opened':
        this.#answered(frame.stream);
        connection.onOpened(frame.window);
        break;
      case 'data':
        connection.onData(frame.bytes);
        break;
      case 'credit':
        connection.onCredit(frame.bytes);
        break;
      case 'fin':
        connection.onFin();
        break;
      case 'refused':
        // An answer to a SYN, and to nothing else.
        if (this.#connecting.has(frame.stream)) connection.onError(LwipError.reset);
        break;
      case 'reset':
        connection.onError(LwipError.reset);
        break;
      default:
        unreachable(frame);
    }
    this.#forgetIfOver(connection);
  }

  /** A SYN: the backlog and the limit of connections decide (reference/esp8266 §2.4). */
  #onOpen(stream: StreamId, from: Endpoint, to: Endpoint, window: number): void {
    if (this.#connections.has(stream)) return;
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
    const { pending, capacity } = listener.role;
    if (pending.length >= capacity) {
      this.#send({ kind: 'reset', stream });
      this.#loopback.leave(stream);
      return;
    }
    const connection = this.#begin(stream, to, from);
    connection.onOpened(window);
    pending.push(connection);
    listener.onEvent?.();
  }

  #begin(stream: StreamId, local: Endpoint, remote: Endpoint): TcpConnection {
    const connection = new TcpConnection(stream, local, remote, (frame) => this.#send(frame));
    this.#connections.set(stream, connection);
    return connection;
  }

  #answered(stream: StreamId): void {
    this.#connecting.get(stream)?.();
    this.#connecting.delete(stream);
  }

  #fail(connection: TcpConnection, error: LwipError): void {
    connection.onError(error);
    this.#forgetIfOver(connection);
  }

  /** What is over is no place for lwIP any more; a program that holds it still finds its bytes and its error there. */
  #forgetIfOver(connection: TcpConnection): void {
    const lingering = this.#lingering.get(connection);
    if (!connection.over || (connection.alive && !lingering)) return;
    if (connection.alive && connection.finishedFirst && lingering?.holdsPort)
      this.#timeWait.add(connection.local.port);
    this.#forget(connection);
  }

  #forget(connection: TcpConnection): void {
    const { stream } = connection;
    this.#lingering.get(connection)?.giveUp();
    this.#lingering.delete(connection);
    // A socket may be closed long after its connection was over: by then its place is no longer its own.
    if (this.#connections.get(stream) === connection) {
      this.#answered(stream);
      this.#connections.delete(stream);
      this.#loopback.leave(stream);
    }
    // Not yet accepted: it leaves the queue as if it had never come (modlwip.c, _lwip_tcp_err_unaccepted).
    if (!connection.alive) this.options.sockets.removePending(connection);
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

function hold(socket: TcpSocket, connection: TcpConnection): void {
  socket.local = connection.local;
  socket.role = { kind: 'connection', connection };
  connection.onEvent = () => socket.onEvent?.();
}

/** The chip has no loop-back interface; here, kindly, a program can talk to its own server (docs/architecture.md). */
export const isOwnAddress = (ip: string, address: string): boolean => ip.startsWith('127.') || ip === address;
