import { runDeviceWorker } from './device-main';
import { nodeEndpoint } from './node-endpoint.node';

runDeviceWorker(nodeEndpoint());
