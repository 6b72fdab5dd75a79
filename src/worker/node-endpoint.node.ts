import { parentPort, type Transferable } from 'node:worker_threads';
import type { WorkerEndpoint } from './endpoint';

/** This worker thread's side towards the thread that started it. */
export function nodeEndpoint(): WorkerEndpoint {
  if (!parentPort) throw new Error('This file runs in a worker thread only.');
  const port = parentPort;
  return {
    post: (message, transfer) => port.postMessage(message, (transfer ?? []) as Transferable[]),
    onMessage: (listener) => {
      port.on('message', listener);
    },
  };
}
