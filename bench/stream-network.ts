import type { VirtualHost } from '../src/net/host-table';
import { Network } from '../src/net/network';
import { SendAll } from '../src/net/send-all';
import type { Service } from '../src/net/lan-stream';
import { controlBlock } from '../src/protocol/control-block';
import type { AirMessage, ToNet } from '../src/protocol/messages';
import { PROTOCOL_VERSION } from '../src/protocol/version';
import { BoardLink } from '../src/worker/board-link';
import type { Port, WorkerEndpoint } from '../src/worker/endpoint';
import { TimerClock } from '../src/worker/timer-clock';

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
  const clock = new TimerClock();
  let board: BoardLink | undefined;
  const network = new Network({
    clock,
    random: () => 0.5,
    wallClock: () => 0,
    toBoard: (frames) => board?.send(frames),
    hosts: [STREAM_BENCH],
  });

  endpoint.onMessage((message) => {
    const boot = message as ToNet;
    if (boot.kind !== 'boot') return;
    board = new BoardLink(controlBlock(boot.control), clock, 4_096, () => {
      throw new Error('too many frames are waiting');
    });
    const port = boot.device as Port;
    port.onmessage = ({ data }) => network.fromBoardAll((data as AirMessage).frames);
  });
  endpoint.post({ kind: 'ready', version: PROTOCOL_VERSION });
}
