import { inRealTime, runNetWorker } from './net-main';
import { webEndpoint } from './web-endpoint';
import { openWebSocket } from './web-socket';

runNetWorker(webEndpoint(), inRealTime(openWebSocket));
