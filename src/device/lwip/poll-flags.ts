import { LwipError } from './lwip-error';
import { SocketState } from './socket-state';
import type { Socket } from './sockets';
import type { TcpConnection } from './tcp-connection';

/** MicroPython's MP_STREAM_POLL_… (py/stream.h); the first two are told only to those who ask for them. */
export const Poll = { in: 1, out: 4, error: 8, hangUp: 16, invalid: 32 } as const;

/** What `poll` says of a socket: reference/esp8266 §2.6, row by row. */
export function pollFlags(socket: Socket | undefined, asked: number): number {
  if (!socket) return Poll.invalid;
  if (socket.kind === 'udp') return asked & (Poll.out | (socket.queue.length > 0 ? Poll.in : 0));
  const { role } = socket;
  switch (role.kind) {
    case 'new':
      return (asked & Poll.out) | Poll.hangUp;
    case 'listening':
      return role.pending.length > 0 ? asked & Poll.in : 0;
    case 'connection':
      return connectionFlags(role.connection, asked);
  }
}

function connectionFlags(connection: TcpConnection, asked: number): number {
  const readable = connection.receivedBytes > 0 ? asked & Poll.in : 0;
  const both = asked & (Poll.in | Poll.out);
  switch (connection.state) {
    case SocketState.connecting:
      return 0;
    case SocketState.connected:
      return readable | (connection.sendSpace > 0 ? asked & Poll.out : 0);
    case SocketState.peerClosed:
      return both;
    case SocketState.resetTold:
      return (asked & Poll.in) | Poll.hangUp;
    case LwipError.reset:
      return both | Poll.error | Poll.hangUp;
    case LwipError.badDescriptor:
      return Poll.invalid;
    default:
      return readable | Poll.error;
  }
}
