import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Rfc2217, type ControlLines } from './rfc2217';
import type { OpenPort, SerialPort } from './serial-port';
import { escapeIac, Telnet } from './telnet';

export interface TcpLineOptions {
  readonly port: SerialPort;
  readonly host: string;
  /** 0 takes any free one. */
  readonly tcpPort: number;
  /** A telnet client set DTR or RTS. */
  readonly onControlLines: (lines: ControlLines) => void;
}

/** Sent to a client for whom the port is not free. */
const BUSY = 'The port is in use by another client.\r\n';

/**
 * The serial line on TCP: raw bytes, or RFC 2217 for clients whose first byte is telnet's IAC. That byte begins no
 * program's UTF-8, and RFC 2217 clients negotiate before all else.
 */
export class TcpLine {
  readonly #options: TcpLineOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(options: TcpLineOptions) {
    this.#options = options;
    this.#server = createServer({ noDelay: true }, (socket) => this.#take(socket));
  }

  /** Rejects with Node's error when the port cannot be had. */
  static async listen(options: TcpLineOptions): Promise<TcpLine> {
    const line = new TcpLine(options);
    await new Promise<void>((settle, fail) => {
      line.#server.once('error', fail);
      line.#server.listen(options.tcpPort, options.host, () => {
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

  async close(): Promise<void> {
    const closed = new Promise<void>((settle) => this.#server.close(() => settle()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #take(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    const client = new TcpClient(socket, this.#options.onControlLines);
    const port = this.#options.port.open(client);
    if (port) client.begin(port);
    else socket.end(BUSY);
  }
}

class TcpClient {
  readonly #socket: Socket;
  readonly #onControlLines: (lines: ControlLines) => void;
  #port: OpenPort | null = null;
  #telnet: Rfc2217 | null = null;
  #isFirst = true;

  constructor(socket: Socket, onControlLines: (lines: ControlLines) => void) {
    this.#socket = socket;
    this.#onControlLines = onControlLines;
  }

  begin(port: OpenPort): void {
    this.#port = port;
    this.#socket.on('data', (bytes) => this.#receive(bytes));
    // Whoever sends no more may still want to read: only a connection that is gone gives the port back.
    this.#socket.on('close', () => port.close());
  }

  send(bytes: Uint8Array, done: () => void): void {
    // `done` comes in any case: a socket that is gone calls back with an error.
    this.#socket.write(this.#telnet ? escapeIac(bytes) : bytes, done);
  }

  onRoom(): void {
    this.#socket.resume();
  }

  #receive(bytes: Uint8Array): void {
    if (this.#isFirst && bytes[0] === Telnet.iac) this.#telnet = this.#newTelnet();
    this.#isFirst = false;
    if (this.#telnet) this.#telnet.receive(bytes);
    else this.#input(bytes);
  }

  #input(bytes: Uint8Array): void {
    if (this.#port?.write(bytes) === false) this.#socket.pause();
  }

  #newTelnet(): Rfc2217 {
    return new Rfc2217({
      onData: (data) => this.#input(data),
      send: (answer) => void this.#socket.write(answer),
      onControlLines: this.#onControlLines,
    });
  }
}
