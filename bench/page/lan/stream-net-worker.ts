import { runStreamNetwork } from '../../stream-network';

/** Of a worker's own scope, no more than it has in common with a port is needed. */
const scope = self as unknown as MessagePort;

runStreamNetwork({
  post: (message) => scope.postMessage(message),
  onMessage: (listener) => {
    scope.onmessage = ({ data }: MessageEvent<unknown>) => listener(data);
  },
});
