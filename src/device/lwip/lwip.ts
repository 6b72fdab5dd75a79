import { LAN, type AirFrame, type Endpoint, type StreamId } from '../../protocol/air';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import { unreachable } from '../../shared/unreachable';
import { Errno } from '../errno';
import { CONNECT_TIMEOUT, LINGER, MAX_ACTIVE, RECEIVE_WINDOW } from './limits';
import { Loopback } from './loopback';
import { Resolver } from './resolver';
import { TcpConnection } from './tcp-connection';
import { SocketState, stateOf, type TcpSocket } from './tcp-socket';

export interface LwipOptions {
  readonly clock: Clock;
  /** Uniform in [0, 1): ephemeral ports. */
  readonly random: () => number;
  /** To the antenna. */
  readonly send: (frame: AirFrame) => void;
  /** Whether the station has an address now. */
  readonly online: () => boolean;
  /** A port began or ceased to be listened on. */
  readonly onListening: () => void;
}

/**
 * The chip's TCP/IP stack as MicroPython's socket module uses it (reference/esp8266 §2, extmod/modlwip.c). Sockets
 * are known by small numbers. No call blocks: what would block returns -EAGAIN, and the caller waits and asks again.
 * Errors are negative errno values.
 */
export class Lwip {
  readonly resolver: Resolver;
  readonly #sockets = new Map<number, TcpSocket>();
  readonly #streams = new Map<StreamId, TcpConnection>();
  /** Closed by the program, not yet finished on the air. */
  readonly #lingering = new Map<TcpConnection, Dispose>();
  readonly #loopback: Loopback;
  #nextDescriptor = 1;
  /** The board opens odd streams. */
  #nextStream: StreamId = 1;

  constructor(private readonly options: LwipOptions) {
    this.#loopback = new Loopback((frame) => this.receive(frame));
    this.resolver = new Resolver(options.send, options.clock, options.online);
  }

  /** Sockets that a program holds or that still finish: 0 means that nothing leaked. */
  get openSockets(): number {
    return this.#sockets.size;
  }

  get openStreams(): number {
    return this.#streams.size;
  }

