import type { AirFrame, Endpoint } from '../../protocol/air';
import type { Clock } from '../../shared/clock';
import { Errno } from '../errno';
import { TCP_SND_BUF } from './limits';
import { LwipError } from './lwip-error';
import { pollFlags } from './poll-flags';
import { Resolver } from './resolver';
import { SocketTable } from './socket-table';
import { SocketState } from './socket-state';
import { stateOf, type Socket, type UdpSocket } from './sockets';
import { connectionOf, isGone, Tcp } from './tcp';
import type { TcpConnection } from './tcp-connection';
import { TcpStreams } from './tcp-streams';
import { Udp } from './udp';

export interface LwipOptions {
  readonly clock: Clock;
  /** Uniform in [0, 1): ephemeral ports. */
  readonly random: () => number;
  /** To the antenna. */
  readonly send: (frame: AirFrame) => void;
  /** The station's. */
  readonly address: string;
  /** Whether it has that address now. */
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
  readonly #tcp: Tcp;
  readonly #udp: Udp;

  constructor({ clock, random, send, address, online, onListening }: LwipOptions) {
    const sockets = new SocketTable(random);
    const streams = new TcpStreams({ clock, sockets, send, address });
    this.#sockets = sockets;
    this.#streams = streams;
    this.#tcp = new Tcp({ sockets, streams, address, online, onListening });
    this.#udp = new Udp({ clock, sockets, send, address, online });
    this.resolver = new Resolver(send, clock, online);
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
    else if (frame.kind === 'datagram') this.#udp.receive(frame);
    else this.#streams.receive(frame);
  }

  // Calls for sockets of both kinds

