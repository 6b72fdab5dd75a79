import { runNetWorker } from './net-main';
import { nodeEndpoint } from './node-endpoint.node';
import { openNodeSocket } from './node-socket.node';

runNetWorker(nodeEndpoint(), openNodeSocket);
