import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { BroadcastChannel } from 'node:worker_threads';
import { LAN } from '../../src/protocol/air';
import type { WorkerEndpoint } from '../../src/worker/endpoint';
import { TimerClock } from '../../src/worker/timer-clock';
import { benchNetwork } from '../bench-network';
import { SoakClients } from './clients';
import { CHANNEL, type FromSoakNetwork, type ToSoakNetwork } from './messages';

/** Connections that a board has places for (reference/esp8266 §2.7). */
const PLACES = 5;
/** How long the board may take to answer a SYN, in milliseconds. */
const ANSWER = 500;
const PROGRESS = 10_000;

/** A net worker whose LAN has the clients of a soak on it. */
export function runSoakNetwork(endpoint: WorkerEndpoint): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const network = benchNetwork(endpoint, []);
  const clock = new TimerClock();
  const vanished = { count: 0 };
  const channel = new BroadcastChannel(CHANNEL);
  const tell = (message: FromSoakNetwork): void => channel.postMessage(message);

  const fill = (port: number): void => {
    let opened = 0;
    const connections = Array.from({ length: PLACES + 1 }, (_, n) =>
      network.connect(
        { ip: LAN.browser, port: 1_000 + n },
        { ip: LAN.board, port },
        { onOpened: () => opened++ },
      ),
    );
    clock.after(ANSWER, () => {
      for (const connection of connections) connection.reset();
      tell({ kind: 'filled', opened });
    });
  };

  channel.onmessage = ({ data }: { data: unknown }) => {
    const message = data as ToSoakNetwork;
    switch (message.kind) {
      case 'serve': {
        const { plan } = message;
        const progress = setInterval(() => tell({ kind: 'progress', requests: clients.count }), PROGRESS);
        const done = (served: FromSoakNetwork & { kind: 'served' }): void => {
          clearInterval(progress);
          tell(served);
        };
        const clients = new SoakClients(plan, {
          network,
          clock,
          vanished,
          done: (served) => done({ kind: 'served', served }),
        });
        return;
      }
      case 'measure':
        collect();
        collect();
        tell({
          kind: 'measured',
          use: { heap: process.memoryUsage().heapUsed, connections: network.openConnections },
        });
        return;
      case 'fill':
        fill(message.port);
        return;
    }
  };
  tell({ kind: 'ready' });
}
