import type { DeviceState } from './device-state';
import type { NetworkLogEntry } from './network-log';
import type { Variable } from './variables';

/**
 * What is seen of a board from outside: what checks of a lesson judge by. What the board says is in order, and so is the
 * network's log; between the two the times tell.
 */
export type Observation =
  BoardObservation | { readonly kind: 'network'; readonly entries: readonly NetworkLogEntry[] };

export type BoardObservation = {
  /** When the board said so: milliseconds since 1970. */
  readonly at: number;
} & /** What the console showed, echo and prompts included. */ (
  | { readonly kind: 'output'; readonly text: string }
  | { readonly kind: 'state'; readonly state: DeviceState }
  /** An exception that nobody caught reached the prompt. */
  | { readonly kind: 'raised'; readonly type: string; readonly message: string }
  /** The flash may have changed. */
  | { readonly kind: 'files'; readonly read: ReadFile }
  /** How variables are that were asked for. */
  | { readonly kind: 'variables'; readonly values: readonly Variable[] }
);

/** @returns a file's contents as they are now; null where there is none. The path has no slash in front. */
export type ReadFile = (path: string) => Uint8Array | null;
