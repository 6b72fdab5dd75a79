import type { Endpoint } from '../../protocol/air';
import { Errno } from '../errno';
import { errnoOf, type LwipError } from './lwip-error';
import { SocketState } from './socket-state';
import type { SocketTable } from './socket-table';
import { stateOf, type TcpSocket } from './sockets';
import type { TcpConnection } from './tcp-connection';
import { isOwnAddress, type TcpStreams } from './tcp-streams';

export interface TcpOptions {
  readonly sockets: SocketTable;
  readonly streams: TcpStreams;
  /** The station's. */
  readonly address: string;
  /** Whether it has that address now. */
  readonly online: () => boolean;
  /** A port began or ceased to be listened on. */
  readonly onListening: () => void;
}

/** What programs do with TCP sockets (reference/esp8266 §2.4). Calls return what they did, or a negative errno. */
export class Tcp {
  constructor(private readonly options: TcpOptions) {}

  bind(socket: TcpSocket, ip: string, port: number): number {
    const { sockets, streams } = this.options;
    if (socket.role.kind !== 'new') return isGone(socket) ? -Errno.EBADF : -Errno.EALREADY;
    const wanted = port === 0 ? this.#freePort() : port;
    if (sockets.tcpPortClash(socket, wanted) || streams.holdsPort(wanted, socket.reuseAddress))
      return -Errno.EADDRINUSE;
    socket.local = { ip, port: wanted };
    return 0;
  }

  /** @returns -EINPROGRESS when it has begun: then `connected` tells how it stands */
  connect(socket: TcpSocket, to: Endpoint): number {
    if (isGone(socket)) return -Errno.EBADF;
    if (socket.role.kind !== 'new')
      return stateOf(socket) === SocketState.connected ? -Errno.EISCONN : -Errno.EALREADY;
    const { address, online } = this.options;
    const loops = isOwnAddress(to.ip, address);
    if (!loops && !online()) return -Errno.EHOSTUNREACH;
    const local = { ip: loops ? to.ip : address, port: socket.local?.port ?? this.#freePort() };
    socket.remote = to;
    this.options.streams.connect(socket, local, to);
    return -Errno.EINPROGRESS;
  }

  /** How a `connect` stands: 0 connected, -EAGAIN not yet, else why it failed. */
  connected(socket: TcpSocket): number {
    const state = stateOf(socket);
    if (state < 0) return -errnoOf(state as LwipError);
    return state === SocketState.connecting ? -Errno.EAGAIN : 0;
  }

  listen(socket: TcpSocket, backlog: number): number {
    if (isGone(socket)) return -Errno.EBADF;
    if (socket.role.kind !== 'new') return -Errno.ENOMEM;
    const port = socket.local?.port ?? this.#freePort();
    if (this.options.sockets.listensOn(port)) return -Errno.ENOMEM;
    socket.local ??= { ip: '0.0.0.0', port };
    // The backlog is kept in eight bits, and an empty queue would accept nothing.
    const capacity = Math.max(1, Math.max(0, backlog) & 0xff);
    socket.role = { kind: 'listening', port, capacity, pending: [] };
    this.options.onListening();
    return 0;
  }

  /** @returns the new socket's number */
  accept(socket: TcpSocket): number {
    if (isGone(socket)) return -Errno.EBADF;
    if (socket.role.kind !== 'listening') return -Errno.EINVAL;
    const connection = socket.role.pending.shift();
    if (!connection) return -Errno.EAGAIN;
    const accepted = this.options.sockets.createTcp();
    // lwIP's connections have the options of their listener (SOF_INHERITED).
    accepted.reuseAddress = socket.reuseAddress;
    this.options.streams.accept(connection, accepted);
    return accepted.descriptor;
  }

  /** The socket is no program's any more. */
  close({ role, reuseAddress }: TcpSocket): void {
    const { streams } = this.options;
    if (role.kind === 'connection') streams.close(role.connection, reuseAddress);
    if (role.kind !== 'listening') return;
    for (const connection of role.pending) streams.abort(connection);
    streams.releasePort(role.port);
    this.options.onListening();
  }

  #freePort(): number {
    return this.options.sockets.freeTcpPort((port) => this.options.streams.holdsPort(port, false));
  }
}

/** The connection that a socket has or had. */
export const connectionOf = ({ role }: TcpSocket): TcpConnection | undefined =>
  role.kind === 'connection' ? role.connection : undefined;

/** lwIP has given its connection up: most calls find a null pointer there. */
export const isGone = (socket: TcpSocket): boolean => connectionOf(socket)?.alive === false;
