import type { VirtualHost } from '../src/net/host-table';
import { Network } from '../src/net/network';
import type { AirMessage, ToNet } from '../src/protocol/messages';
import type { FramesTaken } from '../src/protocol/road';
import { PROTOCOL_VERSION } from '../src/protocol/version';
import { BoardLink } from '../src/worker/board-link';
import { boardWay } from '../src/worker/board-way';
import type { Port, WorkerEndpoint } from '../src/worker/endpoint';
import { TimerClock } from '../src/worker/timer-clock';

/** The product's network in a net worker of a benchmark's, with hosts and clients of the benchmark's own. */
export function benchNetwork(endpoint: WorkerEndpoint, hosts: readonly VirtualHost[]): Network {
  const clock = new TimerClock();
  let board: BoardLink | undefined;
  const network = new Network({
    clock,
    random: () => 0.5,
    wallClock: () => 0,
    toBoard: (frames) => board?.send(frames),
    hosts,
  });

  endpoint.onMessage((message) => {
    const boot = message as ToNet;
    if (boot.kind !== 'boot') return;
    const port = boot.device as Port;
    const way = boardWay(boot.road, port);
    board = new BoardLink(way, clock, 4_096, () => {
      throw new Error('too many frames are waiting');
    });
    port.onmessage = ({ data }) => {
      const message = data as AirMessage | FramesTaken;
      if (message.kind === 'air') network.fromBoardAll(message.frames);
      else way.onTaken(message.bytes);
    };
  });
  endpoint.post({ kind: 'ready', version: PROTOCOL_VERSION });
  return network;
}
