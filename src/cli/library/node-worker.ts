import type { Transferable, Worker } from 'node:worker_threads';
import type { WorkerPort } from '../../session/worker-port';

/** A worker thread, as a session holds it. */
export function nodeWorker(worker: Worker): WorkerPort<unknown, unknown> {
  return {
    post: (message, transfer) => worker.postMessage(message, (transfer ?? []) as Transferable[]),
    onMessage: (listener) => {
      worker.on('message', listener);
      return () => worker.off('message', listener);
    },
    onFailure: (listener) => {
      const onError = (error: unknown): void =>
        listener(error instanceof Error ? (error.stack ?? '') : String(error));
      const onMessageError = (): void => listener('a message could not be read');
      const onExit = (code: number): void => listener(`the thread ended by itself (code ${code})`);
      worker.on('error', onError);
      worker.on('messageerror', onMessageError);
      worker.on('exit', onExit);
      return () => {
        worker.off('error', onError);
        worker.off('messageerror', onMessageError);
        worker.off('exit', onExit);
      };
    },
    terminate: () => void worker.terminate(),
  };
}
