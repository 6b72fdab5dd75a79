import type { DeviceState, Gpio, PinDrive } from '../protocol/device-state';
import type { HttpRequest, HttpResult } from '../protocol/http';
import type { LanConditions } from '../protocol/lan-conditions';
import type { Fault, TracebackFrame } from '../protocol/messages';
import type { NetworkLogEntry } from '../protocol/network-log';
import type { Notice } from '../protocol/notices';
import type { PreviewRequest, TabPort } from '../protocol/preview';
import type { RealHosts } from '../protocol/real-hosts';
import type { Variable } from '../protocol/variables';
import type { Dispose } from '../shared/disposable';
import type { Event } from '../shared/emitter';
import type { FlashState, TakeOver, Whose } from './flash/flash-state';

/**
 * The page's side of one board. The user interface reads snapshots and sends commands; it never predicts what the
 * board will do. A snapshot is immutable and keeps its identity until something in it changed, as
 * `useSyncExternalStore` wants it.
 */
export interface Session {
  readonly snapshot: SessionSnapshot;
  subscribe(onChange: () => void): Dispose;

  /** When the board said what was heard of it last, by its own clock: milliseconds since 1970; 0: nothing was heard. */
  readonly boardTime: number;
  /** Console output, as bytes. Call `done` when it is drawn (or stored): the board is held back by what is not done. */
  readonly onOutput: Event<OutputChunk>;
  readonly onTraceback: Event<Traceback>;
  /** Something the student should know: a feature that is not simulated, a name that no host has. */
  readonly onNotice: Event<Notice>;
  readonly onNetwork: Event<readonly NetworkLogEntry[]>;

  /** Keys: raw bytes to the console, in order. 0x03 among them interrupts at once. */
  type(input: string | Uint8Array): void;
  /** Ctrl-C: ahead of everything queued, which is dropped. */
  interrupt(): void;
  /**
   * Waits for `>>>` (interrupting a running program first, visibly), then types lines as a person would.
   *
   * @param onLine told each line's index when it is about to be typed
   */
  typeLines(lines: readonly string[], onLine?: (index: number) => void): Promise<RunOutcome>;
  /**
   * Waits for `>>>` likewise, then sends `source` by paste mode. Resolves when the board has taken it all, or when keys
   * were typed after it. Keys typed in the middle of it come after it.
   */
  paste(source: string): Promise<RunOutcome>;
  /** Runs a file of the flash as `main.py` would be run; interrupts first. Its name stands in tracebacks. */
  runFile(path: string): Promise<RunOutcome>;

  drivePin(gpio: Gpio, drive: PinDrive): void;

  /** The board's flash as the page knows it. */
  readFile(path: string): Uint8Array | null;
  /**
   * Resolves when the file is on the board's flash, and stored; what the browser did not store is named by `flash` in
   * the snapshot. Rejects with `FileRefused` when the board does not take it: it is as it was then.
   */
  writeFile(path: string, contents: Uint8Array): Promise<void>;
  removeFile(path: string): Promise<void>;

  /** Soft reset, as Ctrl-D does; interrupts first. */
  softReset(): void;
  /** The reset button: the worker is ended and started anew. Flash stays. Never rejects: see `snapshot.fault`. */
  reset(options?: ResetOptions): Promise<void>;

  /** Removes every file; the board starts as new. Rejects when the storage does not do it. */
  eraseFlash(): Promise<void>;
  /** Tries to keep what was not kept. */
  keepAgain(): Promise<void>;
  /** Makes this the tab whose files are kept; the board restarts when it has to start with others. */
  takeFlash(whose?: Whose): Promise<TakeOver>;

  /** One HTTP request from the browser pane over the LAN. Never rejects; a newer one may run beside it. */
  fetch(request: HttpRequest, signal?: AbortSignal): Promise<HttpResult>;

  /** A request of a browser tab that shows the board's web server. The answer goes by the port, always one. */
  serveTab(request: PreviewRequest, port: TabPort): void;
  /** Requests of browser tabs have been under way for a while; told again and again. */
  readonly onTabsWait: Event<undefined>;
  /** The net worker died: requests of browser tabs that were under way are not answered any more. */
  readonly onTabsLost: Event<undefined>;
  /** What the board's pages may do in a browser tab: see `snapshot.pagesTrusted`. */
  trustPages(trusted: boolean): void;

  /** Tries again what `snapshot.networkFault` says. */
  restartNetwork(): void;

  /** How well the board's network works from now on; resets and a new network do not change it. */
  setConditions(conditions: LanConditions): void;

  /**
   * Real hosts by the proxy at this address, `ws:` or `wss:` with its token, for the names that it allows; null: every
   * host is virtual. Connections of the other kind are reset.
   */
  setProxy(url: string | null): void;

  /**
   * `onNetwork` tells something until the result is called, by each who asked for it: nobody pays for a log that nobody
   * reads. What was logged while nobody watched is told first, once.
   */
  watchNetwork(): Dispose;

  /**
   * `onVariables` tells the named variables of `__main__`, at once and when they change, until the result is called. Those
   * of all who ask are told together; nothing is looked at while nobody asks.
   */
  watchVariables(names: readonly string[]): Dispose;
  readonly onVariables: Event<readonly Variable[]>;

  dispose(): void;
}

export interface SessionSnapshot {
  readonly phase: 'loading' | 'ready' | 'failed';
  /** Null until the board has booted once. */
  readonly device: DeviceState | null;
  readonly fault: Fault | null;
  /** How many starts in a row came to a fault before their first prompt; 0 again at a prompt. */
  readonly faultsInRow: number;
  /** The board runs, but without a network: why. */
  readonly networkFault: Fault | null;
  /** What was set by `setConditions`. */
  readonly conditions: LanConditions;
  /** How it stands with what was set by `setProxy`. */
  readonly realHosts: RealHosts;
  /**
   * Whether the board's pages may do in a browser tab whatever Pinwire's own may: so it is as long as all that the
   * board runs is the student's. Else they are sandboxed.
   */
  readonly pagesTrusted: boolean;
  /** Console input that waits for the board's 255-byte UART; null when nothing waits. */
  readonly pending: { readonly bytes: number; readonly of: number } | null;
  readonly files: readonly string[];
  /** Whether the files are kept when the tab is closed. */
  readonly flash: FlashState;
  readonly flashUse: FlashUse;
  /** How many changes of files are on their way: to the board, or to the browser's storage. */
  readonly savesPending: number;
  /** Goes up with every change of the flash, so that a changed file is news though no name changed. */
  readonly fileChanges: number;
}

export interface FlashUse {
  readonly usedBytes: number;
  readonly totalBytes: number;
}

export interface ResetOptions {
  /** A safe start: `boot.py` and `main.py` are passed over this once, and stay where they are. */
  readonly skipStartFiles?: boolean;
}

/** `superseded`: something else was started before this was all typed. `refused`: too long, nothing was sent. */
export type RunOutcome = 'sent' | 'interrupted' | 'superseded' | 'board-reset' | 'refused';

export interface OutputChunk {
  readonly bytes: Uint8Array;
  readonly done: () => void;
}

export interface Traceback {
  readonly type: string;
  readonly message: string;
  readonly frames: readonly TracebackFrame[];
}
