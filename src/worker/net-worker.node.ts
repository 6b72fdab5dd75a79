import { inRealTime, runNetWorker } from './net-main';
import { nodeEndpoint } from './node-endpoint.node';
import { openNodeSocket } from './node-socket.node';
import { timeData, WorkerTime } from './worker-time.node';

const endpoint = nodeEndpoint();
if (timeData) {
  const time = new WorkerTime(timeData, endpoint);
  runNetWorker(time.networkEndpoint(), {
    // A proxy is of the computer's own time.
    openSocket: null,
    clock: time.clock,
    random: time.random,
    wallClock: () => time.wallClock(),
    logInterval: 0,
    onRing: (slot) => time.shared.ring(slot),
  });
} else runNetWorker(endpoint, inRealTime(openNodeSocket));
