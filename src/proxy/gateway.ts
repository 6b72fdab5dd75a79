import { randomBytes } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket, TcpNetConnectOpts } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Clock } from '../shared/clock';
import { clientKey } from './addresses';
import { clientOf, isForUs, pathOf, turnAway, type TurnedAway } from './admission';
import { ClientTable } from './client-table';
import { WispConnection } from './connection';
import { Dialer, type Resolve } from './dialer';
import { DEFAULT_LIMITS, MOST_MESSAGE, type Limits } from './limits';
import type { Log } from './log';
import { Metrics } from './metrics';
import { nodeClock } from './node-clock';
import { Publisher, type Publication } from './publisher';
import { resolveByDns } from './resolver';
import type { Rules } from './rules';
import { sharedReads } from './shared-reads';
import type { TlsTerms } from './start-tls';

export interface GatewayOptions {
  readonly rules: Rules;
  /** The secret part of the path: `newToken()`, or one that is kept. */
  readonly token: string;
  readonly origins?: readonly string[];
  /** Pages from the server that the gateway is attached to may use it. */
  readonly sameOrigin?: boolean;
  /** Programs without an Origin may use it. */
  readonly noOrigin?: boolean;
  /** Names of this server beside loopback names and its addresses. */
  readonly hosts?: readonly string[];
  /** Addresses whose X-Forwarded-For is believed. */
  readonly trustedProxies?: readonly string[];
  readonly udp?: boolean;
  /** See `TlsTerms`. */
  readonly trust?: TlsTerms['trust'];
  readonly publish?: readonly Publication[];
  /** See `Publisher`. */
  readonly publishPatience?: number;
  readonly limits?: Partial<Limits>;
  readonly log?: Log;
  readonly clock?: Clock;
  readonly resolve?: Resolve;
  readonly connect?: (options: TcpNetConnectOpts) => Socket;
  /** See `Dialer`. */
  readonly refusalStep?: number;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A secret for the path that nobody guesses. */
export const newToken = (): string => randomBytes(24).toString('base64url');

/** A gateway for WebSockets of an HTTP server that somebody else has: give it that server's upgrades. */
export const createGateway = (options: GatewayOptions): Gateway => new Gateway(options);

/** Takes pages in, or turns them away; and has them all end. */
export class Gateway {
  /** Where pages find it, below the server's address; holds the token. */
  readonly path: string;
  readonly metrics = new Metrics();

