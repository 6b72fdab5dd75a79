import type { VirtualHost } from '../src/net/host-table';
import type { Connection, Service } from '../src/net/lan-stream';
import type { Network } from '../src/net/network';
import { LAN } from '../src/protocol/air';
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

/** Takes whatever comes, and closes when the far end has. */
const sink: Service = (connection) => ({ onEnd: () => connection.end() });

/** How often, and at which port, it knocks at the board (bench/programs/sockets.py). */
const KNOCKS = 500;
const KNOCK_PORT = 5100;

/** Has a host of the LAN connect to the board again and again, each time when the board has closed. */
function knocker(connect: Network['connect']): Service {
  return (asked) => {
    let left = KNOCKS;
    const next = (): void => {
      if (left-- === 0) {
        asked.end();
        return;
      }
      const knock: Connection = connect(
        { ip: LAN.browser, port: 50_000 + left },
        { ip: LAN.board, port: KNOCK_PORT },
        {
          onEnd: () => {
            knock.end();
            next();
          },
        },
      );
    };
    next();
    return { onEnd: () => asked.end() };
  };
}

const services = new Map([
  [9, stream],
  [10, sink],
]);
const STREAM_BENCH: VirtualHost = {
  name: 'stream.bench',
  ip: '203.0.113.99',
  services,
  datagrams: new Map([[7, ({ bytes }, reply) => reply(bytes)]]),
};

/** A net worker whose one host sends as much as anyone takes, echoes UDP packets, takes connections and makes some. */
export function runStreamNetwork(endpoint: WorkerEndpoint): void {
  const network = benchNetwork(endpoint, [STREAM_BENCH]);
  services.set(
    11,
    knocker((from, to, handlers) => network.connect(from, to, handlers)),
  );
}
