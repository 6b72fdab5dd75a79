import type { Endpoint } from '../../protocol/air';
import {
  boardEnd,
  farEnd,
  otherSide,
  type ConnectionEntry,
  type LoggedConnection,
  type Side,
} from '../../protocol/network-log';
import { TcpFlag, type Segment } from './ipv4';

/** The chip's (reference/esp8266 §2.7); the smaller one holds in both directions. */
const BOARD_MSS = 536;
const HOST_MSS = 1460;
/** The chip's receive window, four segments, and what hosts usually offer without scaling. */
const WINDOWS: Readonly<Record<Side, number>> = { board: 4 * BOARD_MSS, lan: 44 * HOST_MSS };
/** A receiver acknowledges every second full segment (RFC 9293 §3.8.6.3), and here the last one, too. */
const SEGMENTS_PER_ACK = 2;

const { fin, syn, rst, psh, ack } = TcpFlag;

type DataEntry = Extract<ConnectionEntry, { kind: 'data' }>;

/**
 * One connection as segments. The log knows what each side sent and when; what TCP itself adds is made here as two
 * hosts without loss would do it: sequence numbers, the handshake's third segment, acknowledgements.
 */
export class TcpFlow {
  readonly #emit: (segment: Segment) => void;
  readonly #ends: Readonly<Record<Side, Endpoint>>;
  readonly #initial: Readonly<Record<Side, number>>;
  readonly #opener: Side;
  #established = false;
  /** What each side has sent: its sequence number relative to its initial one, which the SYN takes. */
  readonly #next: Record<Side, number> = { board: 1, lan: 1 };

  constructor(connection: LoggedConnection, emit: (segment: Segment) => void) {
    this.#emit = emit;
    this.#opener = connection.by;
    this.#ends = { board: boardEnd(connection), lan: farEnd(connection) };
    this.#initial = {
      board: initialSequence(connection, this.#ends.board),
      lan: initialSequence(connection, this.#ends.lan),
    };
  }

  add(entry: ConnectionEntry): void {
    // The log may begin in the middle of a connection.
    if (entry.kind !== 'open' && entry.kind !== 'opened' && entry.kind !== 'refused') {
      this.#atLeast('board', 1 + entry.sent.board);
      this.#atLeast('lan', 1 + entry.sent.lan);
    }
    switch (entry.kind) {
      case 'open':
        this.#send(this.#opener, syn, { sequence: 0, acknowledgement: null });
        return;
      case 'opened':
        this.#send(entry.by, syn | ack, { sequence: 0, acknowledgement: 1 });
        this.#established = true;
        this.#acknowledge(this.#opener);
        return;
      case 'refused':
        this.#refuse(entry.by);
        return;
      case 'data':
        this.#established = true;
        this.#data(entry);
        return;
      case 'fin':
        this.#established = true;
        this.#send(entry.by, fin | ack);
        this.#next[entry.by] += 1;
        this.#acknowledge(otherSide(entry.by));
        return;
      case 'reset':
        // Who gives up before an answer came tells nobody: there is no connection yet.
        if (this.#established || entry.by !== this.#opener) this.#send(entry.by, rst | ack);
        return;
      case 'accepted':
      case 'encrypted':
        return;
    }
  }

  #refuse(by: Side): void {
    const { from, to } = this.#route(by);
    const acknowledgement = this.#initial[otherSide(by)] + 1;
    this.#emit({ from, to, sequence: 0, acknowledgement, flags: rst | ack, window: 0 });
  }

  #data({ by, bytes }: DataEntry): void {
    const receiver = otherSide(by);
    for (let start = 0, segments = 1; start < bytes.length; start += BOARD_MSS, segments++) {
      const payload = bytes.subarray(start, start + BOARD_MSS);
      const last = start + payload.length === bytes.length;
      this.#send(by, last ? psh | ack : ack, { payload });
      this.#next[by] += payload.length;
      if (last || segments % SEGMENTS_PER_ACK === 0) this.#acknowledge(receiver);
    }
  }

  #acknowledge(by: Side): void {
    this.#send(by, ack);
  }

  #send(
    by: Side,
    flags: number,
    more: { sequence?: number; acknowledgement?: number | null; payload?: Uint8Array } = {},
  ): void {
    const peer = otherSide(by);
    const { sequence = this.#next[by], acknowledgement = this.#next[peer], payload } = more;
    this.#emit({
      ...this.#route(by),
      sequence: this.#initial[by] + sequence,
      acknowledgement: acknowledgement === null ? 0 : this.#initial[peer] + acknowledgement,
      flags,
      window: (flags & rst) === 0 ? WINDOWS[by] : 0,
      ...((flags & syn) === 0 ? {} : { mss: by === 'board' ? BOARD_MSS : HOST_MSS }),
      ...(payload === undefined ? {} : { payload }),
    });
  }

  #route(by: Side): { from: Endpoint; to: Endpoint } {
    return { from: this.#ends[by], to: this.#ends[otherSide(by)] };
  }

  #atLeast(side: Side, place: number): void {
    this.#next[side] = Math.max(this.#next[side], place);
  }
}

/** Different for each connection and end, the same whenever a capture is made: a hash (FNV-1a). */
function initialSequence({ stream, openedAt }: LoggedConnection, end: Endpoint): number {
  let hash = 0x811c9dc5;
  for (const letter of `${stream} ${openedAt} ${end.ip}:${end.port}`) {
    hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  }
  return hash;
}
