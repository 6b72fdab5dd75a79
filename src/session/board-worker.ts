import type { BootMessage, Fault, TimedFromDevice, ToDevice } from '../protocol/messages';
import { isRoadAnswer, type Road, type RoadAnswer } from '../protocol/road';
import { PROTOCOL_VERSION } from '../protocol/version';
import { DisposableStore } from '../shared/disposable';
import { Emitter } from '../shared/emitter';
import type { DeviceRoad } from './device-road';
import { deviceDied, deviceNotLoaded, garbled, mixedVersions } from './faults';
import { readFromDevice } from './incoming';
import { MemoryRoad } from './memory-road';
import { MessageRoad } from './message-road';
import type { WorkerPort } from './worker-port';

/** What the worker says of its board, once it is known to be of this version. */
export type BoardMessage = Exclude<TimedFromDevice, { kind: Unheeded }>;
type Unheeded = 'ready' | 'fault' | RoadAnswer['kind'];

export interface BoardWorkerHandlers {
  onMessage(message: BoardMessage): void;
  /** It could not be loaded, is of another version, or ended: nothing more is to be had from it. */
  onFault(fault: Fault): void;
}

/** One life of the device worker, from its start to its end: what lies in its way goes with it. */
export class BoardWorker {
  readonly #road: DeviceRoad;
  readonly #owned = new DisposableStore();
  readonly #filesCame = new Emitter<undefined>();
  #filesReceived = 0;
  #filesKept = 0;

  readonly #handlers: BoardWorkerHandlers;
  #started = false;

  constructor(
    private readonly worker: WorkerPort<unknown, unknown>,
    road: Road['kind'],
    handlers: BoardWorkerHandlers,
  ) {
    this.#road =
      road === 'memory'
        ? new MemoryRoad(worker.sharedTime)
        : new MessageRoad((message) => worker.post(message));
    this.#handlers = handlers;
    this.#owned.add(worker.onMessage((message) => this.#receive(message)));
    this.#owned.add(
      worker.onFailure((detail) => handlers.onFault((this.#started ? deviceDied : deviceNotLoaded)(detail))),
    );
  }

  /** How the workers are reached. */
  get road(): Road {
    return this.#road.road;
  }

  boot(parts: Omit<BootMessage, 'kind' | 'version' | 'road'>): void {
    const message: BootMessage = { kind: 'boot', version: PROTOCOL_VERSION, road: this.road, ...parts };
    this.worker.post(message, parts.nets);
    this.#road.begin();
  }

  /** @returns false when the board has not taken what was sent before, and there is no room for more. */
  send(message: ToDevice): boolean {
    return this.#road.send(message);
  }

  /** Counts a Ctrl-C, which no queue delays. Its byte is sent beside it. */
  interrupt(): void {
    this.#road.interrupt();
  }

  /** So many more bytes of console output were taken. */
  acknowledge(bytes: number): void {
    this.#road.acknowledge(bytes);
  }

  /** The changes of the flash up to this one are stored, or never will be. */
  acknowledgeFiles(sequence: number): void {
    if (((sequence - this.#filesKept) | 0) <= 0) return;
    this.#filesKept = sequence;
    this.#road.acknowledgeFiles(sequence);
  }

  /**
   * Whether every change of the flash that the board has sent has come here, as far as is known. What is on its way
   * would go with the worker.
   */
  get areFilesHere(): boolean {
    const { filesPosted } = this.#road;
    return filesPosted !== undefined && this.#haveCome(filesPosted);
  }

  /** Calls `done` when those that were sent until now have come; a board that hangs may never say which that are. */
  whenFilesAreHere(done: () => void): void {
    this.#road.askFilesPosted((posted) => {
      const look = (): void => {
        if (!this.#haveCome(posted)) return;
        end();
        done();
      };
      const end = this.#filesCame.event(look);
      look();
    });
  }

  #haveCome(posted: number): boolean {
    return ((this.#filesReceived - posted) | 0) >= 0;
  }

  end(): void {
    this.#owned.dispose();
    this.worker.terminate();
  }

  #receive(raw: unknown): void {
    const message = readFromDevice(raw);
    if (!message) this.#handlers.onFault(garbled('device worker', raw));
    else if (message.kind === 'fault') this.#handlers.onFault(message.fault);
    else if (isRoadAnswer(message)) this.#road.receive(message);
    else if (message.kind !== 'ready') this.#heed(message);
    else if (message.version === PROTOCOL_VERSION) this.#started = true;
    else
      this.#handlers.onFault(
        mixedVersions('device worker', `device worker ${message.version}, page ${PROTOCOL_VERSION}`),
      );
  }

  #heed(message: BoardMessage): void {
    this.#handlers.onMessage(message);
    if (message.kind !== 'files') return;
    this.#filesReceived = message.sequence;
    this.#filesCame.fire(undefined);
  }
}