  get listeningPorts(): number[] {
    const ports: number[] = [];
    for (const { role } of this.#sockets.values()) if (role.kind === 'listening') ports.push(role.port);
    return ports.sort((a, b) => a - b);
  }

  // Calls of the socket module

  socket(): number {
    const descriptor = this.#nextDescriptor++;
    this.#sockets.set(descriptor, {
      descriptor,
      reuseAddress: false,
      local: undefined,
      role: { kind: 'new' },
    });
    return descriptor;
  }

  state(descriptor: number): number {
    const socket = this.#sockets.get(descriptor);
    return socket ? stateOf(socket) : SocketState.closed;
  }

  setReuseAddress(descriptor: number, on: boolean): number {
    const socket = this.#sockets.get(descriptor);
    if (!socket) return -Errno.EBADF;
    socket.reuseAddress = on;
    return 0;
  }

  bind(descriptor: number, ip: string, port: number): number {
    const socket = this.#sockets.get(descriptor);
    if (!socket) return -Errno.EBADF;
    if (socket.role.kind !== 'new') return -Errno.EALREADY;
    const wanted = port === 0 ? this.#freePort() : port;
    if (this.#portClash(socket, wanted)) return -Errno.EADDRINUSE;
    socket.local = { ip, port: wanted };
    return 0;
  }

  listen(descriptor: number, backlog: number): number {
    const socket = this.#sockets.get(descriptor);
    if (!socket) return -Errno.EBADF;
    if (socket.role.kind !== 'new') return -Errno.ENOMEM;
    const port = socket.local?.port ?? this.#freePort();
    for (const other of this.#sockets.values()) {
      if (other.role.kind === 'listening' && other.role.port === port) return -Errno.ENOMEM;
    }
    socket.local ??= { ip: '0.0.0.0', port };
    // The backlog is kept in eight bits, and an empty queue would accept nothing.
    const capacity = Math.max(1, Math.max(0, backlog) & 0xff);
    socket.role = { kind: 'listening', port, capacity, pending: [] };
    this.options.onListening();
    return 0;
  }

  /** @returns the new socket's number. */
  accept(descriptor: number): number {
    const socket = this.#sockets.get(descriptor);
    if (!socket) return -Errno.EBADF;
    if (socket.role.kind !== 'listening') return -Errno.EINVAL;
    const connection = socket.role.pending.shift();
    if (!connection) return -Errno.EAGAIN;
    const accepted = this.socket();
    const entry = this.#sockets.get(accepted);
    if (entry) {
      entry.local = connection.local;
      entry.role = { kind: 'connected', connection };
    }
    this.#send({ kind: 'accepted', stream: connection.stream });
    return accepted;
  }

  /** Begins a connection: 0 is never returned at once; -EINPROGRESS means to ask `connected`. */
  connect(descriptor: number, ip: string, port: number): number {
    const socket = this.#sockets.get(descriptor);
    if (!socket || socket.role.kind === 'failed') return -Errno.EBADF;
    if (socket.role.kind === 'connected') {
      return socket.role.connection.peerFinished ? -Errno.EALREADY : -Errno.EISCONN;
    }
    if (socket.role.kind !== 'new') return -Errno.EALREADY;
    const loops = isOwnAddress(ip);
    if (!loops && !this.options.online()) return -Errno.EHOSTUNREACH;
    const local = {
      ip: loops ? ip : LAN.board,
      port: socket.local?.port ?? this.#freePort(),
    };
    const stream = this.#newStream();
    const connection = new TcpConnection(stream, local, { ip, port }, (frame) => this.#send(frame));
    this.#streams.set(stream, connection);
    socket.local = local;
    const giveUp = this.options.clock.after(CONNECT_TIMEOUT, () =>
      this.#failConnect(stream, Errno.ECONNABORTED),
    );
    socket.role = { kind: 'connecting', connection, giveUp };
    if (loops) this.#loopback.join(stream, this.#newStream());
    this.#send({ kind: 'open', stream, from: local, to: { ip, port }, window: RECEIVE_WINDOW });
    return -Errno.EINPROGRESS;
  }

  /** How a `connect` stands: 0 connected, -EAGAIN not yet, else why it failed (told once). */
  connected(descriptor: number): number {
    const socket = this.#sockets.get(descriptor);
    if (!socket) return -Errno.EBADF;
    if (socket.role.kind === 'connecting') return -Errno.EAGAIN;
    if (socket.role.kind !== 'failed') return 0;
    const { errno } = socket.role;
    socket.role.errno = Errno.EBADF;
    return -errno;
  }

  /** @returns how many bytes `recv(limit)` may take now; 0 at the end. */
  readable(descriptor: number, limit: number): number {
    return this.#reading(descriptor, (connection) => connection.readable(limit));
  }

  /** @returns how many bytes the next step of `readline` may take now; 0 at the end. */
  readableLine(descriptor: number, limit: number): number {
    return this.#reading(descriptor, (connection) => connection.readableLine(limit));
  }

  #reading(descriptor: number, ask: (connection: TcpConnection) => number): number {
    const socket = this.#sockets.get(descriptor);
    if (!socket || socket.role.kind === 'failed') return -Errno.EBADF;
    if (socket.role.kind === 'connecting') return -Errno.EAGAIN;
    return socket.role.kind === 'connected' ? ask(socket.role.connection) : -Errno.ENOTCONN;
  }

  /** Fills `into` with bytes that `readable` or `readableLine` promised; `peek` leaves them there. */
  take(descriptor: number, into: Uint8Array, peek = false): void {
    const role = this.#sockets.get(descriptor)?.role;
    if (role?.kind !== 'connected') return;
    if (peek) role.connection.peek(into);
    else role.connection.take(into);
  }

  /** @returns how many of `bytes` were taken; `blocked` callers are let in again when there is some room. */
  write(descriptor: number, bytes: Uint8Array, blocked: boolean): number {
    const socket = this.#sockets.get(descriptor);
    if (!socket || socket.role.kind === 'failed') return -Errno.EBADF;
    if (socket.role.kind === 'connecting') return -Errno.EAGAIN;
    return socket.role.kind === 'connected' ? socket.role.connection.write(bytes, blocked) : -Errno.ENOTCONN;
  }

  sendSpace(descriptor: number): number {
    const role = this.#sockets.get(descriptor)?.role;
    return role?.kind === 'connected' ? role.connection.sendSpace : 0;
  }

  peer(descriptor: number): Endpoint | undefined {
    const role = this.#sockets.get(descriptor)?.role;
    return role?.kind === 'connected' || role?.kind === 'connecting' ? role.connection.remote : undefined;
  }

  local(descriptor: number): Endpoint | undefined {
    return this.#sockets.get(descriptor)?.local;
  }

  /** Closing twice, or what is not open, does nothing. */
  close(descriptor: number): void {
    const socket = this.#sockets.get(descriptor);
    if (!socket) return;
    this.#sockets.delete(descriptor);
    switch (socket.role.kind) {
      case 'listening':
        for (const connection of socket.role.pending) this.#abort(connection);
        this.options.onListening();
        return;
      case 'connecting':
        socket.role.giveUp();
        this.#abort(socket.role.connection);
        return;
      case 'connected':
        this.#linger(socket.role.connection);
        return;
      case 'new':
      case 'failed':
        return;
    }
  }

  /** A soft reset: finalisers close every socket. */
  closeAll(): void {
    for (const descriptor of [...this.#sockets.keys()]) this.close(descriptor);
    this.resolver.reset();
  }

  /** The antenna is off: what is open ends without a word, as when a network disappears. */
  dropAll(): void {
    for (const connection of [...this.#streams.values()]) this.#onReset(connection);
  }

  // From the air

  receive(frame: AirFrame): void {
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
      case 'answer':
        this.resolver.onAnswer(frame.query, frame.addresses);
        return;
      case 'data':
      case 'credit':
      case 'fin':
      case 'reset':
        this.#onStreamFrame(frame);
        return;
      case 'accepted':
      case 'datagram':
      case 'query':
        // A loop-back connection tells itself; UDP has no socket to go to; the board is no name server.
        return;
      default:
        unreachable(frame);
    }
  }

  #onStreamFrame(frame: Extract<AirFrame, { kind: 'data' | 'credit' | 'fin' | 'reset' }>): void {
    const connection = this.#streams.get(frame.stream);
    if (!connection) {
      // Nobody here knows that connection (any more): TCP answers data with a reset.
      if (frame.kind === 'data') this.#send({ kind: 'reset', stream: frame.stream });
      return;
    }
    switch (frame.kind) {
      case 'data':
        if (this.#lingering.has(connection)) this.#abort(connection);
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

  /** The far end gave up: what came is still there to be read, but nobody is there any more and the place is free. */
  #onReset(connection: TcpConnection): void {
    connection.onReset();
    this.#endLinger(connection);
    this.#forget(connection.stream);
    // Not yet accepted: it leaves the queue as if it had never come (modlwip.c, _lwip_tcp_err_unaccepted).
    for (const { role } of this.#sockets.values()) {
      if (role.kind !== 'listening') continue;
      const place = role.pending.indexOf(connection);
      if (place >= 0) role.pending.splice(place, 1);
    }
  }

  #onOpen(stream: StreamId, from: Endpoint, to: Endpoint, window: number): void {
    if (this.#streams.size >= MAX_ACTIVE) {
      this.#loopback.leave(stream);
      return;
    }
    const listener = [...this.#sockets.values()].find(
      ({ role, local }) =>
        role.kind === 'listening' &&
        role.port === to.port &&
        (local?.ip === '0.0.0.0' || local?.ip === to.ip),
    );
    if (listener?.role.kind !== 'listening') {
      this.#send({ kind: 'refused', stream });
      this.#loopback.leave(stream);
      return;
    }
    this.#send({ kind: 'opened', stream, window: RECEIVE_WINDOW });
    if (listener.role.pending.length >= listener.role.capacity) {
      this.#send({ kind: 'reset', stream });
      this.#loopback.leave(stream);
      return;
    }
    const connection = new TcpConnection(stream, to, from, (frame) => this.#send(frame));
    this.#streams.set(stream, connection);
    connection.onCredit(window);
    listener.role.pending.push(connection);
  }

  #onOpened(stream: StreamId, window: number): void {
    const socket = this.#connecting(stream);
    if (socket?.role.kind !== 'connecting') return;
    const { connection, giveUp } = socket.role;
    giveUp();
    socket.role = { kind: 'connected', connection };
    connection.onCredit(window);
  }

  #failConnect(stream: StreamId, errno: number): void {
    const socket = this.#connecting(stream);
    if (socket?.role.kind !== 'connecting') return;
    socket.role.giveUp();
    socket.role = { kind: 'failed', errno };
    socket.local = undefined;
    if (errno === Errno.ECONNABORTED) this.#send({ kind: 'reset', stream });
    this.#forget(stream);
  }

  #connecting(stream: StreamId): TcpSocket | undefined {
    return [...this.#sockets.values()].find(
      ({ role }) => role.kind === 'connecting' && role.connection.stream === stream,
    );
  }

  // The ends of connections

  #linger(connection: TcpConnection): void {
    connection.close();
    if (connection.over || connection.resetState !== 'no') {
      this.#forget(connection.stream);
      return;
    }
    const giveUp = this.options.clock.after(LINGER, () => this.#abort(connection));
    this.#lingering.set(connection, giveUp);
  }

  #abort(connection: TcpConnection): void {
    connection.abort();
    this.#endLinger(connection);
    this.#forget(connection.stream);
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
    this.#streams.delete(stream);
    this.#loopback.leave(stream);
  }

  // Ports and streams

  #portClash(socket: TcpSocket, port: number): boolean {
    return [...this.#sockets.values()].some(
      (other) =>
        other.local?.port === port && !(other !== socket && socket.reuseAddress && other.reuseAddress),
    );
  }

  /** MicroPython's choice for port 0: random, 1024 to 32766. */
  #freePort(): number {
    const used = new Set([...this.#sockets.values()].map(({ local }) => local?.port));
    for (;;) {
      const port = 1024 + Math.floor(this.options.random() * 31_743);
      if (!used.has(port)) return port;
    }
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
const isOwnAddress = (ip: string): boolean => ip.startsWith('127.') || ip === LAN.board;
