import { nodeEndpoint } from '../src/worker/node-endpoint.node';
import { runStreamNetwork } from './stream-network';

runStreamNetwork(nodeEndpoint());
