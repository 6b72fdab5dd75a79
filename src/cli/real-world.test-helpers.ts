import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { HOST_CERTIFICATE } from '../proxy/host-certificate.test-helpers';
import { Rules } from '../proxy/rules';
import { startProxyServer, type ProxyServer } from '../proxy/server';
import { Relay } from './relay.test-helpers';
import { pageOrigins } from './test-host.test-helpers';

const LOOPBACK = '127.0.0.1';
const TOKEN = 'token-of-the-tests';

/** Servers of this machine that stand for hosts on the internet, and a proxy to them. */
export class RealWorld {
  /** Connections to the hosts that are open. */
  readonly sockets = new Set<Socket>();
  /** A second way to the proxy. */
  readonly relay = new Relay();
  readonly #servers: Server[] = [];
  readonly #udp: UdpSocket = createSocket('udp4');
  #proxy: ProxyServer | undefined;
  #proxyPort = 0;
  #proxyUrl = '';
  ports = { web: 0, secure: 0, stream: 0, echo: 0, udp: 0 };
  /** What the secure web server has, by path; a JSON object is told as such. */
  readonly pages = new Map<string, string>();

  /** Web pages, also by TLS, a stream without end, TCP and UDP echo; the proxy is not started yet. */
  async open(): Promise<void> {
    const web = createHttpServer((request, response) => {
      response.end(request.url === '/large' ? 'x'.repeat(300_000) : `you asked for ${request.url ?? ''}`);
    });
    const stream = createServer(flood);
    const echo = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket));
    const secure = createHttpsServer(HOST_CERTIFICATE, ({ url = '' }, response) => {
      const page = this.pages.get(url);
      response.statusCode = page === undefined ? 404 : 200;
      response.end(page);
    });
    for (const server of [web, secure, stream, echo]) await this.#listen(server);
    await this.relay.start();
    this.#udp.on('message', (bytes, { port, address }) => this.#udp.send(bytes, port, address));
    await new Promise<void>((resolve) => this.#udp.bind(0, LOOPBACK, resolve));
    this.ports = {
      web: portOf(web),
      secure: portOf(secure),
      stream: portOf(stream),
      echo: portOf(echo),
      udp: this.#udp.address().port,
    };
  }

  /** @param origins of pages that may use it, beside those of its own port */
  async startProxy(origins: readonly string[] = pageOrigins): Promise<void> {
    const { web, secure, stream, echo, udp } = this.ports;
    // Whoever asks for a port of the tutorial gets one that needs no rights.
    const stands = new Map([
      [23, stream],
      [80, web],
      [443, secure],
    ]);
    const allowed = [
      `web.example:${web}`,
      `secure.example:${secure}`,
      `stream.example:${stream}`,
      `echo.example:${echo}`,
      `udp.example:${udp}/udp`,
      // Nothing listens there.
      'shut.example:1',
      'towel.blinkenlights.nl:23',
      'micropython.org:80,443',
      'raw.githubusercontent.com:443',
      // There is no such host.
      'gone.example:80',
    ];
    this.#proxy = await startProxyServer({
      host: LOOPBACK,
      port: this.#proxyPort,
      token: TOKEN,
      sameOrigin: true,
      origins,
      hosts: [`${LOOPBACK}:${this.relay.port}`],
      connect: (options) => connect({ ...options, port: stands.get(options.port) ?? options.port }),
      rules: Rules.of([], allowed),
      udp: true,
      publish: [{ hostPort: 0, boardPort: 80 }],
      resolve: (name) => Promise.resolve(name === 'gone.example' ? [] : [LOOPBACK]),
      refusalStep: 1,
      limits: { drainTime: 50, connectionsPerMinute: 1_000, connectsPerMinute: 1_000 },
    });
    this.#proxyPort = this.#proxy.port;
    this.#proxyUrl = this.#proxy.url;
    this.relay.to = this.#proxyPort;
  }

  async stopProxy(): Promise<void> {
    await this.#proxy?.close();
    this.#proxy = undefined;
  }

  /** The same after a new start. */
  get proxyUrl(): string {
    return this.#proxyUrl;
  }

  /** The proxy by way of the relay. */
  get relayedUrl(): string {
    return this.#proxyUrl.replace(`:${this.#proxyPort}/`, `:${this.relay.port}/`);
  }

  /** The port of this machine that leads to the board's 80. */
  get published(): number {
    return this.#proxy?.gateway.publishedPorts[0] ?? 0;
  }

  async close(): Promise<void> {
    await this.relay.close();
    await this.stopProxy();
    for (const socket of this.sockets) socket.destroy();
    this.#udp.close();
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }

  #listen(server: Server): Promise<void> {
    this.#servers.push(server);
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
    });
    return new Promise((resolve) => server.listen(0, LOOPBACK, resolve));
  }
}

/** Sends as fast as it is taken, without end. */
function flood(socket: Socket): void {
  const text = 'tick\n'.repeat(100);
  const more = (): void => {
    let room = true;
    while (room) room = socket.write(text);
  };
  socket.on('drain', more);
  more();
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
