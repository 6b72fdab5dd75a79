import { workerData } from 'node:worker_threads';
import type { Port } from './endpoint';
import { Guests } from './guests';
import { inRealTime, runNetWorker } from './net-main';
import { nodeEndpoint } from './node-endpoint.node';
import { openNodeSocket } from './node-socket.node';
import { timeData, WorkerTime } from './worker-time.node';

const endpoint = nodeEndpoint();
const { guest } = (workerData ?? {}) as { readonly guest?: Port };
if (timeData) {
  const time = new WorkerTime(timeData, endpoint);
  const network = runNetWorker(time.networkEndpoint(), {
    // A proxy is of the computer's own time.
    openSocket: null,
    clock: time.clock,
    random: time.random,
    wallClock: () => time.wallClock(),
    logInterval: 0,
    onRing: (slot) => time.shared.ring(slot),
  });
  if (guest) new Guests(network, time.guestPort(guest), time.random);
} else {
  const surroundings = inRealTime(openNodeSocket);
  const network = runNetWorker(endpoint, surroundings);
  if (guest) new Guests(network, guest, surroundings.random);
}
