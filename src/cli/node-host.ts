import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, Worker, type Transferable } from 'node:worker_threads';
import type { Libraries } from '../protocol/libraries';
import type { FileChange } from '../protocol/messages';
import type { FlashState, TakeOver } from '../session/flash/flash-state';
import type { FlashStore, SessionHost, WorkerPort } from '../session/worker-port';
import { Emitter } from '../shared/emitter';

export interface NodeHostOptions {
  /** The folder that `tools/node-build.ts` filled: both workers, the interpreter and its libraries. */
  readonly build: string;
  /** Nothing by default: the flash lives as long as the session. */
  readonly flash?: FlashStore;
}

/** A session's surroundings in Node: worker threads in place of Web Workers, files in place of fetches. */
export function nodeHost({ build, flash = new MemoryFlash() }: NodeHostOptions): SessionHost {
  return {
    road: 'memory',
    startDeviceWorker: () => nodeWorker(path.join(build, 'device-worker.js')),
    startNetWorker: () => nodeWorker(path.join(build, 'net-worker.js')),
    createChannel: () => {
      const { port1, port2 } = new MessageChannel();
      return { one: port1, other: port2 };
    },
    loadInterpreter: async () => WebAssembly.compile(await readFile(path.join(build, 'micropython.wasm'))),
    loadLibraries: () => loadLibraries(build),
    after: (delay, fire) => {
      const timer = setTimeout(fire, delay);
      return () => clearTimeout(timer);
    },
    flash,
  };
}

/** @param build the folder that `tools/node-build.ts` filled */
export async function loadLibraries(build: string): Promise<Libraries> {
  const module = (await import(pathToFileURL(path.join(build, 'libraries.js')).href)) as {
    readonly LIBRARIES: Libraries;
  };
  return module.LIBRARIES;
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
  readonly state: FlashState = { kind: 'temporary', why: 'denied', changed: [] };
  readonly onChange = new Emitter<undefined>().event;
  readonly onNotice = new Emitter<never>().event;
  readonly #kept: Map<string, FileChange>;
  #blank: boolean;

  /** @param blank as it comes from the factory, for the board to set up */
  constructor(files: Readonly<Record<string, Uint8Array>> = {}, blank = false) {
    this.#blank = blank;
    this.#kept = new Map(Object.entries(files).map(([path, bytes]) => [path, { path, kind: 'file', bytes }]));
  }

  /** What is kept at a path: a file's contents, null when there is no file. */
  read(path: string): Uint8Array | null {
    const kept = this.#kept.get(path);
    return kept?.kind === 'file' ? kept.bytes : null;
  }

  load(): Promise<readonly FileChange[]> {
    return Promise.resolve([...this.#kept.values()].sort((one, other) => (one.path < other.path ? -1 : 1)));
  }

  get blank(): boolean {
    return this.#blank;
  }

  write(changes: readonly FileChange[]): Promise<void> {
    this.#blank = false;
    for (const change of changes) {
      if (change.kind === 'removed') this.#kept.delete(change.path);
      else this.#kept.set(change.path, change);
    }
    return Promise.resolve();
  }

  retry(): Promise<void> {
    return Promise.resolve();
  }

  erase(): Promise<void> {
    this.#blank = true;
    this.#kept.clear();
    return Promise.resolve();
  }

  takeOver(): Promise<TakeOver> {
    return Promise.resolve('failed');
  }
}
