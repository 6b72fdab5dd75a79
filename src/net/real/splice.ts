import type { WispStream, StreamHandlers } from '../wisp/stream';
import type { Connection, ConnectionHandlers } from '../lan-stream';

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

interface PumpParts {
  /** @returns how many bytes were taken */
  readonly write: (bytes: Uint8Array) => number;
  readonly taken: (bytes: number) => void;
  readonly end: () => void;
}

/** One direction. */
class Pump {
  #waiting: Uint8Array[] = [];
  #finished = false;

  constructor(private readonly parts: PumpParts) {}

  push(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    if (this.#waiting.length === 1) this.go();
  }

  /** Nothing more comes: the other side is told when it has taken everything. */
  finish(): void {
    this.#finished = true;
    this.go();
  }

  go(): void {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      const count = this.parts.write(first);
      if (count > 0) this.parts.taken(count);
      if (count < first.length) {
        this.#waiting[0] = first.subarray(count);
        return;
      }
      this.#waiting.shift();
    }
    if (this.#finished) this.parts.end();
  }
}
