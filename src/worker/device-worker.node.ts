import { runDeviceWorker } from './device-main';
import { nodeEndpoint } from './node-endpoint.node';
import { timeData, WorkerTime } from './worker-time.node';

const endpoint = nodeEndpoint();
if (timeData) {
  const time = new WorkerTime(timeData, endpoint);
  runDeviceWorker(time.boardEndpoint(), time.boardSurroundings());
} else runDeviceWorker(endpoint);
