import type { ToDevice } from '../protocol/messages';
import type { Road, RoadAnswer } from '../protocol/road';

/** The page's road to one busy device worker. */
export interface DeviceRoad {
  /** For the workers, at their start. */
  readonly road: Road;
  /** The worker has been told of it. */
  begin(): void;
  /** @returns false when the board has not taken what was sent before, and there is no room for more. */
  send(message: ToDevice): boolean;
  /** Counts a Ctrl-C, which no queue delays. Its byte is sent beside it. */
  interrupt(): void;
  /** So many more bytes of console output were taken. */
  acknowledge(bytes: number): void;
  /** The changes of the flash up to this one are stored, or never will be. */
  acknowledgeFiles(sequence: number): void;
  /** What the board has sent of changes of the flash, if that is known at once. */
  readonly filesPosted: number | undefined;
  /** Asks for it; a board that hangs does not answer. */
  askFilesPosted(answer: (sequence: number) => void): void;
  receive(message: RoadAnswer): void;
}
