/**
 * Everything beyond the board's antenna: the LAN with its router and DNS, the virtual hosts behind it, and the
 * browser pane's HTTP client. It speaks to the board in air frames only (protocol/air.ts) and never blocks: what it
 * may send is bounded by the credit that the board gave.
 */
import { LAN, type AirFrame, type Endpoint, type StreamId } from '../protocol/air';
import type { HttpRequest, HttpResult } from '../protocol/http';
import type { Clock } from '../shared/clock';
import { Emitter } from '../shared/emitter';
import { unreachable } from '../shared/unreachable';
import { HostTable, type VirtualHost } from './host-table';
import { virtualHosts } from './hosts/virtual-hosts';
import { HttpClient } from './http-client';
import { LanStream, type Connection, type ConnectionHandlers } from './lan-stream';
import { LocalLink } from './local-link';
import { NetworkLog } from './network-log';
import { Outbox } from './outbox';

export interface NetworkOptions {
  readonly clock: Clock;
  /** Evenly in [0, 1). */
  readonly random: () => number;
  /** Milliseconds since 1970, for the `Date` header of web servers. */
  readonly wallClock: () => number;
  /**
   * Takes frames to the board, in order. It encodes or copies them before it returns, does not throw, and does not
   * call the network back from within.
   */
  readonly toBoard: (frames: readonly AirFrame[]) => void;
  /** Hosts of the world beyond the router; without it, those of the lessons. */
  readonly hosts?: readonly VirtualHost[];
}

export interface PendingFetch {
  /** Never rejects. */
  readonly result: Promise<HttpResult>;
  /** The result becomes `cancelled`, unless there is one already. */
  cancel(): void;
}

export class Network {
  readonly log: NetworkLog;

  readonly #hosts: HostTable;
  readonly #http: HttpClient;
  readonly #outbox: Outbox;
  readonly #localLink = new LocalLink();
  readonly #unknownName = new Emitter<string>();
  /** Connections between the board and the LAN. */
  readonly #streams = new Map<StreamId, LanStream>();
  /** The LAN's streams have even numbers (air.ts). */
  #nextStream: StreamId = 2;

  /** The board asked for a name that no host has. */
  readonly onUnknownName = this.#unknownName.event;

  constructor(options: NetworkOptions) {
    this.log = new NetworkLog(() => options.clock.now);
    this.#outbox = new Outbox(options.toBoard);
    this.#hosts = new HostTable(options.hosts ?? virtualHosts(options));
    this.#http = new HttpClient({
      clock: options.clock,
      random: options.random,
      connect: (from, to, handlers) => this.connect(from, to, handlers),
    });
  }

  fromBoard(frame: AirFrame): void {
    this.#outbox.together(() => {
      this.#receive(frame);
    });
  }

  /** Frames that came in one message; what they cause leaves in one message, too. */
  fromBoardAll(frames: readonly AirFrame[]): void {
    this.#outbox.together(() => {
      for (const frame of frames) this.#receive(frame);
    });
  }

  fetch(request: HttpRequest): PendingFetch {
    return this.#outbox.together(() => this.#http.fetch(request));
  }

  /** Opens a connection from a host on the LAN. Nobody at `to` means that no handler is ever called. */
  connect(from: Endpoint, to: Endpoint, handlers: ConnectionHandlers): Connection {
    const id = this.#nextStream;
    this.#nextStream += 2;
    if (to.ip !== LAN.board) return this.#localLink.connect(id, from, to, this.#hosts.route(to), handlers);
    const stream = this.#airStream(id, from, to);
    stream.connect(handlers);
    return stream;
  }

  /** The board was reset or its worker ended: its connections are gone, and nobody is there to be told. */
  boardGone(): void {
    this.#outbox.discarding(() => {
      this.#http.targetGone(LAN.board);
      for (const [id, stream] of [...this.#streams]) {
        const reset: AirFrame = { kind: 'reset', stream: id };
        this.#logged(reset);
        stream.receive(reset);
      }
    });
  }

  #receive(frame: AirFrame): void {
    if (frame.kind === 'open') {
      this.#open(frame);
      return;
    }
    if (this.log.watching) this.log.record(frame, 'board');
    switch (frame.kind) {
      case 'query':
        this.#answer(frame.query, frame.name);
        return;
      case 'datagram':
        this.#toDatagramService(frame);
        return;
      case 'answer':
        // Nothing on this LAN asks the board for names.
        return;
      case 'opened':
      case 'refused':
      case 'accepted':
      case 'data':
      case 'credit':
      case 'fin':
      case 'reset':
        this.#toStream(frame);
        return;
      default:
        unreachable(frame);
    }
  }

  #open(frame: AirFrame & { kind: 'open' }): void {
    const route = this.#hosts.route(frame.to);
    if (this.log.watching) {
      this.log.record(frame, 'board', route.kind === 'nobody' ? 'nobody' : route.host);
    }
    const { stream: id } = frame;
    if (id % 2 === 0 || this.#streams.has(id)) {
      this.#send({ kind: 'reset', stream: id });
      return;
    }
    switch (route.kind) {
      case 'nobody':
        return;
      case 'refused':
        this.#send({ kind: 'refused', stream: id });
        return;
      case 'service':
        this.#airStream(id, frame.to, frame.from).accept(frame.window, route.service);
        return;
      default:
        unreachable(route);
    }
  }

  #toStream(frame: AirFrame & { stream: StreamId }): void {
    const stream = this.#streams.get(frame.stream);
    if (stream !== undefined) stream.receive(frame);
    // Data to a connection that does not exist is answered with a reset (RFC 9293 §3.10.7.1).
    else if (frame.kind === 'data') this.#send({ kind: 'reset', stream: frame.stream });
  }

  #toDatagramService({ from, to, bytes }: AirFrame & { kind: 'datagram' }): void {
    const service = this.#hosts.datagramService(to);
    service?.({ from, to, bytes }, (answer) => {
      this.#send({ kind: 'datagram', from: to, to: from, bytes: answer });
    });
  }

  #answer(query: number, name: string): void {
    const addresses = this.#hosts.resolve(name);
    this.#send({ kind: 'answer', query, addresses });
    if (addresses.length === 0) this.#unknownName.fire(name);
  }

  #airStream(id: StreamId, local: Endpoint, remote: Endpoint): LanStream {
    const stream = new LanStream({
      id,
      local,
      remote,
      send: (frame) => {
        this.#send(frame);
      },
      closed: () => this.#streams.delete(id),
    });
    this.#streams.set(id, stream);
    return stream;
  }

  #send(frame: AirFrame): void {
    if (this.log.watching) this.log.record(frame, 'lan', frame.kind === 'open' ? 'browser' : 'nobody');
    this.#outbox.send(frame);
  }

  #logged(frame: AirFrame): void {
    if (this.log.watching) this.log.record(frame, 'board');
  }
}
