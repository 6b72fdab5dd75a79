import type { Endpoint } from '../../protocol/air';
import type { Dispose } from '../../shared/disposable';
import type { TcpConnection } from './tcp-connection';

/** What MicroPython's `repr` of a socket calls its state (reference/esp8266 §2.4). */
export const SocketState = {
  new: 0,
  listening: 1,
  connecting: 2,
  connected: 3,
  peerClosed: 5,
  peerReset: 6,
  closed: -16,
} as const;

/** One TCP socket as a program holds it. What it can do depends on its role. */
export interface TcpSocket {
  readonly descriptor: number;
  reuseAddress: boolean;
  /** 0.0.0.0 when bound to every address; undefined before `bind`. */
  local: Endpoint | undefined;
  role: Role;
}

export type Role =
  | { kind: 'new' }
  | { kind: 'listening'; port: number; capacity: number; pending: TcpConnection[] }
  | { kind: 'connecting'; connection: TcpConnection; giveUp: Dispose }
  | { kind: 'connected'; connection: TcpConnection }
  /** `connect` failed: the error is told once, then the socket is as good as closed. */
  | { kind: 'failed'; errno: number };

export function stateOf({ role }: TcpSocket): number {
  switch (role.kind) {
    case 'new':
      return SocketState.new;
    case 'listening':
      return SocketState.listening;
    case 'connecting':
      return SocketState.connecting;
    case 'connected':
      if (role.connection.resetState !== 'no') return SocketState.peerReset;
      return role.connection.peerFinished ? SocketState.peerClosed : SocketState.connected;
    case 'failed':
      return SocketState.closed;
  }
}
