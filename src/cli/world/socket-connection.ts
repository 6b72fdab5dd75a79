import type { Socket } from 'node:net';
import type { Connection, ConnectionHandlers, Service } from '../../net/lan-stream';

/** What a host may have received and not consumed before its client is held back. */
const WINDOW = 64 * 1024;

/** Lets a virtual host serve a real socket. */
export function serveSocket(socket: Socket, service: Service): void {
  let handlers: ConnectionHandlers = {};
  let unconsumed = 0;
  const connection: Connection = {
    local: { ip: socket.localAddress ?? '', port: socket.localPort ?? 0 },
    remote: { ip: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 },
    write: (bytes) => {
      if (socket.destroyed || socket.writableNeedDrain) return 0;
      socket.write(bytes);
      return bytes.length;
    },
    end: () => socket.end(),
    reset: () => {
      handlers = {};
      socket.resetAndDestroy();
    },
    consumed: (bytes) => {
      unconsumed -= bytes;
      if (unconsumed < WINDOW) socket.resume();
    },
  };
  socket.setNoDelay(true);
  socket.on('data', (bytes) => {
    unconsumed += bytes.length;
    if (unconsumed >= WINDOW) socket.pause();
    handlers.onData?.(bytes);
  });
  socket.on('end', () => handlers.onEnd?.());
  socket.on('drain', () => handlers.onRoom?.());
  socket.on('error', () => handlers.onReset?.());
  handlers = service(connection);
}