  socket(kind: Socket['kind'] = 'tcp'): number {
    return (kind === 'tcp' ? this.#sockets.createTcp() : this.#sockets.createUdp()).descriptor;
  }

  state(descriptor: number): number {
    const socket = this.#sockets.get(descriptor);
    return socket ? stateOf(socket) : LwipError.badDescriptor;
  }

  /** @param asked MP_STREAM_POLL_RD, MP_STREAM_POLL_WR @returns the flags that hold now */
  poll(descriptor: number, asked: number): number {
    return pollFlags(this.#sockets.get(descriptor), asked);
  }

  /** On a closed socket this and `bind` reset the chip, which looks through a null pointer. */
  setReuseAddress(descriptor: number, on: boolean): number {
    const socket = this.#sockets.get(descriptor);
    if (!socket) return -Errno.EBADF;
    socket.reuseAddress = on;
    return 0;
  }

  /** Who is called when something comes for the socket: option 20. */
  setOnEvent(descriptor: number, onEvent: (() => void) | undefined): void {
    const socket = this.#sockets.get(descriptor);
    if (socket) socket.onEvent = onEvent;
  }

  /** Joins or leaves a multicast group. @param via the interface's address, or 0.0.0.0 */
  setMembership(group: string, via: string, member: boolean): number {
    return member ? this.#udp.join(group, via) : this.#udp.leave(group, via);
  }

  bind(descriptor: number, ip: string, port: number): number {
    const socket = this.#sockets.get(descriptor);
    if (!socket) return -Errno.EBADF;
    return socket.kind === 'udp' ? this.#udp.bind(socket, ip, port) : this.#tcp.bind(socket, ip, port);
  }

  /** Begins a connection: -EINPROGRESS means to ask `connected`. A UDP socket has one at once. */
  connect(descriptor: number, ip: string, port: number): number {
    const socket = this.#sockets.get(descriptor);
    if (!socket) return -Errno.EBADF;
    const to = { ip, port };
    return socket.kind === 'udp' ? this.#udp.connect(socket, to) : this.#tcp.connect(socket, to);
  }

  /** How a `connect` stands: 0 connected, -EAGAIN not yet, else why it failed. */
  connected(descriptor: number): number {
    const socket = this.#sockets.get(descriptor);
    return socket?.kind === 'tcp' ? this.#tcp.connected(socket) : -Errno.EBADF;
  }

  listen(descriptor: number, backlog: number): number {
    const socket = this.#sockets.get(descriptor);
    if (!socket) return -Errno.EBADF;
    return socket.kind === 'tcp' ? this.#tcp.listen(socket, backlog) : -Errno.EOPNOTSUPP;
  }

  /** @returns the new socket's number. */
  accept(descriptor: number): number {
    const socket = this.#sockets.get(descriptor);
    if (!socket) return -Errno.EBADF;
    return socket.kind === 'tcp' ? this.#tcp.accept(socket) : -Errno.EOPNOTSUPP;
  }

  /** @returns how many bytes `recv(limit)` may take now; 0 at the end, or for an empty packet, which is gone then. */
  readable(descriptor: number, limit: number): number {
    const socket = this.#sockets.get(descriptor);
    if (socket?.kind === 'udp') return readablePacket(socket, limit);
    return this.#onConnection(socket, (connection) => connection.readable(limit));
  }

  /** @returns how many bytes the next step of `readline` may take now; 0 at the end. */
  readableLine(descriptor: number, limit: number): number {
    const socket = this.#sockets.get(descriptor);
    // The chip's readline reads byte by byte, and so loses all but the first of each packet.
    if (socket?.kind === 'udp') return readablePacket(socket, Math.min(1, limit));
    return this.#onConnection(socket, (connection) => connection.readableLine(limit));
  }

  /** Fills `into` with bytes that `readable` or `readableLine` promised; `peek` leaves them there. */
  take(descriptor: number, into: Uint8Array, peek = false): void {
    const socket = this.#sockets.get(descriptor);
    if (socket?.kind === 'udp') socket.queue.read(into, peek);
    else if (peek) this.#connection(descriptor)?.peek(into);
    else this.#connection(descriptor)?.take(into);
  }

  /** @returns how many of `bytes` were taken; `blocked` callers are let in again when there is some room. */
  write(descriptor: number, bytes: Uint8Array, blocked: boolean): number {
    const socket = this.#sockets.get(descriptor);
    if (socket?.kind === 'udp') return this.#udp.send(socket, bytes, socket.remote ?? NOBODY);
    return this.#onConnection(socket, (connection) => connection.write(bytes, blocked));
  }

  /** @returns how many bytes a packet of these took along */
  sendTo(descriptor: number, bytes: Uint8Array, to: Endpoint): number {
    const socket = this.#sockets.get(descriptor);
    return socket?.kind === 'udp' ? this.#udp.send(socket, bytes, to) : this.write(descriptor, bytes, false);
  }

  /** Closing twice, or what is not open, does nothing. */
  close(descriptor: number): void {
    const socket = this.#sockets.get(descriptor);
    if (!socket) return;
    this.#sockets.remove(descriptor);
    if (socket.kind === 'tcp') this.#tcp.close(socket);
  }

  // What can be seen of a socket

  /** @returns how many bytes `send` would take now; of a socket that is done for, it is to say so itself. */
  sendSpace(descriptor: number): number {
    const socket = this.#sockets.get(descriptor);
    if (socket?.kind !== 'tcp' || isGone(socket)) return Infinity;
    return connectionOf(socket)?.sendSpace ?? TCP_SND_BUF;
  }

  /** Received and not read: bytes, or UDP packets. */
  incoming(descriptor: number): number {
    const socket = this.#sockets.get(descriptor);
    return socket?.kind === 'udp' ? socket.queue.length : (this.#connection(descriptor)?.receivedBytes ?? 0);
  }

  /** How much of the first received segment is read already. */
  segmentOffset(descriptor: number): number {
    return this.#connection(descriptor)?.segmentOffset ?? 0;
  }

  /** The far end of a connection, or of a connected UDP socket. */
  peer(descriptor: number): Endpoint | undefined {
    return this.#connection(descriptor)?.remote ?? this.#sockets.get(descriptor)?.remote;
  }

  /** Where `recvfrom` says that its bytes came from: of TCP it knows only what `connect` was asked for. */
  sender(descriptor: number): Endpoint {
    const socket = this.#sockets.get(descriptor);
    return (socket?.kind === 'udp' ? socket.queue.lastSender : socket?.remote) ?? NOBODY;
  }

  local(descriptor: number): Endpoint | undefined {
    return this.#sockets.get(descriptor)?.local;
  }

  // Resets

  /** A soft reset: finalisers close every socket. */
  closeAll(): void {
    // Listeners last: they take the ports of what is still ending with them, so that a server can start again.
    for (const descriptor of this.#sockets.descriptors)
      if (this.state(descriptor) !== SocketState.listening) this.close(descriptor);
    for (const descriptor of this.#sockets.descriptors) this.close(descriptor);
    this.resolver.reset();
  }

  /** A hard reset: nothing is finished in good order. */
  abortAll(): void {
    this.#streams.abortAll();
    this.closeAll();
    this.#udp.reset();
  }

  /** The antenna is off: lwIP aborts what is open, and no far end hears of it. */
  dropAll(): void {
    this.#streams.failAll(LwipError.aborted);
  }

  /** Every far end is gone at once. */
  resetAll(): void {
    this.#streams.failAll(LwipError.reset);
  }

  #connection(descriptor: number): TcpConnection | undefined {
    const socket = this.#sockets.get(descriptor);
    return socket?.kind === 'tcp' ? connectionOf(socket) : undefined;
  }

  #onConnection(socket: Socket | undefined, call: (connection: TcpConnection) => number): number {
    if (socket?.kind !== 'tcp') return -Errno.EBADF;
    const connection = connectionOf(socket);
    return connection ? call(connection) : -Errno.ENOTCONN;
  }
}

const NOBODY: Endpoint = { ip: '0.0.0.0', port: 0 };

function readablePacket({ queue }: UdpSocket, limit: number): number {
  if (!queue.first) return -Errno.EAGAIN;
  const count = Math.min(limit, queue.first.bytes.length);
  if (count === 0) queue.read(new Uint8Array(0), false);
  return count;
}
