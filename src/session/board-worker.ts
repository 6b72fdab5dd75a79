import { encodeToDevice } from '../protocol/codec';
import { CONTROL_BLOCK_BYTES, controlBlock, ring, Word, type ControlBlock } from '../protocol/control-block';
import type { BootMessage, FileChange, FromDevice, ToDevice } from '../protocol/messages';
import { PROTOCOL_VERSION } from '../protocol/version';
import { DisposableStore } from '../shared/disposable';
import { Emitter } from '../shared/emitter';
import { RingWriter } from '../shared/ring';
import type { WorkerPort } from './worker-port';

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

  constructor(
    private readonly worker: WorkerPort<unknown, unknown>,
    handlers: { onMessage(message: FromDevice): void; onFailure(detail: string): void },
  ) {
    this.#owned.add(
      worker.onMessage((said) => {
        const message = said as FromDevice;
        handlers.onMessage(message);
        if (message.kind !== 'files') return;
        this.#filesReceived = message.sequence;
        this.#filesCame.fire(undefined);
      }),
    );
    this.#owned.add(worker.onFailure((detail) => handlers.onFailure(detail)));
  }

  /** @param net this board's end of the channel to the net worker */
  boot(
    interpreter: WebAssembly.Module,
    flash: { readonly contents: readonly FileChange[]; readonly blank: boolean },
    net: unknown,
  ): void {
    const message: BootMessage = {
      kind: 'boot',
      version: PROTOCOL_VERSION,
      control: this.memory,
      net,
      interpreter,
      flash: flash.contents,
      blank: flash.blank,
    };
    this.worker.post(message, [net]);
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
}
