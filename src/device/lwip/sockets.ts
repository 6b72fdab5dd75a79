import type { Endpoint } from '../../protocol/air';
import { SocketState } from './socket-state';
import type { TcpConnection } from './tcp-connection';
import type { UdpQueue } from './udp-queue';

/** What sockets of both kinds have. */
interface AnySocket {
  readonly descriptor: number;
  reuseAddress: boolean;
  /** 0.0.0.0 when bound to every address; undefined before `bind`. */
  local: Endpoint | undefined;
  /** What `connect` was asked for. */
  remote: Endpoint | undefined;
  /** Called for a new connection, received data, the far end's FIN, a packet: option 20. */
  onEvent: (() => void) | undefined;
}

/** One TCP socket as a program holds it. What it can do depends on its role. */
export interface TcpSocket extends AnySocket {
  readonly kind: 'tcp';
  role: Role;
}

export interface UdpSocket extends AnySocket {
  readonly kind: 'udp';
  readonly queue: UdpQueue;
}

export type Socket = TcpSocket | UdpSocket;

export type Role =
  | { kind: 'new' }
  | { kind: 'listening'; port: number; capacity: number; pending: TcpConnection[] }
  /** From `connect` or `accept` on, to whatever end it came to. */
  | { kind: 'connection'; connection: TcpConnection };

export function stateOf(socket: Socket): number {
  if (socket.kind === 'udp') return SocketState.udp;
  switch (socket.role.kind) {
    case 'new':
      return SocketState.new;
    case 'listening':
      return SocketState.listening;
    case 'connection':
      return socket.role.connection.state;
  }
}
