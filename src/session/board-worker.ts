import { encodeToDevice } from '../protocol/codec';
import { CONTROL_BLOCK_BYTES, controlBlock, ring, Word, type ControlBlock } from '../protocol/control-block';
import type { BootMessage, FileChange, FromDevice, ToDevice } from '../protocol/messages';
import { PROTOCOL_VERSION } from '../protocol/version';
import { DisposableStore } from '../shared/disposable';
import { RingWriter } from '../shared/ring';
import type { WorkerPort } from './worker-port';

/** One life of the device worker, from its start to its end: what lies in its way goes with it. */
export class BoardWorker {
  /** The memory shared with the device worker and the net worker. */
  readonly memory = new SharedArrayBuffer(CONTROL_BLOCK_BYTES);
  readonly #control: ControlBlock = controlBlock(this.memory);
  readonly #ring = new RingWriter(this.#control.pageRing.words, this.#control.pageRing.bytes);
  readonly #owned = new DisposableStore();

  constructor(
    private readonly worker: WorkerPort<unknown, unknown>,
    handlers: { onMessage(message: FromDevice): void; onFailure(detail: string): void },
  ) {
    this.#owned.add(worker.onMessage((message) => handlers.onMessage(message as FromDevice)));
    this.#owned.add(worker.onFailure((detail) => handlers.onFailure(detail)));
  }

  /** @param net this board's end of the channel to the net worker */
  boot(interpreter: WebAssembly.Module, flash: readonly FileChange[], net: unknown): void {
    const message: BootMessage = {
      kind: 'boot',
      version: PROTOCOL_VERSION,
      control: this.memory,
      net,
      interpreter,
      flash,
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

  end(): void {
    this.#owned.dispose();
    this.worker.terminate();
  }
}
