import { isForAll } from './hub-port';
import { LAN, type AirFrame, type QueryId, type StreamFrame, type StreamId } from '../../protocol/air';
import type { Event } from '../../shared/emitter';

/** What joins the boards of one LAN. */
export interface LanSwitch {
  /** The board's, as the switch gave it. */
  readonly address: string;
  /** Takes a frame for other boards, or loses it; it is encoded or copied before this returns. */
  send(frame: AirFrame): void;
  readonly onFrames: Event<readonly AirFrame[]>;
  /** The switch is gone, and connections through it are over; or it is back, and knows of nothing. */
  readonly onLink: Event<boolean>;
}

export interface NeighboursParts {
  readonly lan: LanSwitch;
  /** Whether one host at that address serves the whole LAN. */
  readonly isShared: (ip: string) => boolean;
  /** What `act` sends to the board leaves together. */
  readonly together: (act: () => void) => void;
  readonly toBoard: (frame: AirFrame) => void;
  readonly onAnswer: (query: QueryId, name: string, addresses: readonly string[]) => void;
}

interface Relayed {
  readonly ip: string;
  /** Of both directions. */
  fins: number;
}

type Of<Kind extends AirFrame['kind']> = Extract<AirFrame, { kind: Kind }>;

/** Lookups that wait for an answer of the LAN's; of those beyond, the oldest finds nothing. */
const MOST_QUERIES = 64;
const SUBNET = LAN.board.slice(0, LAN.board.lastIndexOf('.') + 1);
const OWN: readonly string[] = [`${SUBNET}0`, LAN.router, LAN.browser, LAN.broadcast];

/**
 * What a board has to do with the other boards of its LAN. Frames pass as they are: credit goes from one board's stack
 * to the other's, so nothing waits here. The board's streams have odd numbers; those that come by the switch are
 * multiples of four, which this network's own are not.
 */
export class Neighbours {
  readonly #streams = new Map<StreamId, Relayed>();
  readonly #queries = new Map<QueryId, string>();
  readonly #parts: NeighboursParts;
  /** The board's. */
  #name: string | null = null;

  constructor(parts: NeighboursParts) {
    this.#parts = parts;
    parts.lan.onFrames((frames) => parts.together(() => frames.forEach((frame) => this.#fromSwitch(frame))));
    parts.lan.onLink((up) => parts.together(() => this.#onLink(up)));
  }

  /** Connections with other boards that are not over. */
  get streams(): readonly StreamId[] {
    return [...this.#streams.keys()];
  }

  hostOf(stream: StreamId): string | undefined {
    return this.#streams.get(stream)?.ip;
  }

  /** Whether another board may be at that address. */
  reaches(ip: string): boolean {
    return ip.startsWith(SUBNET) && ip !== this.#parts.lan.address && !OWN.includes(ip);
  }

  /** @returns false when the connection is not for another board */
  opens(frame: Of<'open'>): boolean {
    const { ip } = frame.to;
    if (!this.reaches(ip) && !this.#parts.isShared(ip)) return false;
    this.#streams.set(frame.stream, { ip, fins: 0 });
    this.#parts.lan.send(frame);
    return true;
  }

  /** @returns false when the frame belongs to no connection with another board */
  carries(frame: StreamFrame): boolean {
    if (!this.#streams.has(frame.stream)) return false;
    this.#count(frame);
    this.#parts.lan.send(frame);
    return true;
  }

  /** @returns false when the packet is not for other boards */
  takesDatagram(frame: Of<'datagram'>): boolean {
    const { ip } = frame.to;
    if (!this.reaches(ip) && !isForAll(ip) && !this.#parts.isShared(ip)) return false;
    this.#parts.lan.send(frame);
    return true;
  }

  /** The board's name, by which others find it. */
  tells(name: string): void {
    this.#name = name;
    this.#parts.lan.send({ kind: 'lease', name });
  }

  /** Whether another board has that name. @returns true: the answer comes later */
  asks(query: QueryId, name: string): boolean {
    const [oldest] = this.#queries.size < MOST_QUERIES ? [] : this.#queries.keys();
    if (oldest !== undefined) this.#answered(oldest, []);
    this.#queries.set(query, name);
    this.#parts.lan.send({ kind: 'query', query, name });
    return true;
  }

  /** The board is gone with all that it had begun. */
  boardGone(): void {
    for (const stream of this.#streams.keys()) this.#parts.lan.send({ kind: 'reset', stream });
    this.#streams.clear();
    this.#queries.clear();
  }

  #onLink(up: boolean): void {
    if (up && this.#name !== null) this.#parts.lan.send({ kind: 'lease', name: this.#name });
    if (up) return;
    for (const stream of this.#streams.keys()) this.#parts.toBoard({ kind: 'reset', stream });
    this.#streams.clear();
    for (const query of [...this.#queries.keys()]) this.#answered(query, []);
  }

  #fromSwitch(frame: AirFrame): void {
    if (frame.kind === 'answer') this.#answered(frame.query, frame.addresses);
    else if (frame.kind === 'datagram') this.#parts.toBoard(frame);
    else if ('stream' in frame) this.#ofStream(frame);
  }

  #ofStream(frame: StreamFrame): void {
    if (frame.kind === 'open') this.#streams.set(frame.stream, { ip: frame.from.ip, fins: 0 });
    else if (!this.#streams.has(frame.stream)) return;
    this.#count(frame);
    this.#parts.toBoard(frame);
  }

  #answered(query: QueryId, addresses: readonly string[]): void {
    const name = this.#queries.get(query);
    if (name === undefined) return;
    this.#queries.delete(query);
    this.#parts.onAnswer(query, name, addresses);
  }

  /** A connection is over when it is reset or refused, or has ended both ways. */
  #count(frame: StreamFrame): void {
    const stream = this.#streams.get(frame.stream);
    if (!stream) return;
    if (frame.kind === 'fin') stream.fins++;
    if (frame.kind === 'reset' || frame.kind === 'refused' || stream.fins === 2)
      this.#streams.delete(frame.stream);
  }
}
