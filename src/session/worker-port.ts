import type { Place } from '../protocol/air';
import type { Libraries } from '../protocol/libraries';
import type { FileChange } from '../protocol/messages';
import type { Notice } from '../protocol/notices';
import type { Road } from '../protocol/road';
import type { Dispose } from '../shared/disposable';
import type { Event } from '../shared/emitter';
import type { FlashState, TakeOver, Whose } from './flash/flash-state';

/** A worker as the session holds it: a Web Worker in the page, a worker thread in Node. */
export interface WorkerPort<Out, In> {
  post(message: Out, transfer?: readonly unknown[]): void;
  onMessage(listener: (message: In) => void): Dispose;
  /** The worker ended by itself, could not be loaded, or sent what cannot be read. */
  onFailure(listener: (detail: string) => void): Dispose;
  terminate(): void;
  /** Where threads share one time (shared/shared-time.ts): this board's number in it, and that it was rung. */
  readonly sharedTime?: { readonly slot: number; ring(): void };
}

/** What a session takes from its surroundings. */
export interface SessionHost {
  /** How a busy device worker can be reached here. */
  readonly road: Road['kind'];
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
  /** Fetches what the chip has frozen in Python; called again when it failed. */
  loadLibraries(): Promise<Libraries>;
  /** Calls `fire` once, `delay` milliseconds from now; the result cancels it. */
  after(delay: number, fire: () => void): Dispose;
  /** Of the board on its LAN; left out where it is the only one. */
  readonly place?: Place;
  /** The board's flash, kept between visits. */
  readonly flash: FlashStore;
}

/** Where the board's files are kept. */
export interface FlashStore {
  /** Stored or temporary, and why. */
  readonly state: FlashState;
  readonly onChange: Event<undefined>;
  /** What a student should know, once. */
  readonly onNotice: Event<Notice>;
  /** Nothing was written since it was made or erased: the board sets it up. Known when `load` has ended. */
  readonly blank: boolean;
  /** Everything that is stored, directories too; in an order in which parents come before children. */
  load(): Promise<readonly FileChange[]>;
  /** Writes the changes as one, after those of earlier calls. Resolves when they are kept; at once where nothing is. */
  write(changes: readonly FileChange[]): Promise<void>;
  /** Tries what was not kept once more. */
  retry(): Promise<void>;
  /** Removes everything. @param paths what this tab has */
  erase(paths: readonly string[]): Promise<void>;
  /**
   * Makes this the tab that has the flash, if it is not.
   *
   * @param own the files of this tab, asked for when they are to replace the stored ones
   * @param whose files the flash has then; left out, it is asked for where both have changed
   */
  takeOver(own: () => readonly FileChange[], whose?: Whose): Promise<TakeOver>;
}
