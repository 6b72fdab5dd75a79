import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';

/**
 * With its frame's head, a read of this size is one segment on loopback, where the MTU is 64 KiB. A few bytes more would
 * be a second one, since nothing is held back (`noDelay`).
 */
const READ_SIZE = 65_536 - 128;

/**
 * Connects sockets that all read into one buffer: memory for each read, and its collection, would be most of what it
 * costs to pass bytes on. What their `data` events bring holds only during the event. Nothing is read before `resume`.
 */
export function sharedReads(): (options: TcpNetConnectOpts) => Socket {
  const buffer = Buffer.allocUnsafeSlow(READ_SIZE);
  return (options) => {
    const socket: Socket = connect({
      ...options,
      onread: {
        buffer,
        callback: (count) => {
          socket.emit('data', buffer.subarray(0, count));
          return true;
        },
      },
    });
    return socket.pause();
  };
}
