import { runNetWorker } from './net-main';
import { webEndpoint } from './web-endpoint';

runNetWorker(webEndpoint());
