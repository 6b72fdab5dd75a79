/**
 * Every message between the page, the device worker and the net worker: one closed union per direction. The device
 * worker returns seldom or never to its event loop while a program runs, so what must reach it then has a road of its
 * own (road.ts; `ToDevice`, framed by codec.ts); everything it says goes by `postMessage`.
 */
import type { AirFrame, Place } from './air';
import type { DeviceState, Gpio, PinDrive } from './device-state';
import type { HttpRequest, HttpResult } from './http';
import type { LanConditions } from './lan-conditions';
import type { NetworkLogEntry } from './network-log';
import type { PreviewRequest } from './preview';
import type { BoardNotice } from './notices';
import type { RealFailure, RealHosts } from './real-hosts';
import type { Road, RoadAnswer } from './road';
import type { Variable } from './variables';

/** Page → device worker, by `postMessage`, once, before the first program runs. */
export interface BootMessage {
  readonly kind: 'boot';
  readonly version: number;
  readonly road: Road;
  /**
   * To the net worker, and to those that take its place when it dies, in that order: a busy worker can be given nothing
   * later. `MessagePort`s, which the core has no type for.
   */
  readonly nets: readonly unknown[];
  /** The rewritten interpreter, compiled. */
  readonly interpreter: WebAssembly.Module;
  /** The board's flash as it was last stored: files and directories, parents before children. */
  readonly flash: readonly FileChange[];
  /** Nothing was ever written to the flash, or it was erased: the board sets it up. */
  readonly blank: boolean;
  readonly place: Place;
  /** A safe start: `boot.py` and `main.py` are passed over, once. */
  readonly skipStartFiles: boolean;
}

/** Page → device worker, by its road. */
export type ToDevice =
  /** Bytes typed or pasted: UART RX. At most `UART_BUFFER` unacknowledged. */
  | { kind: 'uart'; bytes: Uint8Array }
  | { kind: 'drive-pin'; gpio: Gpio; drive: PinDrive }
  /** What the converter gives for A0, 0 to 1023; null: nothing is connected to it. */
  | { kind: 'drive-analog'; value: number | null }
  /**
   * One part of a file that the page saves: the last one, which ends at `size`, replaces the file as a whole. The
   * board answers the request by `files` or `file-refused`, and each part by `file-part-taken`.
   */
  | { kind: 'write-file'; request: number; path: string; size: number; offset: number; bytes: Uint8Array }
  /** Removes a file or an empty directory; answered as a save is. */
  | { kind: 'remove-file'; request: number; path: string }
  /** At the prompt: runs a file of the flash as `main.py` is run at start. Anywhere else it is refused by a notice. */
  | { kind: 'run-file'; path: string }
  /** From now on these variables of `__main__` are told when they change; none: nothing is looked at. */
  | { kind: 'watch-variables'; names: readonly string[] }
  /** The answer to `libraries-wanted`: see libraries.ts. */
  | { kind: 'libraries'; bytes: Uint8Array }
  /** The net worker has died: every connection is reset, and what follows goes to the next of `BootMessage.nets`. */
  | { kind: 'net-lost' };

export type FromDevice =
  | { kind: 'ready'; version: number }
  /** UART TX. Acknowledged by count. */
  | { kind: 'output'; bytes: Uint8Array }
  /** So many more of the page's console bytes were taken out of the UART's buffer. */
  | { kind: 'uart-taken'; bytes: number }
  | { kind: 'state'; state: DeviceState }
  /**
   * The board's flash changed: one operation of a program, or what the page asked for by `request`. All of `changes`
   * or none is to be stored, in the order of `sequence`; that they are is told by a count.
   */
  | { kind: 'files'; sequence: number; changes: readonly FileChange[]; request: number | null }
  | { kind: 'file-refused'; request: number; refusal: FlashRefusal }
  /** So many bytes of the page's save were taken in. */
  | { kind: 'file-part-taken'; bytes: number }
  /** An uncaught exception reached the prompt. `frames` are the student's, innermost last. */
  /** A program ended by SystemExit; with a number of 0 to 255, as a process does. */
  | { kind: 'exited'; status: number }
  | { kind: 'traceback'; type: string; message: string; frames: readonly TracebackFrame[] }
  /** The program used something that this board does not have or that is not simulated; said once per feature. */
  | { kind: 'notice'; notice: BoardNotice }
  /** All that were asked for, when one of them has changed: at the prompt at once, in a program after a moment. */
  | { kind: 'variables'; values: readonly Variable[] }
  /** A program imports what the page has not given yet. */
  | { kind: 'libraries-wanted' }
  /** The answer to `net-lost`: from here on nothing of the dead net worker is heard. */
  | { kind: 'net-switched' }
  | RoadAnswer
  | { kind: 'fault'; fault: Fault };

