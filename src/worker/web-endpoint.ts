import { isExpress } from '../protocol/express';
import type { WorkerEndpoint } from './endpoint';

/** This Web Worker's side towards the page. */
export function webEndpoint(): WorkerEndpoint {
  const scope = self as unknown as DedicatedWorkerGlobalScope;
  let express: BroadcastChannel | undefined;
  return {
    post: (message, transfer) => {
      if (express && transfer === undefined) express.postMessage(message);
      else scope.postMessage(message, { transfer: (transfer ?? []) as Transferable[] });
    },
    onMessage: (listener) => {
      scope.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (isExpress(data)) express = new BroadcastChannel(data.channel);
        else listener(data);
      };
    },
  };
}
