import type { VirtualHost } from '../src/net/host-table';
import { Network } from '../src/net/network';
import { controlBlock } from '../src/protocol/control-block';
import type { AirMessage, ToNet } from '../src/protocol/messages';
import { PROTOCOL_VERSION } from '../src/protocol/version';
import { BoardLink } from '../src/worker/board-link';
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
    board = new BoardLink(controlBlock(boot.control), clock, 4_096, () => {
      throw new Error('too many frames are waiting');
    });
    const port = boot.device as Port;
    port.onmessage = ({ data }) => network.fromBoardAll((data as AirMessage).frames);
  });
  endpoint.post({ kind: 'ready', version: PROTOCOL_VERSION });
  return network;
}
