// The proxy in a process of its own, whose memory can be asked for: `node --expose-gc bench/proxy/host.mjs BUNDLE`.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

/** @type {unknown} */
const command = await import(pathToFileURL(process.argv[2] ?? '').href);
const { gateway: parts } = /** @type {typeof import('../../src/cli/pinwire')} */ (command);
const { createGateway, newToken, Rules } = await parts();
const many = 1_000_000;
const gateway = createGateway({
  rules: Rules.of([], ['127.0.0.1:1-65535']),
  token: newToken(),
  noOrigin: true,
  limits: {
    connections: many,
    connectionsPerAddress: many,
    connectionsPerMinute: many,
    connectsPerMinute: many,
    transfer: 0,
  },
});
const server = createServer();
server.on('upgrade', gateway.handleUpgrade);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  process.send?.({ url: `ws://127.0.0.1:${port}${gateway.path}` });
});
process.on('message', () => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  process.send?.({ heap: heapUsed + external, streams: gateway.metrics.streams + gateway.metrics.lingering });
});
process.on('disconnect', () => process.exit());
