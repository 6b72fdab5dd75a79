import { nodeEndpoint } from '../../src/worker/node-endpoint.node';
import { runSoakNetwork } from './soak-network';

runSoakNetwork(nodeEndpoint());
