import { LAN, type AirFrame, type Endpoint, type StreamId } from '../protocol/air';
import { lanConditions, type ConditionsChange } from '../protocol/lan-conditions';
import { VirtualClock } from '../shared/virtual-clock';
import type { VirtualHost } from './host-table';
import type { LanSwitch } from './lan/neighbours';
import { Network } from './network';
import type { OpenSocket } from './wisp/socket';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const bytesOf = (text: string): Uint8Array => encoder.encode(text);
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

/** The board's end of a connection. It throws when the network sends more than it was allowed to. */
export class BoardConnection {
  readonly id: StreamId;
  readonly peer: Endpoint;
  readonly #board: FakeBoard;
  readonly parts: Uint8Array[] = [];
  /** What happened, but for data and credit. */
  readonly events: string[] = [];
  /** Bytes that the network may still send. */
  window: number;
  /** Bytes that the board may still send. */
  credit: number;
  /** Gives credit for every byte as it comes. */
  reads = true;
  onData: (connection: BoardConnection) => void = () => undefined;

  constructor(board: FakeBoard, id: StreamId, peer: Endpoint, window: number, credit: number) {
    this.#board = board;
    this.id = id;
    this.peer = peer;
    this.window = window;
    this.credit = credit;
  }

  get received(): Uint8Array {
    return join(this.parts);
  }

  get text(): string {
    return textOf(this.received);
  }

  /** Sends regardless of credit: whether it fits is the test's business. */
  send(data: string | Uint8Array): void {
    const bytes = typeof data === 'string' ? bytesOf(data) : data;
    this.credit -= bytes.length;
    this.#board.post({ kind: 'data', stream: this.id, bytes });
  }

  grant(bytes: number): void {
    this.window += bytes;
    this.#board.post({ kind: 'credit', stream: this.id, bytes });
  }

  accept(): void {
    this.#board.post({ kind: 'accepted', stream: this.id });
  }

  end(): void {
    this.#board.post({ kind: 'fin', stream: this.id });
  }

  reset(): void {
    this.#board.post({ kind: 'reset', stream: this.id });
  }

  receive(frame: AirFrame): void {
    switch (frame.kind) {
      case 'data':
        this.window -= frame.bytes.length;
        if (this.window < 0) throw new Error(`${-this.window} bytes more than the credit allows`);
        this.parts.push(frame.bytes.slice());
        if (this.reads) this.grant(frame.bytes.length);
        this.onData(this);
        return;
      case 'credit':
        this.credit += frame.bytes;
        return;
      case 'opened':
        this.credit = frame.window;
        this.events.push('opened');
        return;
      default:
        this.events.push(frame.kind);
    }
  }
}

export interface FakeBoardOptions {
  readonly hosts?: readonly VirtualHost[];
  readonly window?: number;
  /** Evenly in [0, 1). */
  readonly random?: () => number;
  readonly openSocket?: OpenSocket;
  readonly lan?: LanSwitch;
}

/** A board that speaks air frames to a real `Network`, on a virtual clock. */
export class FakeBoard {
  readonly clock = new VirtualClock();
  readonly network: Network;
  /** Frames from the network, in order. */
  readonly frames: AirFrame[] = [];
  /** Connections by stream, those of the LAN included. */
  readonly connections = new Map<StreamId, BoardConnection>();
  /** Called for a SYN to a port on which the board listens. */
  readonly listeners = new Map<number, (connection: BoardConnection) => void>();
  /** Ends the Wi-Fi: nothing is answered. */
  deaf = false;
  readonly #window: number;
  readonly #ip: string;
  readonly #inbox: AirFrame[] = [];
  readonly #outbox: AirFrame[] = [];
  #nextStream = 1;
  #nextQuery = 1;

  constructor(options: FakeBoardOptions = {}) {
    this.#ip = options.lan?.address ?? LAN.board;
    this.#window = options.window ?? 4096;
    this.network = new Network({
      clock: this.clock,
      random: options.random ?? (() => 0.5),
      wallClock: () => Date.UTC(2024, 1, 29, 12, 0, 0),
      toBoard: (frames) => {
        this.frames.push(...frames);
        this.#inbox.push(...frames);
      },
      ...(options.lan === undefined ? {} : { lan: options.lan }),
      ...(options.hosts === undefined ? {} : { hosts: options.hosts }),
      ...(options.openSocket === undefined ? {} : { openSocket: options.openSocket }),
    });
  }

  post(frame: AirFrame): void {
    this.#outbox.push(frame);
  }

  /** Carries frames both ways until there are none. */
  settle(): void {
    for (;;) {
      const out = this.#outbox.splice(0);
      if (out.length > 0) this.network.fromBoardAll(out);
      const frame = this.#inbox.shift();
      if (frame !== undefined) this.#receive(frame);
      else if (out.length === 0) return;
    }
  }

  /** Lets time go by, in steps, carrying frames in between. */
  advance(milliseconds: number, step = 50): void {
    for (let left = milliseconds; left > 0; left -= step) {
      this.settle();
      this.clock.advance(Math.min(step, left));
    }
    this.settle();
  }

  connect(to: Endpoint, window = this.#window): BoardConnection {
    const id = this.#nextStream;
    this.#nextStream += 2;
    const connection = new BoardConnection(this, id, to, window, 0);
    this.connections.set(id, connection);
    this.post({ kind: 'open', stream: id, from: { ip: this.#ip, port: 50_000 + id }, to, window });
    this.settle();
    return connection;
  }

  /** Makes the network as bad as that. */
  become(change: ConditionsChange): void {
    this.network.setConditions(lanConditions(change));
    this.settle();
  }

  resolve(name: string): readonly string[] | null {
    const query = this.#nextQuery++;
    this.post({ kind: 'query', query, name });
    this.settle();
    const answer = this.frames.findLast((frame) => frame.kind === 'answer' && frame.query === query);
    return answer?.kind === 'answer' ? answer.addresses : null;
  }

  #receive(frame: AirFrame): void {
    if (this.deaf || !('stream' in frame)) return;
    if (frame.kind !== 'open') {
      this.connections.get(frame.stream)?.receive(frame);
      return;
    }
    const listener = this.listeners.get(frame.to.port);
    if (listener === undefined) {
      this.post({ kind: 'refused', stream: frame.stream });
      return;
    }
    const connection = new BoardConnection(this, frame.stream, frame.from, this.#window, frame.window);
    this.connections.set(frame.stream, connection);
    this.post({ kind: 'opened', stream: frame.stream, window: this.#window });
    listener(connection);
  }
}
