import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Rfc2217, type ControlLines } from './rfc2217';
import type { OpenPort, SerialPort } from './serial-port';
import { escapeIac, Telnet } from './telnet';

export interface TcpAddress {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
}

export interface TcpLineBoard {
  readonly port: Pick<SerialPort, 'open'>;
  /** A telnet client set DTR or RTS. */
  readonly onControlLines: (lines: ControlLines) => void;
}

/** How long a client waits for the end of the one before it, which may be on its way, in milliseconds. */
const GRACE = 500;
/** So much is kept of what a client has sent that waits, to see whether it has gone. */
const MOST_KEPT = 4 * 1024 * 1024;

/** Sent to a client for whom the port is not free. */
const BUSY = 'The port is in use by another client.\r\n';

/**
 * The serial line on TCP: raw bytes, or RFC 2217 for clients whose first byte is telnet's IAC. That byte begins no
 * program's UTF-8, and RFC 2217 clients negotiate before all else.
 */
export class TcpLine {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #board: TcpLineBoard | null = null;
  /** Who connected before there was a board. */
  readonly #early: Socket[] = [];
  #client: TcpClient | null = null;
  #next: Socket | null = null;

  private constructor() {
    this.#server = createServer({ noDelay: true }, (socket) => this.#take(socket));
  }

  /** Rejects with Node's error when the port cannot be had. */
  static async listen({ host, port }: TcpAddress): Promise<TcpLine> {
    const line = new TcpLine();
    await new Promise<void>((settle, fail) => {
      line.#server.once('error', fail);
      line.#server.listen(port, host, () => {
        line.#server.off('error', fail);
        settle();
      });
    });
    return line;
  }

  /** As other programs name it. */
  get address(): string {
    const { address, family, port } = this.#server.address() as AddressInfo;
    return `${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  }

  /** Here is the board that it leads to. */
  attach(board: TcpLineBoard): void {
    this.#board = board;
    for (const socket of this.#early.splice(0)) if (!socket.destroyed) this.#serve(socket, board);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((settle) => this.#server.close(() => settle()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #take(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    if (this.#board) this.#serve(socket, this.#board);
    else this.#early.push(socket);
  }

  #serve(socket: Socket, board: TcpLineBoard): void {
    if (this.#begin(socket, board)) return;
    if (this.#next) socket.end(BUSY);
    else this.#wait(socket);
  }

  /** @returns false while another client has the port */
  #begin(socket: Socket, board: TcpLineBoard): boolean {
    const client = new TcpClient(socket, board.onControlLines);
    const port = board.port.open(client);
    if (!port) return false;
    this.#client = client;
    client.begin(port);
    socket.on('close', () => {
      port.close();
      const next = this.#next;
      this.#next = null;
      if (next) this.#begin(next, board);
    });
    return true;
  }

  /** Whoever connects again at once may be here before it is known that he had gone. */
  #wait(socket: Socket): void {
    this.#next = socket;
    this.#client?.lookWhetherGone();
    const impatience = setTimeout(() => {
      if (this.#next !== socket) return;
      this.#next = null;
      socket.end(BUSY);
    }, GRACE);
    socket.on('close', () => {
      clearTimeout(impatience);
      if (this.#next === socket) this.#next = null;
    });
  }
}

class TcpClient {
  readonly #socket: Socket;
  readonly #onControlLines: (lines: ControlLines) => void;
  #port: OpenPort | null = null;
  #telnet: Rfc2217 | null = null;
  #isFirst = true;
  /** The board has to read first. */
  #isHeldBack = false;
  readonly #kept: Uint8Array[] = [];
  #keptBytes = 0;

  constructor(socket: Socket, onControlLines: (lines: ControlLines) => void) {
    this.#socket = socket;
    this.#onControlLines = onControlLines;
  }

  begin(port: OpenPort): void {
    this.#port = port;
    // Whoever sends no more may still want to read: only a connection that is gone gives the port back.
    this.#socket.on('data', (bytes) => this.#take(bytes));
  }

  send(bytes: Uint8Array, done: () => void): void {
    // `done` comes in any case: a socket that is gone calls back with an error.
    this.#socket.write(this.#telnet ? escapeIac(bytes) : bytes, done);
  }

  onRoom(): void {
    const kept = this.#kept.splice(0);
    this.#keptBytes = 0;
    this.#isHeldBack = false;
    // It flows from the next turn on, unless there is no room again.
    this.#socket.resume();
    for (const bytes of kept) this.#take(bytes);
  }

  /** The end of a connection is seen behind what it has sent: that is read, and kept for when there is room. */
  lookWhetherGone(): void {
    if (this.#isHeldBack) this.#socket.resume();
  }

  #take(bytes: Uint8Array): void {
    if (!this.#isHeldBack) {
      this.#receive(bytes);
      return;
    }
    this.#kept.push(bytes);
    this.#keptBytes += bytes.length;
    if (this.#keptBytes > MOST_KEPT) this.#socket.pause();
  }

  #receive(bytes: Uint8Array): void {
    if (this.#isFirst && bytes[0] === Telnet.iac) this.#telnet = this.#newTelnet();
    this.#isFirst = false;
    if (this.#telnet) this.#telnet.receive(bytes);
    else this.#input(bytes);
  }

  #input(bytes: Uint8Array): void {
    if (this.#port?.write(bytes) !== false) return;
    this.#isHeldBack = true;
    this.#socket.pause();
  }

  #newTelnet(): Rfc2217 {
    return new Rfc2217({
      onData: (data) => this.#input(data),
      send: (answer) => void this.#socket.write(answer),
      onControlLines: this.#onControlLines,
    });
  }
}
