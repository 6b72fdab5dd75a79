import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { PackageIndex } from '../net/hosts/packages';
import type { LanSwitch } from '../net/lan/neighbours';
import type { Place } from '../protocol/air';
import type { Libraries } from '../protocol/libraries';
import type { FileChange } from '../protocol/messages';
import type { FlashState, TakeOver } from '../session/flash/flash-state';
import type { FlashStore, SessionHost } from '../session/worker-port';
import { Emitter } from '../shared/emitter';
import { RealTime } from './library/board-time';
import { startNetWorker, type OnGuest } from './library/guest-port';
import { NetHere } from './net-here';
import { nodeWorker } from './library/node-worker';
import { TimedThreads } from './library/timed-threads';
import type { VirtualTime } from './library/virtual-time';

export interface NodeHostOptions {
  /** The folder that `tools/node-build.ts` filled: both workers, the interpreter and its libraries. */
  readonly build: string;
  /** Nothing by default: the flash lives as long as the session. */
  readonly flash?: FlashStore;
  /** Where the network is simulated: in a worker thread, as in a page, or in this one. */
  readonly net?: 'thread' | 'here';
  /** The LAN that the board shares with those of other processes; its network is simulated here, then. */
  readonly lan?: LanSwitch & { readonly place: Place };
  /** Packages for `mip`, where the network is simulated here. */
  readonly packages?: PackageIndex;
  /** The computer's own by default. */
  readonly time?: VirtualTime;
  /** Told of each net worker's port for guests. */
  readonly onGuest?: OnGuest;
  /** Which board it is of a LAN whose hub is a guest's. */
  readonly place?: Place;
}

export interface NodeHost extends SessionHost {
  /** Resolves when every thread has ended that was started here. */
  ended(): Promise<void>;
}

/** Of threads that were started, those that have not ended. */
class Ends {
  readonly #ends = new Set<Promise<unknown>>();

  add(worker: Worker): Worker {
    const end = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    this.#ends.add(end);
    void end.then(() => this.#ends.delete(end));
    return worker;
  }

  async all(): Promise<void> {
    await Promise.all(this.#ends);
  }
}

/** A session's surroundings in Node: worker threads in place of Web Workers, files in place of fetches. */
export function nodeHost({
  build,
  flash = new MemoryFlash(),
  net = 'thread',
  lan,
  packages,
  time,
  onGuest,
  place = lan?.place,
}: NodeHostOptions): NodeHost {
  const ends = new Ends();
  const clock = time ?? new RealTime();
  const file = (name: string): string => path.join(build, name);
  const threads = time ? new TimedThreads(time, (worker) => ends.add(worker)) : null;
  return {
    road: 'memory',
    startDeviceWorker: () =>
      threads?.startBoard(file(DEVICE)) ?? nodeWorker(ends.add(new Worker(file(DEVICE), BOARD))),
    startNetWorker: () =>
      net === 'here' || lan
        ? new NetHere({ ...(lan ? { lan } : {}), ...(packages ? { packages } : {}) })
        : (threads?.startNetwork(file(NET), onGuest, place?.ip) ??
          nodeWorker(ends.add(startNetWorker(file(NET), onGuest, place?.ip)))),
    ...(place ? { place } : {}),
    createChannel: () => {
      const { port1, port2 } = new MessageChannel();
      return { one: port1, other: port2 };
    },
    loadInterpreter: () => loadInterpreter(file('micropython.wasm')),
    loadLibraries: () => {
      const libraries = loadLibraries(build);
      return time ? time.without(libraries) : libraries;
    },
    after: (delay, fire) => clock.after(delay, fire),
    flash,
    ended: () => ends.all(),
  };
}

/** A board makes little garbage: Node's own 48 MB for it would make up most of its memory. */
const BOARD = { resourceLimits: { maxYoungGenerationSizeMb: 3 } };
const DEVICE = 'device-worker.js';
const NET = 'net-worker.js';

const loadInterpreter = async (file: string): Promise<WebAssembly.Module> =>
  WebAssembly.compile(await readFile(file));

/** @param build the folder that `tools/node-build.ts` filled */
export async function loadLibraries(build: string): Promise<Libraries> {
  const file = pathToFileURL(path.join(build, 'libraries.js')).href;
  const { LIBRARIES } = (await import(/* @vite-ignore */ file)) as { readonly LIBRARIES: Libraries };
  return LIBRARIES;
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
