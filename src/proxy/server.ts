import { createServer as createHttpServer, type Server, type ServerOptions } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createGateway, type Gateway, type GatewayOptions } from './gateway';
import { DEFAULT_LIMITS } from './limits';

export interface ProxyServerOptions extends GatewayOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
}

export interface ProxyServer {
  readonly gateway: Gateway;
  readonly port: number;
  /** For the page's settings, token included. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Whoever sends a head byte by byte is cut off, and so is who sends none. */
const TIMEOUTS: ServerOptions = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 8_192,
};
/** Connections that are no WebSockets yet, or ask for /metrics. */
const OTHERS = 64;

/** The proxy on a port of its own. Rejects when the port cannot be had. */
export async function startProxyServer(options: ProxyServerOptions): Promise<ProxyServer> {
  const gateway = createGateway(options);
  const server = options.tls
    ? createHttpsServer({ ...TIMEOUTS, ...options.tls })
    : createHttpServer(TIMEOUTS);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  server.maxConnections = limits.connections + OTHERS;
  server.on('request', (request, response) => {
    request.resume();
    const { status, headers, body } = gateway.answer(request) ?? NOT_FOUND;
    response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
  });
  server.on('upgrade', gateway.handleUpgrade);
  await listen(server, options.port, options.host);
  try {
    await gateway.publish();
  } catch (error) {
    server.close();
    await gateway.close();
    throw error;
  }
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : options.port;
  const name = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    gateway,
    port,
    url: `${options.tls ? 'wss' : 'ws'}://${name}:${port}${gateway.path}`,
    close: async () => {
      const closed = new Promise<void>((settle) => server.close(() => settle()));
      await gateway.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const NOT_FOUND = {
  status: 404,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: 'There is no such page.\n',
};

export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((settle, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      settle();
    });
  });
}
