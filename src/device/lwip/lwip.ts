import { LAN, type AirFrame, type Endpoint } from '../../protocol/air';
import type { Clock } from '../../shared/clock';
import { Errno } from '../errno';
import { pollFlags } from './poll-flags';
import { Resolver } from './resolver';
import { SocketTable } from './socket-table';
import type { TcpConnection } from './tcp-connection';
import { SocketState, stateOf } from './tcp-socket';
import { isOwnAddress, TcpStreams } from './tcp-streams';

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
  readonly #sockets: SocketTable;
  readonly #streams: TcpStreams;

  constructor(private readonly options: LwipOptions) {
    this.#sockets = new SocketTable(options.random);
    this.#streams = new TcpStreams({ clock: options.clock, sockets: this.#sockets, send: options.send });
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
    return this.#sockets.listeningPorts;
  }

  receive(frame: AirFrame): void {
    if (frame.kind === 'answer') this.resolver.onAnswer(frame.query, frame.addresses);
    else this.#streams.receive(frame);
  }

  // Calls of the socket module

  socket(): number {
    return this.#sockets.create().descriptor;
  }

  state(descriptor: number): number {
    const socket = this.#sockets.get(descriptor);
    return socket ? stateOf(socket) : SocketState.closed;
  }

  /** @param asked MP_STREAM_POLL_RD, MP_STREAM_POLL_WR @returns the flags that hold now */
  poll(descriptor: number, asked: number): number {
    return pollFlags(this.#sockets.get(descriptor), asked);
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
    const wanted = port === 0 ? this.#sockets.freePort() : port;
    if (this.#sockets.portClash(socket, wanted)) return -Errno.EADDRINUSE;
    socket.local = { ip, port: wanted };
    return 0;
  }

  listen(descriptor: number, backlog: number): number {
    const socket = this.#sockets.get(descriptor);
    if (!socket) return -Errno.EBADF;
    if (socket.role.kind !== 'new') return -Errno.ENOMEM;
    const port = socket.local?.port ?? this.#sockets.freePort();
    if (this.#sockets.listensOn(port)) return -Errno.ENOMEM;
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
    const accepted = this.#sockets.create();
    accepted.local = connection.local;
    accepted.role = { kind: 'connected', connection };
    this.#streams.tellAccepted(connection);
    return accepted.descriptor;
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
      port: socket.local?.port ?? this.#sockets.freePort(),
    };
    this.#streams.connect(socket, local, { ip, port });
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
    return this.#onConnection(descriptor, (connection) => connection.readable(limit));
  }

  /** @returns how many bytes the next step of `readline` may take now; 0 at the end. */
  readableLine(descriptor: number, limit: number): number {
    return this.#onConnection(descriptor, (connection) => connection.readableLine(limit));
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
    return this.#onConnection(descriptor, (connection) => connection.write(bytes, blocked));
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
    this.#sockets.remove(descriptor);
    switch (socket.role.kind) {
      case 'listening':
        for (const connection of socket.role.pending) this.#streams.abort(connection);
        this.options.onListening();
        return;
      case 'connecting':
        socket.role.giveUp();
        this.#streams.abort(socket.role.connection);
        return;
      case 'connected':
        this.#streams.close(socket.role.connection);
        return;
      case 'new':
      case 'failed':
        return;
    }
  }

  /** A soft reset: finalisers close every socket. */
  closeAll(): void {
    for (const descriptor of this.#sockets.descriptors) this.close(descriptor);
    this.resolver.reset();
  }

  /** A hard reset: nothing is finished in good order. */
  abortAll(): void {
    this.#streams.abortAll();
    this.closeAll();
  }

  /** The antenna is off: what is open ends without a word, as when a network disappears. */
  dropAll(): void {
    this.#streams.dropAll();
  }

  #onConnection(descriptor: number, call: (connection: TcpConnection) => number): number {
    const role = this.#sockets.get(descriptor)?.role;
    if (!role || role.kind === 'failed') return -Errno.EBADF;
    if (role.kind === 'connecting') return -Errno.EAGAIN;
    return role.kind === 'connected' ? call(role.connection) : -Errno.ENOTCONN;
  }
}
