import { decodeToDevice } from '../protocol/codec';
import type { Libraries } from '../protocol/libraries';
import { controlBlock, Word, type ControlBlock } from '../protocol/control-block';
import type { BootMessage, FileChange, FromDevice, FromNet, ToDevice, ToNet } from '../protocol/messages';
import type { Notice } from '../protocol/notices';
import type { Dispose } from '../shared/disposable';
import { Emitter } from '../shared/emitter';
import { RingReader } from '../shared/ring';
import { VirtualClock } from '../shared/virtual-clock';
import { STORED, type FlashState, type TakeOver } from './flash/flash-state';
import type { FlashStore, SessionHost, WorkerPort } from './worker-port';

/** A worker that says what a test has it say, and keeps what it was told. */
class FakeWorker<Message> implements WorkerPort<unknown, unknown> {
  readonly posted: { readonly message: Message; readonly transfer: readonly unknown[] }[] = [];
  terminated = 0;
  readonly #messages = new Emitter<unknown>();
  readonly #failures = new Emitter<string>();

  get messages(): Message[] {
    return this.posted.map(({ message }) => message);
  }

  /** Anything at all, as from a worker of another version. */
  babble(message: unknown): void {
    this.#messages.fire(message);
  }

  say(message: FromDevice | FromNet, at = 0): void {
    this.#messages.fire({ ...message, at });
  }

  fail(detail: string): void {
    this.#failures.fire(detail);
  }

  post(message: unknown, transfer: readonly unknown[] = []): void {
    this.posted.push({ message: message as Message, transfer });
  }

  onMessage(listener: (message: unknown) => void): Dispose {
    return this.#messages.event(listener);
  }

  onFailure(listener: (detail: string) => void): Dispose {
    return this.#failures.event(listener);
  }

  terminate(): void {
    this.terminated++;
  }
}

export class FakeDeviceWorker extends FakeWorker<BootMessage> {
  #control: ControlBlock | undefined;

  /** The boot message, when it has come. */
  get boot(): BootMessage | undefined {
    return this.messages[0];
  }

  get interrupts(): number {
    return Atomics.load(this.control.words, Word.interrupts);
  }

  get outputTaken(): number {
    return Atomics.load(this.control.words, Word.outputTaken);
  }

  get filesKept(): number {
    return Atomics.load(this.control.words, Word.filesKept);
  }

  /** The last change of the flash that the board says to have sent. */
  set filesPosted(sequence: number) {
    Atomics.store(this.control.words, Word.filesPosted, sequence);
  }

  /** Takes what lies in the ring. */
  take(): ToDevice[] {
    const { words, bytes } = this.control.pageRing;
    const taken: ToDevice[] = [];
    new RingReader(words, bytes).drain((record) => taken.push(decodeToDevice(record.slice())));
    return taken;
  }

  private get control(): ControlBlock {
    if (!this.boot) throw new Error('the board was not booted');
    if (this.boot.road.kind !== 'memory') throw new Error('this board shares no memory');
    return (this.#control ??= controlBlock(this.boot.road.control));
  }
}

export class FakeNetWorker extends FakeWorker<ToNet> {}

/** A promise that a test settles. */
export class Deferred<T> {
  resolve: (value: T) => void = () => undefined;
  reject: (error: Error) => void = () => undefined;
  readonly promise = new Promise<T>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
}

/** A session's surroundings: every worker that it starts, and promises that a test settles. */
export class FakeHost implements SessionHost {
  readonly road = 'memory';
  readonly devices: FakeDeviceWorker[] = [];
  readonly nets: FakeNetWorker[] = [];
  readonly clock = new VirtualClock();
  /** Whether each load of the interpreter was to pass the caches. */
  readonly loads: boolean[] = [];
  interpreter = new Deferred<WebAssembly.Module>();
  libraries = new Deferred<Libraries>();
  /** How often they were asked for. */
  libraryLoads = 0;
  readonly flash = new FakeFlash();
  #channels = 0;

  startDeviceWorker(): FakeDeviceWorker {
    const worker = new FakeDeviceWorker();
    this.devices.push(worker);
    return worker;
  }

  startNetWorker(): FakeNetWorker {
    const worker = new FakeNetWorker();
    this.nets.push(worker);
    return worker;
  }

  createChannel(): { one: unknown; other: unknown } {
    const channel = ++this.#channels;
    return { one: `board end ${channel}`, other: `net end ${channel}` };
  }

  loadInterpreter(afresh: boolean): Promise<WebAssembly.Module> {
    this.loads.push(afresh);
    return this.interpreter.promise;
  }

  loadLibraries(): Promise<Libraries> {
    this.libraryLoads++;
    return this.libraries.promise;
  }

  after(delay: number, fire: () => void): Dispose {
    return this.clock.after(delay, fire);
  }
}

export class FakeFlash implements FlashStore {
  state: FlashState = STORED;
  blank = false;
  readonly #changed = new Emitter<undefined>();
  readonly #notice = new Emitter<Notice>();
  readonly onChange = this.#changed.event;
  readonly onNotice = this.#notice.event;
  stored: Promise<readonly FileChange[]> = Promise.resolve([]);
  readonly writes: (readonly FileChange[])[] = [];
  /** What comes of a write. */
  onWrite: () => Promise<void> = () => Promise.resolve();

  load(): Promise<readonly FileChange[]> {
    return this.stored;
  }

  write(changes: readonly FileChange[]): Promise<void> {
    this.writes.push(changes);
    return this.onWrite();
  }

  become(state: FlashState): void {
    this.state = state;
    this.#changed.fire(undefined);
  }

  retry(): Promise<void> {
    return Promise.resolve();
  }

  erase(): Promise<void> {
    this.stored = Promise.resolve([]);
    return this.onWrite();
  }

  takeOver(): Promise<TakeOver> {
    return Promise.resolve('restart');
  }
}
