import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { MessageChannel, Worker, type Transferable } from 'node:worker_threads';
import type { FlashStore, SessionHost, WorkerPort } from '../session/worker-port';

export interface NodeHostOptions {
  /** The folder that `tools/node-build.ts` filled: both workers and the interpreter. */
  readonly build: string;
  /** Nothing by default: the flash lives as long as the session. */
  readonly flash?: FlashStore;
}

/** A session's surroundings in Node: worker threads in place of Web Workers, files in place of fetches. */
export function nodeHost({ build, flash = new MemoryFlash() }: NodeHostOptions): SessionHost {
  return {
    startDeviceWorker: () => nodeWorker(path.join(build, 'device-worker.js')),
    startNetWorker: () => nodeWorker(path.join(build, 'net-worker.js')),
    createChannel: () => {
      const { port1, port2 } = new MessageChannel();
      return { one: port1, other: port2 };
    },
    loadInterpreter: async () => WebAssembly.compile(await readFile(path.join(build, 'micropython.wasm'))),
    after: (delay, fire) => {
      const timer = setTimeout(fire, delay);
      return () => clearTimeout(timer);
    },
    flash,
  };
}

function nodeWorker(file: string): WorkerPort<unknown, unknown> {
  const worker = new Worker(file);
  return {
    post: (message, transfer) => worker.postMessage(message, (transfer ?? []) as Transferable[]),
    onMessage: (listener) => {
      worker.on('message', listener);
      return () => worker.off('message', listener);
    },
    onFailure: (listener) => {
      const onError = (error: unknown): void =>
        listener(error instanceof Error ? (error.stack ?? '') : String(error));
      worker.on('error', onError);
      return () => worker.off('error', onError);
    },
    terminate: () => void worker.terminate(),
  };
}

/** A flash that is gone with its session. */
export class MemoryFlash implements FlashStore {
  readonly kind = 'temporary';
  readonly #files: Map<string, Uint8Array>;

  constructor(files: Readonly<Record<string, Uint8Array>> = {}) {
    this.#files = new Map(Object.entries(files));
  }

  load(): Promise<Readonly<Record<string, Uint8Array>>> {
    return Promise.resolve(Object.fromEntries(this.#files));
  }

  write(path: string, bytes: Uint8Array | null): Promise<void> {
    if (bytes === null) this.#files.delete(path);
    else this.#files.set(path, bytes);
    return Promise.resolve();
  }
}
