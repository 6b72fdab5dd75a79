import type { FileChange } from '../protocol/messages';
import type { Dispose } from '../shared/disposable';

/** A worker as the session holds it: a Web Worker in the page, a worker thread in Node. */
export interface WorkerPort<Out, In> {
  post(message: Out, transfer?: readonly unknown[]): void;
  onMessage(listener: (message: In) => void): Dispose;
  /** The worker ended by itself, could not be loaded, or sent what cannot be read. */
  onFailure(listener: (detail: string) => void): Dispose;
  terminate(): void;
}

/** What a session takes from its surroundings. */
export interface SessionHost {
  startDeviceWorker(): WorkerPort<unknown, unknown>;
  startNetWorker(): WorkerPort<unknown, unknown>;
  /** Two ends of one channel, of the kind that these workers take. */
  createChannel(): { readonly one: unknown; readonly other: unknown };
  /**
   * Fetches and compiles the interpreter; called again when it failed.
   *
   * @param afresh past every cache, since what lies there may be damaged
   */
  loadInterpreter(afresh: boolean): Promise<WebAssembly.Module>;
  /** Calls `fire` once, `delay` milliseconds from now; the result cancels it. */
  after(delay: number, fire: () => void): Dispose;
  /** The board's flash, kept between visits. */
  readonly flash: FlashStore;
}

/** Where the board's files are kept. */
export interface FlashStore {
  /** `temporary` when this browser gives no storage. */
  readonly kind: 'stored' | 'temporary';
  /** Everything that is stored, directories too; in an order in which parents come before children. */
  load(): Promise<readonly FileChange[]>;
  /** Writes the changes as one, after those of earlier calls. Resolves when they are kept. */
  write(changes: readonly FileChange[]): Promise<void>;
}
