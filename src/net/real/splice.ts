import type { WispStream, StreamHandlers } from '../wisp/stream';
import type { Connection, ConnectionHandlers } from '../lan-stream';
import { Pump } from '../pump';

/**
 * Joins a connection on the LAN with a stream through the proxy: what one says the other hears, ends by halves, resets
 * both. A side is given credit only for what the other has taken, so what waits here is bounded by their windows.
 */
export function splice(lan: Connection, far: WispStream): { lan: ConnectionHandlers; far: StreamHandlers } {
  const out = new Pump({
    write: (bytes) => far.write(bytes),
    taken: (bytes) => lan.consumed(bytes),
    end: () => far.end(),
  });
  const back = new Pump({
    write: (bytes) => lan.write(bytes),
    taken: (bytes) => far.consumed(bytes),
    end: () => lan.end(),
  });
  return {
    lan: {
      onData: (bytes) => out.push(bytes),
      onEnd: () => out.finish(),
      onReset: () => far.reset(),
      onRoom: () => back.go(),
    },
    far: {
      onData: (bytes) => back.push(bytes),
      onEnd: () => back.finish(),
      onFailed: () => lan.reset(),
      onRoom: () => out.go(),
    },
  };
}
