import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What lies between a page and its proxy: it may be cut, or fall silent, while both live. */
export class Relay {
  readonly #sockets = new Set<Socket>();
  /** Where what comes is passed on to. */
  to = 0;
  readonly #server = createServer((near) => {
    const far = connect(this.to, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });

  start(): Promise<void> {
    return new Promise((settle) => this.#server.listen(0, '127.0.0.1', settle));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The connections end at once, with a reset. */
  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Nothing is passed on any more, and nobody is told. */
  fallSilent(): void {
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((settle) => this.#server.close(() => settle()));
  }
}
