import { encodeToDevice } from '../protocol/codec';
import { CONTROL_BLOCK_BYTES, controlBlock, ring, Word, type ControlBlock } from '../protocol/control-block';
import type { BootMessage, Fault, FromDevice, ToDevice } from '../protocol/messages';
import { PROTOCOL_VERSION } from '../protocol/version';
import { DisposableStore } from '../shared/disposable';
import { Emitter } from '../shared/emitter';
import { RingWriter } from '../shared/ring';
import { deviceDied, deviceNotLoaded, garbled, mixedVersions } from './faults';
import { readFromDevice } from './incoming';
import type { WorkerPort } from './worker-port';

/** What the worker says of its board, once it is known to be of this version. */
export type BoardMessage = Exclude<FromDevice, { kind: 'ready' | 'fault' }>;

export interface BoardWorkerHandlers {
  onMessage(message: BoardMessage): void;
  /** It could not be loaded, is of another version, or ended: nothing more is to be had from it. */
  onFault(fault: Fault): void;
}

/** One life of the device worker, from its start to its end: what lies in its way goes with it. */
export class BoardWorker {
  /** The memory shared with the device worker and the net worker. */
  readonly memory = new SharedArrayBuffer(CONTROL_BLOCK_BYTES);
  readonly #control: ControlBlock = controlBlock(this.memory);
  readonly #ring = new RingWriter(this.#control.pageRing.words, this.#control.pageRing.bytes);
  readonly #owned = new DisposableStore();
  readonly #filesCame = new Emitter<undefined>();
  #filesReceived = 0;
  #filesKept = 0;

  readonly #handlers: BoardWorkerHandlers;
  #started = false;

  constructor(
    private readonly worker: WorkerPort<unknown, unknown>,
    handlers: BoardWorkerHandlers,
  ) {
    this.#handlers = handlers;
    this.#owned.add(worker.onMessage((message) => this.#receive(message)));
    this.#owned.add(
      worker.onFailure((detail) => handlers.onFault((this.#started ? deviceDied : deviceNotLoaded)(detail))),
    );
  }

  boot(parts: Omit<BootMessage, 'kind' | 'version' | 'control'>): void {
    const message: BootMessage = {
      kind: 'boot',
      version: PROTOCOL_VERSION,
      control: this.memory,
      ...parts,
    };
    this.worker.post(message, parts.nets);
  }

  /** @returns false when the board has not taken what was sent before, and there is no room for more. */
  send(message: ToDevice): boolean {
    const { head, body } = encodeToDevice(message);
    const sent = this.#ring.push(head, body);
    if (sent) ring(this.#control.words);
    return sent;
  }

  /** Counts a Ctrl-C, which no queue delays. Its byte is sent beside it. */
  interrupt(): void {
    Atomics.add(this.#control.words, Word.interrupts, 1);
    ring(this.#control.words);
  }

  /** So many more bytes of console output were taken. */
  acknowledge(bytes: number): void {
    Atomics.add(this.#control.words, Word.outputTaken, bytes);
    ring(this.#control.words);
  }

  /** The changes of the flash up to this one are stored, or never will be. */
  acknowledgeFiles(sequence: number): void {
    if (((sequence - this.#filesKept) | 0) <= 0) return;
    this.#filesKept = sequence;
    Atomics.store(this.#control.words, Word.filesKept, sequence);
    ring(this.#control.words);
  }

  /**
   * Whether every change of the flash that the board has sent has come here. What is on its way would go with the
   * worker.
   */
  get areFilesHere(): boolean {
    return ((this.#filesReceived - Atomics.load(this.#control.words, Word.filesPosted)) | 0) >= 0;
  }

  /** Calls `done` when those that were sent until now have come. */
  whenFilesAreHere(done: () => void): void {
    const posted = Atomics.load(this.#control.words, Word.filesPosted);
    const look = (): void => {
      if (((this.#filesReceived - posted) | 0) < 0) return;
      end();
      done();
    };
    const end = this.#filesCame.event(look);
    look();
  }

  end(): void {
    this.#owned.dispose();
    this.worker.terminate();
  }

  #receive(raw: unknown): void {
    const message = readFromDevice(raw);
    if (!message) this.#handlers.onFault(garbled('device worker', raw));
    else if (message.kind === 'fault') this.#handlers.onFault(message.fault);
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
