import { createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '../shared/clock';
import type { Dispose } from '../shared/disposable';
import { readOpening, type Opening } from './http-head';
import type { Screen } from './stream';

/** A port of this machine that leads to a port of the board in the page. */
export interface Publication {
  readonly hostPort: number;
  readonly boardPort: number;
}

/** A page that takes connections from outside. */
export interface Page {
  offer(socket: Socket, port: number, peer: string, screen: Screen): boolean;
}

/** Other machines must not reach the board: never anything else. */
const LOOPBACK = '127.0.0.1';
/** A client that says nothing for so long waits for the board to speak first. */
const SILENCE = 300;
/** A client that has begun a request has so long for its head. */
const HEAD_TIME = 5_000;
const MOST_SOCKETS = 64;

export interface PublisherParts {
  readonly clock: Clock;
  readonly pageFor: (boardPort: number) => Page | undefined;
  /** How long a client waits for a page that takes connections to its port, in milliseconds; 0: it is told at once. */
  readonly patience?: number;
}

/** Real programs on this machine reach the board in the page by these listeners. */
export class Publisher {
  readonly #clock: Clock;
  readonly #parts: PublisherParts;
  readonly #servers: { readonly server: Server; readonly boardPort: number }[] = [];
  /** Those that are not the page's yet. */
  readonly #waiting = new Set<Socket>();
  /** Of clients that wait for a page: each looks whether there is one now. */
  readonly #looks = new Set<() => void>();

  constructor(parts: PublisherParts) {
    this.#clock = parts.clock;
    this.#parts = parts;
  }

  get ports(): readonly number[] {
    return this.#servers.map(({ server }) => portOf(server));
  }

  /** Of the RULES that pages are told. */
  get lines(): readonly string[] {
    return this.#servers.map(({ server, boardPort }) => `publish ${portOf(server)}:${boardPort}`);
  }

  /** @returns the port; rejects with a sentence when it cannot be had */
  publish({ hostPort, boardPort }: Publication): Promise<number> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (socket) =>
      this.#onConnection(socket, boardPort),
    );
    server.maxConnections = MOST_SOCKETS;
    return new Promise((settle, fail) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        const why =
          error.code === 'EADDRINUSE' ? 'is in use' : `cannot be had (${error.code ?? error.message})`;
        fail(new Error(`Port ${hostPort}, which was to lead to the board's port ${boardPort}, ${why}.`));
      });
      server.listen(hostPort, LOOPBACK, () => {
        this.#servers.push({ server, boardPort });
        settle(portOf(server));
      });
    });
  }

  /** A page takes connections from here on. */
  onPage(): void {
    for (const look of [...this.#looks]) look();
  }

  close(): void {
    for (const { server } of this.#servers.splice(0)) server.close();
    for (const socket of [...this.#waiting]) socket.destroy();
  }

  #onConnection(socket: Socket, boardPort: number): void {
    const ownPort = socket.localPort ?? 0;
    const chunks: Buffer[] = [];
    this.#waiting.add(socket);
    const release = (): void => {
      cancel();
      this.#waiting.delete(socket);
      socket.off('data', onData);
      socket.off('end', onEnd);
      socket.off('close', release);
      socket.pause();
    };
    const hand = (isHttp: boolean): void => {
      release();
      // What was read to judge it goes first, as if it had not been read.
      if (chunks.length > 0) socket.unshift(Buffer.concat(chunks));
      const peer = `${socket.remoteAddress ?? LOOPBACK}:${socket.remotePort ?? 0}`;
      const offer = (): boolean =>
        this.#parts.pageFor(boardPort)?.offer(socket, boardPort, peer, screenFor(ownPort)) === true;
      if (offer()) return;
      this.#wait(socket, offer, () => {
        if (isHttp)
          reply(socket, 503, `No page takes connections to its board's port ${boardPort} at the moment.`);
        else socket.destroy();
      });
    };
    const judge = (isAll: boolean): void => {
      const opening = readOpening(Buffer.concat(chunks));
      if (opening.kind === 'endless') {
        release();
        reply(socket, 431, 'The head of the request is too long.');
      } else if (!isForUs(opening, ownPort)) {
        release();
        reply(socket, 421, `This is not the host that was asked for. Use http://${LOOPBACK}:${ownPort}/.`);
      } else if (opening.kind !== 'undecided' || isAll) hand(opening.kind === 'http');
    };
    const onData = (bytes: Buffer): void => {
      if (chunks.length === 0) {
        cancel();
        cancel = this.#clock.after(HEAD_TIME, () => socket.destroy());
      }
      chunks.push(bytes);
      judge(false);
    };
    const onEnd = (): void => judge(true);
    let cancel: Dispose = this.#clock.after(SILENCE, () => hand(false));
    socket.on('error', () => socket.destroy());
    socket.once('close', release);
    socket.on('data', onData);
    socket.on('end', onEnd);
    socket.resume();
  }

  /** @param offer whether a page has taken the client @param giveUp none has, in all the time that it had */
  #wait(socket: Socket, offer: () => boolean, giveUp: () => void): void {
    const stop = (): void => {
      cancel();
      this.#looks.delete(look);
      this.#waiting.delete(socket);
      socket.off('close', stop);
    };
    const look = (): void => {
      if (offer()) stop();
    };
    const cancel = this.#clock.after(this.#parts.patience ?? 0, () => {
      stop();
      giveUp();
    });
    this.#looks.add(look);
    this.#waiting.add(socket);
    socket.once('close', stop);
  }
}

/** For what comes only after the page has got the connection. */
const screenFor =
  (port: number): Screen =>
  (bytes) => {
    const opening = readOpening(bytes);
    if (opening.kind === 'undecided') return 'undecided';
    return opening.kind === 'endless' || !isForUs(opening, port) ? 'refuse' : 'pass';
  };

/** What asks for a WebSocket and is no browser, such as webrepl_cli.py, may call the board what it likes. */
const isForUs = (opening: Opening, port: number): boolean =>
  opening.kind !== 'http' || !opening.byBrowser || areOurs(opening.hosts, port);

/** One Host at most, and a loopback name with this port: not a name that was made to point here (DNS rebinding). */
function areOurs(hosts: readonly string[], port: number): boolean {
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  const ours = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  return hosts.length <= 1 && hosts.every((host) => ours.includes(host));
}

function reply(socket: Socket, status: number, sentence: string): void {
  const body = `<!doctype html><title>Pinwire</title><p>${sentence}</p>\n`;
  const head = [
    `HTTP/1.1 ${status} ${status === 503 ? 'Service Unavailable' : 'Refused'}`,
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.once('finish', () => socket.destroySoon());
  socket.resume();
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function portOf(server: Server): number {
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}
