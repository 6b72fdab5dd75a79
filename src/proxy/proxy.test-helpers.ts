import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { duplexExtension, tlsExtension } from '../net/wisp/duplex';
import {
  decodePacket,
  encodePacket,
  Extension,
  Transport,
  type WispExtension,
  type WispPacket,
} from '../net/wisp/packets';
import type { Resolve } from './dialer';
import type { GatewayOptions } from './gateway';
import type { LogEntry } from './log';
import { Rules } from './rules';
import { startProxyServer, type ProxyServer } from './server';

export const TOKEN = 'a-token-for-tests';
export const ORIGIN = 'http://pinwire.test';

/** Waits for a condition that something else brings about. */
export async function until(condition: () => boolean, what: string, patience = 10_000): Promise<void> {
  const end = performance.now() + patience;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`${what} did not happen`);
    await new Promise((settle) => setTimeout(settle, 2));
  }
}

/** A server on loopback that stands for a host of the internet. */
export class Host {
  readonly sockets: Socket[] = [];
  readonly received: Buffer[] = [];
  readonly #server: Server;

  private constructor(onConnection: (socket: Socket, host: Host) => void) {
    this.#server = createServer({ allowHalfOpen: true }, (socket) => {
      this.sockets.push(socket);
      socket.on('error', () => undefined);
      onConnection(socket, this);
    });
  }

  static async start(onConnection: (socket: Socket, host: Host) => void): Promise<Host> {
    const host = new Host(onConnection);
    await new Promise<void>((settle) => host.#server.listen(0, '127.0.0.1', settle));
    return host;
  }

  static echo(): Promise<Host> {
    return Host.start((socket) => socket.pipe(socket));
  }

  /** Keeps what it gets, and ends when the other side does. */
  static sink(): Promise<Host> {
    return Host.start((socket, host) => {
      socket.on('data', (bytes) => host.received.push(bytes));
      socket.on('end', () => socket.end());
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get text(): string {
    return Buffer.concat(this.received).toString();
  }

  /** Sockets that are still open, as the system counts them. */
  open(): Promise<number> {
    return new Promise((settle, fail) => {
      this.#server.getConnections((error, count) => (error ? fail(error) : settle(count)));
    });
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((settle) => this.#server.close(settle));
  }
}

/** Answers from a table; what is not in it has no address. Counts who was asked for. */
export class FakeDns {
  readonly asked: string[] = [];
  readonly answers = new Map<string, readonly string[] | (() => Promise<readonly string[]>)>();

  readonly resolve: Resolve = (name) => {
    this.asked.push(name);
    const answer = this.answers.get(name) ?? [];
    return typeof answer === 'function' ? answer() : Promise.resolve(answer);
  };
}

export interface TestProxy extends ProxyServer {
  readonly dns: FakeDns;
  readonly log: LogEntry[];
}

/** A proxy on loopback, all names by `dns`. `host.test` is 127.0.0.1, and allowed as private on all ports. */
export async function startTestProxy(options: Partial<GatewayOptions> = {}): Promise<TestProxy> {
  const dns = new FakeDns();
  dns.answers.set('host.test', ['127.0.0.1']);
  const log: LogEntry[] = [];
  const proxy = await startProxyServer({
    host: '127.0.0.1',
    port: 0,
    token: TOKEN,
    origins: [ORIGIN],
    rules: Rules.of([], ['host.test:1-65535']),
    resolve: dns.resolve,
    log: (entry) => log.push(entry),
    refusalStep: 10,
    ...options,
    // What a test leaves open is cut soon.
    limits: { drainTime: 200, ...options.limits },
  });
  return { ...proxy, dns, log };
}

/** How much of our protocol a page has; `tls` is all of it. */
export type Mode = 'v1' | 'v2' | 'duplex' | 'tls';

const EXTENSIONS: Record<Exclude<Mode, 'v1'>, readonly WispExtension[]> = {
  v2: [{ id: Extension.openConfirmation, data: new Uint8Array(0) }],
  duplex: [{ id: Extension.openConfirmation, data: new Uint8Array(0) }, duplexExtension(65_536)],
  tls: [{ id: Extension.openConfirmation, data: new Uint8Array(0) }, duplexExtension(65_536), tlsExtension],
};

/** A page, as far as the proxy sees it; sends whatever it is told to. */
export class TestPage {
  readonly packets: WispPacket[] = [];
  closed: number | undefined;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (message: Buffer) => this.packets.push(decodePacket(message)));
    socket.on('close', (code) => (this.closed = code));
    socket.on('error', () => undefined);
  }

  /** @param mode how much of the handshake is done; `v2` and `duplex` are through it on return */
  static async connect(proxy: ProxyServer, mode: Mode = 'duplex', origin = ORIGIN): Promise<TestPage> {
    const page = await TestPage.greet(proxy, mode === 'v1' ? [] : ['wisp-v2'], origin);
    if (mode !== 'v1') {
      await page.until((packet) => packet.kind === 'info');
      page.send({ kind: 'info', major: 2, minor: 0, extensions: EXTENSIONS[mode] });
    }
    await page.until((packet) => packet.kind === 'continue' && packet.stream === 0);
    return page;
  }

  /** The WebSocket alone. */
  static async greet(proxy: ProxyServer, protocols: string[], origin = ORIGIN): Promise<TestPage> {
    const page = new TestPage(new WebSocket(proxy.url, protocols, { origin, perMessageDeflate: false }));
    await until(
      () => page.socket.readyState === WebSocket.OPEN || page.closed !== undefined,
      'the WebSocket',
    );
    return page;
  }

  send(packet: WispPacket): void {
    this.socket.send(encodePacket(packet));
  }

  open(stream: number, host: string, port: number, transport: number = Transport.tcp): void {
    this.send({ kind: 'connect', stream, transport, port, host });
  }

  write(stream: number, bytes: string | Uint8Array): void {
    this.send({ kind: 'data', stream, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes });
  }

  /** Sends as a page does that keeps to its credit, and takes all that comes. */
  async sendAll(stream: number, bytes: Buffer, mode: Mode): Promise<void> {
    const isDuplex = mode === 'duplex' || mode === 'tls';
    const first = this.packets.find((packet) => packet.kind === 'continue' && packet.stream === 0);
    let credit = isDuplex ? 131_072 : first?.kind === 'continue' ? first.credit : 0;
    const onMessage = (message: Buffer): void => {
      const packet = decodePacket(message);
      if (!('stream' in packet) || packet.stream !== stream) return;
      if (packet.kind === 'continue') credit = isDuplex ? credit + packet.credit : packet.credit;
      if (packet.kind === 'data' && isDuplex)
        this.send({ kind: 'continue', stream, credit: packet.bytes.length });
    };
    this.socket.on('message', onMessage);
    for (let at = 0; at < bytes.length;) {
      await until(() => credit > 0, 'credit');
      const size = Math.min(16_384, bytes.length - at, isDuplex ? credit : Infinity);
      this.write(stream, bytes.subarray(at, at + size));
      credit -= isDuplex ? size : 1;
      at += size;
    }
  }

  async until(condition: (packet: WispPacket) => boolean): Promise<WispPacket> {
    await until(
      () => this.packets.some(condition),
      `${condition.toString()} (${JSON.stringify(this.packets.slice(-3))})`,
    );
    const found = this.packets.find(condition);
    if (!found) throw new Error('it was there a moment ago');
    return found;
  }

  async opened(stream: number): Promise<void> {
    await this.until((packet) => packet.kind === 'continue' && packet.stream === stream);
  }

  /** The reason of the CLOSE that ends a stream. */
  async reason(stream: number): Promise<number> {
    const packet = await this.until((one) => one.kind === 'close' && one.stream === stream);
    return packet.kind === 'close' ? packet.reason : Number.NaN;
  }

  async closeCode(): Promise<number> {
    await until(() => this.closed !== undefined, 'the end of the WebSocket');
    return this.closed ?? Number.NaN;
  }

  bytes(stream: number): Buffer {
    return Buffer.concat(
      this.packets.map((packet) =>
        packet.kind === 'data' && packet.stream === stream ? packet.bytes : new Uint8Array(0),
      ),
    );
  }

  text(stream: number): string {
    return this.bytes(stream).toString();
  }

  leave(): void {
    this.socket.close(1000);
  }
}