  readonly #options: GatewayOptions;
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #dialer: Dialer;
  readonly #publisher: Publisher;
  readonly #webSockets: WebSocketServer;
  readonly #connections = new Set<WispConnection>();
  readonly #clients: ClientTable;
  /** This server's, as they come to be known, and those that are published. */
  readonly #ownPorts = new Set<number>();
  #rules: Rules;
  #numbers = 0;
  #isStopping = false;
  #onChange: () => void = () => undefined;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.path = pathOf(options.token);
    this.#rules = options.rules;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#clock = options.clock ?? nodeClock;
    this.#log = options.log ?? (() => undefined);
    this.#clients = new ClientTable(this.#clock, this.#limits);
    this.#dialer = new Dialer({
      clock: this.#clock,
      rules: () => this.#rules,
      resolve: options.resolve ?? resolveByDns,
      connect: options.connect ?? sharedReads(),
      ownPorts: () => this.#ownPorts,
      interfaces: machineAddresses,
      lookupTime: this.#limits.lookupTime,
      connectTime: this.#limits.connectTime,
      ...(options.refusalStep === undefined ? {} : { refusalStep: options.refusalStep }),
    });
    this.#publisher = new Publisher({
      clock: this.#clock,
      pageFor: (port) => this.#pageFor(port),
      ...(options.publishPatience === undefined ? {} : { patience: options.publishPatience }),
    });
    this.#webSockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: MOST_MESSAGE,
      maxFragments: 64,
      maxBufferedChunks: 4_096,
      handleProtocols: (offered) => (offered.has('wisp-v2') ? 'wisp-v2' : ([...offered][0] ?? false)),
    });
  }

  /** Begins to listen on published ports. Rejects with a sentence when one cannot be had. */
  async publish(): Promise<void> {
    for (const publication of this.#options.publish ?? []) {
      const port = await this.#publisher.publish(publication);
      this.#ownPorts.add(port);
    }
  }

  get publishedPorts(): readonly number[] {
    return this.#publisher.ports;
  }

  /** For those that are opened from now on; what is open stays. */
  setRules(rules: Rules): void {
    this.#rules = rules;
    this.#log({ event: 'rules', count: rules.list.length });
  }

  /** The listener for an HTTP server's `upgrade`. */
  readonly handleUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    this.#noteServer(request.socket);
    const client = clientOf(request, this.#options.trustedProxies ?? []);
    const turnedAway = this.#turnAway(request, clientKey(client));
    if (turnedAway) {
      this.metrics.turnedAway(turnedAway.status);
      this.#log({ event: 'turned away', client, ...turnedAway });
      refuseUpgrade(socket, turnedAway.status);
      return;
    }
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) =>
      this.#take(webSocket, socket, client),
    );
  };

  /**
   * /healthz and /metrics, and /pinwire.json for pages of this very server; undefined for every other path. A request
   * under a name that was made to point here (DNS rebinding) is not told the token.
   */
  answer(request: IncomingMessage): Reply | undefined {
    const [path = ''] = (request.url ?? '').split('?');
    const isSetting = path === '/pinwire.json' && this.#options.sameOrigin === true;
    if (path !== '/healthz' && path !== '/metrics' && !isSetting) return undefined;
    this.#noteServer(request.socket);
    if (!isForUs(request, this.#options.hosts ?? []))
      return text(421, 'This is not the host that was asked for.\n');
    if (isSetting)
      return text(
        200,
        `${JSON.stringify({ proxy: this.path })}
`,
        'application/json',
      );
    if (path === '/metrics') return text(200, this.metrics.text, 'text/plain; version=0.0.4; charset=utf-8');
    return this.#isStopping ? text(503, 'stopping\n') : text(200, 'ok\n');
  }

  /** Lets streams that are open come to their end for a while, then cuts what is left. */
  async close(): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    this.#publisher.close();
    const streams = this.#streamCount;
    this.#log({ event: 'stopping', streams });
    for (const connection of this.#connections) connection.stop();
    if (streams > 0) await this.#until(() => this.#streamCount === 0, this.#limits.drainTime);
    for (const connection of [...this.#connections]) connection.cut();
    // Bounded by the time that a page has for answering the closing of its WebSocket.
    if (this.#connections.size > 0) await this.#until(() => this.#connections.size === 0);
    this.#webSockets.close();
  }

  /** A port of this machine on which the gateway is reached: nothing is dialled there. */
  #noteServer({ localPort }: Socket): void {
    if (localPort !== undefined) this.#ownPorts.add(localPort);
  }

  get #streamCount(): number {
    return [...this.#connections].reduce((sum, { streamCount }) => sum + streamCount, 0);
  }

  /** Settles when a connection or stream has gone and the condition holds, or after `time`. */
  #until(condition: () => boolean, time?: number): Promise<void> {
    return new Promise((settle) => {
      const finish = (): void => {
        cancel?.();
        this.#onChange = () => undefined;
        settle();
      };
      const cancel = time === undefined ? undefined : this.#clock.after(time, finish);
      this.#onChange = () => {
        if (condition()) finish();
      };
    });
  }

  #turnAway(request: IncomingMessage, key: string): TurnedAway | undefined {
    const { origins = [], sameOrigin = false, noOrigin = false, hosts = [], token } = this.#options;
    if (this.#isStopping) return { status: 503, why: 'stopping' };
    const turnedAway = turnAway(request, { origins, sameOrigin, noOrigin, hosts, token });
    if (turnedAway) return turnedAway;
    if (this.#connections.size >= this.#limits.connections)
      return { status: 503, why: 'too many connections' };
    return this.#clients.mayConnect(key)
      ? undefined
      : { status: 429, why: 'too many connections of one client' };
  }

  #take(webSocket: WebSocket, under: Duplex, client: string): void {
    const key = clientKey(client);
    this.#clients.add(key);
    this.metrics.connections++;
    this.metrics.connectionsEver++;
    const connection = new WispConnection(webSocket, {
      under,
      number: ++this.#numbers,
      client,
      version: webSocket.protocol === '' ? 1 : 2,
      clock: this.#clock,
      limits: this.#limits,
      dialer: this.#dialer,
      rulesText: () => [this.#rules.text, ...this.#publisher.lines].join('\n'),
      allowsUdp: this.#options.udp ?? false,
      trust: this.#options.trust,
      metrics: this.metrics,
      log: this.#log,
      onListen: () => {
        // The last one that asks comes last.
        this.#connections.delete(connection);
        this.#connections.add(connection);
        this.#publisher.onPage();
      },
      onStreamGone: () => this.#onChange(),
      onGone: () => {
        this.#connections.delete(connection);
        this.#clients.remove(key);
        this.metrics.connections--;
        this.#onChange();
      },
    });
    this.#connections.add(connection);
  }

  #pageFor(port: number): WispConnection | undefined {
    return [...this.#connections].findLast((connection) => connection.listensTo(port));
  }
}

const machineAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address));

function refuseUpgrade(socket: Duplex, status: number): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Length: 0',
    ...(status === 429 || status === 503 ? ['Retry-After: 30'] : []),
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n`);
}

const text = (status: number, body: string, type = 'text/plain; charset=utf-8'): Reply => ({
  status,
  headers: {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    // The page's own files may be shown by other origins; the token may not come near them.
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Content-Length': String(Buffer.byteLength(body)),
  },
  body,
});
