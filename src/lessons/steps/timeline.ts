import { connectionKey, type NetworkLogEntry } from '../../protocol/network-log';
import type { BoardObservation, Observation } from '../../protocol/observation';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';

/**
 * Between what the board says and what passes its antenna the order is known only so well, in milliseconds: output
 * leaves the board when it pauses, and a frame is logged when the net worker has come to it.
 */
export const UNSURE = 50;

/** So much is held back at most: what floods comes in the order in which it is heard. */
const MOST_HELD = 1_024;
const MOST_ENTRIES = 8_192;
/** What waits is looked through so often at most, in milliseconds: a server prints a line for each of its requests. */
const PACE = 40;

export interface TimelineParts {
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  /** How long after it happened anything may be heard of, in milliseconds; 0: all is told as it is heard. */
  readonly late: number;
  /** All that happened up to `at` has been told when the next one comes. */
  readonly tell: (observation: Observation, at: number) => void;
  /** Some things have been told. */
  readonly onTold: () => void;
}

/**
 * Puts what is heard of a board into the order in which it happened. The board and the network are each heard of in
 * order, but the network up to a tenth of a second later. So what is heard waits until nothing of before can come any
 * more; then it is told by its time. At moments that are too near to each other the network comes first: what a program
 * prints follows from what it got. What comes later than `late` all the same counts from when it is heard.
 */
export class Timeline {
  #board: BoardObservation[] = [];
  #network: NetworkLogEntry[] = [];
  /** All before it has been told. */
  #now: number;
  #lastOfBoard = -Infinity;
  #cancel: Dispose | null = null;

  constructor(private readonly parts: TimelineParts) {
    this.#now = parts.wallClock() - parts.late;
  }

  /** Up to when all is known: milliseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  hear(observation: Observation): void {
    if (observation.kind === 'network') this.#network.push(...observation.entries);
    else {
      // What the board says is in order, whatever its clock does.
      this.#lastOfBoard = Math.max(this.#lastOfBoard, observation.at);
      this.#board.push(
        observation.at === this.#lastOfBoard ? observation : { ...observation, at: this.#lastOfBoard },
      );
    }
    if (this.parts.late === 0 || this.#isFull) this.tellAll();
    else this.#tellSoon();
  }

  /** Tells what waits, however late its neighbours may come. */
  tellAll(): void {
    this.#tellUntil(Infinity);
    this.#now = Math.max(this.#now, this.parts.wallClock() - this.parts.late);
    this.parts.onTold();
  }

  /** Tells what happened so long ago that all of it is known. */
  catchUp(): void {
    const until = this.parts.wallClock() - this.parts.late;
    this.#tellUntil(until);
    this.#now = Math.max(this.#now, until);
    this.parts.onTold();
  }

  dispose(): void {
    this.#cancel?.();
    this.#board = [];
    this.#network = [];
  }

  get #isFull(): boolean {
    return this.#board.length > MOST_HELD || this.#network.length > MOST_ENTRIES;
  }

  #tellSoon(): void {
    this.#cancel ??= this.parts.clock.after(this.parts.late + PACE, () => {
      this.#cancel = null;
      this.catchUp();
      if (this.#board.length + this.#network.length > 0) this.#tellAgain();
    });
  }

  #tellAgain(): void {
    this.#cancel ??= this.parts.clock.after(PACE, () => {
      this.#cancel = null;
      this.catchUp();
      if (this.#board.length + this.#network.length > 0) this.#tellAgain();
    });
  }

  #tellUntil(until: number): void {
    const [board, network] = [this.#board, this.#network];
    let [atBoard, atNetwork] = [0, 0];
    for (;;) {
      const said = board[atBoard];
      const entry = network[atNetwork];
      if (entry && timeOf(entry) <= Math.min(said?.at ?? Infinity, until)) {
        const end = endOfRun(network, atNetwork, Math.min(said?.at ?? Infinity, until));
        this.#tell({ kind: 'network', entries: network.slice(atNetwork, end) }, timeOf(entry));
        atNetwork = end;
      } else if (said && said.at <= until) {
        this.#tell(said, said.at);
        atBoard++;
      } else break;
    }
    this.#board = board.slice(atBoard);
    this.#network = network.slice(atNetwork);
  }

  #tell(observation: Observation, at: number): void {
    this.#now = Math.max(this.#now, at);
    this.parts.tell(observation, this.#now);
  }
}

const timeOf = ({ at }: NetworkLogEntry): number => at - UNSURE;

/**
 * Neighbours of one connection are told together: a download is not looked at again for each of its segments. What
 * happened on one connection and then on another is told one after the other, so that checks see the order.
 */
function endOfRun(entries: readonly NetworkLogEntry[], from: number, until: number): number {
  const key = keyOf(entries[from]);
  let end = from + 1;
  for (
    let entry = entries[end];
    entry && keyOf(entry) === key && timeOf(entry) <= until;
    entry = entries[end]
  )
    end++;
  return end;
}

const keyOf = (entry: NetworkLogEntry | undefined): string | undefined =>
  entry && 'connection' in entry ? connectionKey(entry.connection) : entry?.kind;
