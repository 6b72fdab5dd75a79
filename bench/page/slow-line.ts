import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Line {
  /** Milliseconds there and back. */
  readonly roundTrip: number;
  /** Bytes in a second, for all connections together. */
  readonly down: number;
  readonly up: number;
}

/** One direction of a line: what is sent waits its turn, and then takes its time. */
class Direction {
  #freeAt = 0;

  constructor(
    private readonly rate: number,
    private readonly delay: number,
  ) {}

  carry(from: Socket, to: Socket): void {
    const deliver = (bytes: number, then: () => void): void => {
      const now = performance.now();
      this.#freeAt = Math.max(now, this.#freeAt) + (bytes * 1_000) / this.rate;
      setTimeout(then, this.#freeAt + this.delay - now);
    };
    from.on('data', (data) => {
      // A segment at a time, so that connections share the line.
      for (let at = 0; at < data.length; at += SEGMENT) {
        const segment = data.subarray(at, at + SEGMENT);
        deliver(segment.length, () => to.write(segment));
      }
    });
    from.on('end', () => deliver(0, () => to.end()));
  }
}

const SEGMENT = 1_460;

/**
 * A slow line to a server on this computer. The browser's own slowing knows nothing of what workers fetch; this is
 * between it and the server, and slows down all of it.
 *
 * @returns the address of its near end
 */
export async function slowLine(
  url: string,
  { roundTrip, down, up }: Line,
): Promise<{ url: string; close: () => void }> {
  const target = new URL(url);
  const toServer = new Direction(up, roundTrip / 2);
  const toBrowser = new Direction(down, roundTrip / 2);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => [near, far].forEach((one) => one.destroy()));
      socket.on('close', () => open.delete(socket));
    }
    // The handshake is a round trip of its own.
    setTimeout(() => toServer.carry(near, far), roundTrip);
    toBrowser.carry(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const near = new URL(url);
  near.port = String((server.address() as AddressInfo).port);
  return {
    url: near.href,
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
