import type { VirtualHost } from '../src/net/host-table';
import type { Service } from '../src/net/lan-stream';
import { SendAll } from '../src/net/send-all';
import type { WorkerEndpoint } from '../src/worker/endpoint';
import { benchNetwork } from './bench-network';

const BLOCK = new Uint8Array(64 * 1024).fill(0x61);

const stream: Service = (connection) => {
  const sender = new SendAll(connection);
  let blocks = 0;
  const next = (): void => {
    if (blocks++ < MOST_BLOCKS) sender.start(BLOCK, next);
    else connection.end();
  };
  next();
  return { onRoom: () => sender.resume() };
};

/** 32 MiB: a second's worth. */
const MOST_BLOCKS = 512;

const STREAM_BENCH: VirtualHost = {
  name: 'stream.bench',
  ip: '203.0.113.99',
  services: new Map([[9, stream]]),
  datagrams: new Map([[7, ({ bytes }, reply) => reply(bytes)]]),
};

/** A net worker whose one host sends as much as anyone takes until the connection is closed, and echoes UDP packets. */
export function runStreamNetwork(endpoint: WorkerEndpoint): void {
  benchNetwork(endpoint, [STREAM_BENCH]);
}
