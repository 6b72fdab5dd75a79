import { runDeviceWorker } from './device-main';
import { webEndpoint } from './web-endpoint';

runDeviceWorker(webEndpoint());
