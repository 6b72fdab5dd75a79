/** How the device worker is reached while it is busy. */
export type Road =
  /** By memory that all three threads share (control-block.ts), on which the worker sleeps. */
  | {
      readonly kind: 'memory';
      readonly control: SharedArrayBuffer;
      /** The board's number in the time that its threads share (shared/shared-time.ts), where they share one. */
      readonly slot?: number;
    }
  /** By messages, for which the program is suspended and the worker returns to its event loop. */
  | { readonly kind: 'messages' };

/** Page → device worker, by `postMessage`, where no memory is shared. The counts are those of the control block. */
export type RoadMessage =
  /** A message of `ToDevice`, as it would lie in the ring; acknowledged by `records-taken`. */
  | { readonly kind: 'record'; readonly record: Uint8Array }
  | { readonly kind: 'count'; readonly of: RoadCount; readonly value: number }
  /** Answered by `files-posted`. */
  | { readonly kind: 'ask-files-posted' };

export type RoadCount = 'interrupts' | 'outputTaken' | 'filesKept';

/** What the device worker says of that road; the session hears nothing of it. */
export type RoadAnswer =
  /** So many bytes of records were taken in. */
  | { kind: 'records-taken'; bytes: number }
  /** The sequence number of the last `files` that was sent: what a reset waits for. */
  | { kind: 'files-posted'; sequence: number };

export function isRoadAnswer(message: { readonly kind: string }): message is RoadAnswer {
  return message.kind === 'records-taken' || message.kind === 'files-posted';
}

/** Net worker → device worker, by their port: frames as they would lie in the ring. */
export interface FramesMessage {
  readonly kind: 'frames';
  readonly records: readonly Uint8Array[];
}

/** Device worker → net worker, by the same port: so many bytes of those records were taken in. */
export interface FramesTaken {
  readonly kind: 'frames-taken';
  readonly bytes: number;
}
