import { runNetWorker } from './net-main';
import { nodeEndpoint } from './node-endpoint.node';

runNetWorker(nodeEndpoint());
