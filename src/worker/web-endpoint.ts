import type { WorkerEndpoint } from './endpoint';

/** This Web Worker's side towards the page. */
export function webEndpoint(): WorkerEndpoint {
  const scope = self as unknown as DedicatedWorkerGlobalScope;
  return {
    post: (message, transfer) => scope.postMessage(message, { transfer: (transfer ?? []) as Transferable[] }),
    onMessage: (listener) => {
      scope.onmessage = (event: MessageEvent<unknown>) => listener(event.data);
    },
  };
}