/** What the device worker says, as it leaves: with the time by the board's clock, in milliseconds since 1970. */
export type TimedFromDevice = FromDevice & { readonly at: number };

/** What happened to one path (`/lib/x.py`) of the board's flash. Contents are whole; parents of a path exist. */
export type FileChange =
  | { readonly path: string; readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly path: string; readonly kind: 'directory' }
  | { readonly path: string; readonly kind: 'removed' };

/** Why the flash does not take what the page asks for. */
export type FlashRefusal =
  | { readonly reason: 'impossible name' | 'name too long'; readonly path: string }
  /** At `path`, which may be the file's own or that of a directory it would be in. */
  | { readonly reason: 'is a directory' | 'not a directory' | 'not empty'; readonly path: string }
  | { readonly reason: 'full'; readonly neededBytes: number; readonly freeBytes: number };

export interface TracebackFrame {
  readonly file: string;
  readonly line: number;
  readonly block: string;
}

/** Something of ours broke. The student is told by `why` what happened and what to do, in words of the page's language. */
export interface Fault {
  readonly where: 'device worker' | 'net worker' | 'page';
  readonly why: FaultCause;
  readonly detail: string;
  readonly remedy: Remedy;
}

export type FaultCause =
  | 'device-not-loaded'
  | 'device-died'
  | 'device-not-started'
  | 'interpreter-damaged'
  | 'interpreter-not-loaded'
  | 'no-memory'
  | 'stack-end'
  | 'simulator-bug'
  | 'mixed-versions'
  | 'net-not-loaded'
  | 'net-died'
  | 'net-keeps-stopping'
  | 'net-cut-off';

/** What helps, as the button that stands below the sentence. */
export type Remedy = 'restart' | 'try-again' | 'reload';

/** Page → net worker, by `postMessage`. */
export type ToNet =
  | { kind: 'boot'; version: number; road: Road; device: unknown }
  | { kind: 'http'; request: number; http: HttpRequest }
  | { kind: 'http-cancel'; request: number }
  /** A request of a browser tab. `port`, a `MessagePort`, takes `FromPreview` and sends `ToPreview`. */
  | { kind: 'preview'; request: PreviewRequest; port: unknown }
  /** The board was cut off (reset, worker ended): its connections are reset. */
  | { kind: 'board-gone' }
  /** How well the network works from now on. Before this it works well. */
  | { kind: 'conditions'; conditions: LanConditions }
  /** The address of the proxy to real hosts, with its token; null: all hosts are virtual, as before this. */
  | { kind: 'proxy'; url: string | null }
  /** Whether log entries are wanted. */
  | { kind: 'watch'; on: boolean };

export type FromNet =
  | { kind: 'ready'; version: number }
  | { kind: 'http-result'; request: number; result: HttpResult }
  /** Requests of browser tabs have been under way for a while; said again and again. */
  | { kind: 'tabs-wait' }
  | { kind: 'log'; entries: readonly NetworkLogEntry[] }
  /** A name was asked for that no virtual host has. */
  | { kind: 'unknown-name'; name: string }
  | { kind: 'real-hosts'; state: RealHosts }
  /** A program's connection to a real host failed for a reason that it cannot see. */
  | { kind: 'not-reached'; host: string; port: number; failure: RealFailure }
  | { kind: 'fault'; fault: Fault };

/** Device worker → net worker, by the port that `boot` hands over. Several frames of one moment travel together. */
export interface AirMessage {
  readonly kind: 'air';
  readonly frames: readonly AirFrame[];
}
