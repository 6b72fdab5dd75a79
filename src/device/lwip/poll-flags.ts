import type { TcpConnection } from './tcp-connection';
import type { TcpSocket } from './tcp-socket';

/** MicroPython's MP_STREAM_POLL_… (py/stream.h); the first two are told only to those who ask for them. */
export const Poll = { in: 1, out: 4, err: 8, hup: 16, invalid: 32 } as const;

/** What `poll` says of a socket: reference/esp8266 §2.6, row by row. */
export function pollFlags(socket: TcpSocket | undefined, asked: number): number {
  if (!socket) return Poll.invalid;
  const { role } = socket;
  switch (role.kind) {
    case 'new':
      return (asked & Poll.out) | Poll.hup;
    case 'listening':
      return role.pending.length > 0 ? asked & Poll.in : 0;
    case 'connecting':
      return 0;
    case 'connected':
      return connectionFlags(role.connection, asked);
    case 'failed':
      return Poll.err;
  }
}

function connectionFlags(connection: TcpConnection, asked: number): number {
  const both = asked & (Poll.in | Poll.out);
  if (connection.resetState === 'pending') return both | Poll.err | Poll.hup;
  if (connection.resetState === 'told') return (asked & Poll.in) | Poll.hup;
  if (connection.peerFinished) return both;
  const readable = connection.receivedBytes > 0 ? Poll.in : 0;
  const writable = connection.sendSpace > 0 ? Poll.out : 0;
  return asked & (readable | writable);
}
