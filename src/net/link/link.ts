import { LAN, type AirFrame, type StreamId } from '../../protocol/air';
import { GOOD_CONDITIONS, type LanConditions } from '../../protocol/lan-conditions';
import type { Clock } from '../../shared/clock';
import { LinkDirection } from './link-direction';

export interface LinkParts {
  readonly clock: Clock;
  /** Evenly in [0, 1). */
  readonly random: () => number;
  readonly toBoard: (frames: readonly AirFrame[]) => void;
  readonly toLan: (frames: readonly AirFrame[]) => void;
  /** The address of the host at the far end of a connection of the board's. */
  readonly hostOf: (stream: StreamId) => string | undefined;
}

/** The chip's TCP_WND and TCP_SND_BUF (reference/esp8266 §2.7): what may be on the way to it, and from it. */
const TO_BOARD_WINDOW = 2144;
const FROM_BOARD_WINDOW = 1072;
/** What Linux waits at least before it sends data again. */
const HOST_TIMEOUT = 200;
/** lwIP counts in half seconds; on a network without delay it comes down to three of them (tcp_receive). */
const BOARD_TIMEOUT = 1_500;

/** The way between the board and everything else, as good or bad as the conditions are. */
export class Link {
  readonly #toBoard: LinkDirection;
  readonly #fromBoard: LinkDirection;
  #conditions = GOOD_CONDITIONS;

  constructor({ clock, random, toBoard, toLan, hostOf }: LinkParts) {
    this.#toBoard = new LinkDirection({
      clock,
      random,
      deliver: toBoard,
      hostOf: (frame) => ('stream' in frame ? hostOf(frame.stream) : senderOf(frame)),
      window: TO_BOARD_WINDOW,
      timeout: HOST_TIMEOUT,
    });
    this.#fromBoard = new LinkDirection({
      clock,
      random,
      deliver: toLan,
      hostOf: (frame) => receiverOf(frame) ?? ('stream' in frame ? hostOf(frame.stream) : undefined),
      window: FROM_BOARD_WINDOW,
      timeout: BOARD_TIMEOUT,
    });
  }

  get conditions(): LanConditions {
    return this.#conditions;
  }

  /** @param down addresses of the hosts that are switched off */
  setConditions(conditions: LanConditions, down: ReadonlySet<string>): void {
    this.#conditions = conditions;
    this.#toBoard.setConditions(conditions, down);
    this.#fromBoard.setConditions(conditions, down);
  }

  sendToBoard(frame: AirFrame): void {
    this.#toBoard.send(frame);
  }

  sendFromBoard(frame: AirFrame): void {
    this.#fromBoard.send(frame);
  }

  /** The board has reset that connection: what is on the way to it is for nobody. */
  forgetToBoard(stream: StreamId): void {
    this.#toBoard.forget(stream);
  }

  /** That connection is over at both ends. */
  forget(stream: StreamId): void {
    this.#toBoard.forget(stream);
    this.#fromBoard.forget(stream);
  }

  /** The board is gone, and with it all that is under way. */
  clear(): void {
    this.#toBoard.clear();
    this.#fromBoard.clear();
  }
}

function senderOf(frame: AirFrame): string | undefined {
  switch (frame.kind) {
    case 'datagram':
      return frame.from.ip;
    case 'answer':
      return LAN.router;
    default:
      return undefined;
  }
}

function receiverOf(frame: AirFrame): string | undefined {
  switch (frame.kind) {
    case 'open':
    case 'datagram':
      return frame.to.ip;
    case 'query':
      return LAN.router;
    default:
      return undefined;
  }
}
