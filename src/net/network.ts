/**
 * Everything beyond the board's antenna: the LAN with its router and DNS, the virtual hosts behind it, and the
 * browser pane's HTTP client. It speaks to the board in air frames only (protocol/air.ts) and never blocks: what it
 * may send is bounded by the credit that the board gave.
 */
import {
  LAN,
  type AirFrame,
  type Endpoint,
  type QueryId,
  type StreamFrame,
  type StreamId,
} from '../protocol/air';
import type { HttpRequest, HttpResult } from '../protocol/http';
import type { LanConditions } from '../protocol/lan-conditions';
import type { PreviewRequest, ToPreview } from '../protocol/preview';
import type { HostKind } from '../protocol/network-log';
import type { Clock } from '../shared/clock';
import { Emitter } from '../shared/emitter';
import { unreachable } from '../shared/unreachable';
import { CookieJar } from './cookie-jar';
import { EphemeralPorts } from './ephemeral-ports';
import { canonicalName, HostTable, type Route, type VirtualHost } from './host-table';
import type { PackageIndex } from './hosts/packages';
import { virtualHosts } from './hosts/virtual-hosts';
import { HttpClient } from './http-client';
import { LanStream, type Attempt, type ConnectionHandlers } from './lan-stream';
import { Link } from './link/link';
import { LocalLink } from './local-link';
import { Neighbours, type LanSwitch } from './lan/neighbours';
import { NetworkLog } from './network-log';
import { Outbox } from './outbox';
import { PreviewGateway, type PreviewChannel } from './preview/gateway';
import { RealInternet } from './real/real-internet';
import type { OpenSocket } from './wisp/socket';

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
  /** Packages for `mip`, in the index of the lessons' hosts. */
  readonly packages?: PackageIndex;
  /** Leads to the other boards of the LAN; without it this board is the only one, at LAN.board. */
  readonly lan?: LanSwitch;
  /** Opens a WebSocket to a proxy; without it there are no real hosts. */
  readonly openSocket?: OpenSocket;
}

export interface PendingFetch {
  /** Never rejects. */
  readonly result: Promise<HttpResult>;
  /** The result becomes `cancelled`, unless there is one already. */
  cancel(): void;
}

export class Network {
  readonly log: NetworkLog;
  readonly real: RealInternet;

  readonly #hosts: HostTable;
  readonly #http: HttpClient;
  readonly #preview: PreviewGateway;
  readonly #outbox: Outbox;
  readonly #link: Link;
  /** The board's address. */
  readonly #board: string;
  readonly #neighbours: Neighbours | undefined;
  readonly #localLink = new LocalLink();
  readonly #unknownName = new Emitter<string>();
  readonly #previewsOpen = new Emitter<number>();
  readonly #boardHere = new Emitter<undefined>();
  /** A board has come. */
  readonly onBoard = this.#boardHere.event;
  /** Connections between the board and the LAN. */
  readonly #streams = new Map<StreamId, LanStream>();
  #hasBoard = false;
  /** Connections that the board has lost with its access point, of which the far end does not know yet. */
  #cutOff: ReadonlySet<StreamId> = new Set();
  /** The LAN's streams have even numbers (air.ts), of which multiples of four are those of other boards. */
  #nextStream: StreamId = 2;

  /** The board asked for a name that no host has. */
  readonly onUnknownName = this.#unknownName.event;
  /** How many requests of browser tabs are waiting or under way. */
  readonly onPreviewsOpen = this.#previewsOpen.event;

  constructor(options: NetworkOptions) {
    this.#board = options.lan?.address ?? LAN.board;
    const epoch = options.wallClock() - options.clock.now;
    this.log = new NetworkLog(() => epoch + options.clock.now);
    this.#outbox = new Outbox(options.toBoard);
    this.#link = new Link({
      clock: options.clock,
      random: options.random,
      toBoard: (frames) => this.#toBoard(frames),
      toLan: (frames) => this.#outbox.together(() => frames.forEach((frame) => this.#receive(frame))),
      hostOf: (stream) => this.#streams.get(stream)?.local.ip ?? this.#neighbours?.hostOf(stream),
    });
    if (options.lan) this.#neighbours = this.#joined(options.lan);
    this.#hosts = new HostTable(options.hosts ?? virtualHosts(options));
    this.real = new RealInternet({
      clock: options.clock,
      open: options.openSocket ?? NO_SOCKETS,
      toBoard: (from, port, handlers) =>
        this.#outbox.together(() => this.connect(from, { ip: this.#board, port }, handlers)),
    });
    // The browser pane and browser tabs are one browser: its address, its cookies.
    const browser = {
      clock: options.clock,
      connect: this.connect.bind(this),
      ports: new EphemeralPorts(options.random),
    };
    const jar = new CookieJar(() => epoch + options.clock.now);
    this.#http = new HttpClient({ ...browser, cookies: (ip) => (ip === this.#board ? jar : undefined) });
    this.#preview = new PreviewGateway({
      ...browser,
      jar,
      onOpen: (count) => this.#previewsOpen.fire(count),
    });
  }

  fromBoard(frame: AirFrame): void {
    this.fromBoardAll([frame]);
  }

  /** Frames that came in one message; what they cause leaves in one message, too. */
  fromBoardAll(frames: readonly AirFrame[]): void {
    this.#outbox.together(() => {
      for (const frame of frames) {
        this.#recordSent(frame);
        this.#link.sendFromBoard(frame);
      }
    });
  }

  fetch(request: HttpRequest): PendingFetch {
    return this.#outbox.together(() => this.#http.fetch(request));
  }

  /** A request of a browser tab to the board. @returns takes what comes by the channel */
  preview(request: PreviewRequest, channel: PreviewChannel): (message: ToPreview) => void {
    const receive = this.#outbox.together(() => this.#preview.request(request, channel));
    return (message) => this.#outbox.together(() => receive(message));
  }

  /** Opens a connection from a host on the LAN. Nobody at `to` means that no handler is ever called. */
  connect(from: Endpoint, to: Endpoint, handlers: ConnectionHandlers): Attempt {
    const id = this.#nextStream;
    this.#nextStream += 4;
    if (to.ip !== this.#board) {
      const down = this.#addressesDown(this.#link.conditions).has(to.ip);
      const route: Route = down ? { kind: 'nobody' } : this.#hosts.route(to);
      return this.#localLink.connect(id, from, to, route, handlers);
    }
    const stream = this.#airStream(id, from, to);
    stream.connect(handlers);
    return stream;
  }

  /** Connections between the board and the LAN that are not over. */
  get openConnections(): number {
    return this.#streams.size;
  }

  get conditions(): LanConditions {
    return this.#link.conditions;
  }

  setConditions(conditions: LanConditions): void {
    const { link: before } = this.#link.conditions;
    const { link } = conditions;
    this.#outbox.together(() => {
      if (link === 'up') this.#resetCutOff();
      this.#link.setConditions(conditions, this.#addressesDown(conditions));
      if (link === 'down' && before === 'up')
        this.#cutOff = new Set([...this.#streams.keys(), ...(this.#neighbours?.streams ?? [])]);
      if (link !== before) this.#toBoard([{ kind: 'link', up: link === 'up' }]);
    });
  }

  /** Puts one more host beyond the router. @throws RangeError when its name or address is taken */
  addHost(host: VirtualHost): void {
    this.#hosts.add(host);
  }

  /** What somebody outside does to connections of this network; the frames of it leave together. */
  act<T>(act: () => T): T {
    return this.#outbox.together(act);
  }

  /** The board's address. */
  get board(): string {
    return this.#board;
  }

  /** Whether there is a board to be reached. */
  get hasBoard(): boolean {
    return this.#hasBoard;
  }

  /** A board is here that heard nothing of this network before. */
  boardCame(): void {
    this.#hasBoard = true;
    this.#outbox.send({ kind: 'link', up: this.#link.conditions.link === 'up' });
    this.#boardHere.fire(undefined);
  }

  /** The board was reset or its worker ended: its connections are gone, and nobody is there to be told. */
  boardGone(): void {
    this.#hasBoard = false;
    this.#link.clear();
    this.#outbox.discarding(() => {
      this.#http.targetGone(this.#board);
      this.#preview.boardGone();
      this.#neighbours?.boardGone();
      for (const [id, stream] of [...this.#streams]) {
        const reset: AirFrame = { kind: 'reset', stream: id };
        this.log.record(reset, 'board');
        stream.receive(reset);
      }
    });
  }

  /** A host may be known by two addresses: the virtual one of its name, and that of the real one. */
  #addressesDown({ hostsDown }: LanConditions): ReadonlySet<string> {
    const real = hostsDown.map((host) => this.real.known(host)).filter((address) => address !== undefined);
    return new Set([...this.#hosts.addressesOf(hostsDown), ...real]);
  }

  /** The log stands at the antenna: what the board sends is in it even where it gets lost. */
  #recordSent(frame: AirFrame): void {
    this.log.record(frame, 'board', frame.kind === 'open' ? this.#hostKind(frame.to) : 'nobody');
  }

  #hostKind(to: Endpoint): HostKind {
    const route = this.#hosts.route(to);
    if (this.#neighbours?.reaches(to.ip) === true) return 'board';
    if (route.kind !== 'nobody') return route.host;
    return this.real.hostAt(to.ip) === undefined ? 'nobody' : 'real';
  }

  #openedBy(from: Endpoint): HostKind {
    return this.#neighbours?.reaches(from.ip) === true ? 'board' : 'browser';
  }

  #receive(frame: AirFrame): void {
    switch (frame.kind) {
      case 'open':
        this.#open(frame);
        return;
      case 'query':
        this.#answer(frame.query, frame.name);
        return;
      case 'datagram':
        if (this.#neighbours?.takesDatagram(frame) !== true) this.#toDatagramService(frame);
        return;
      case 'lease':
        this.#neighbours?.tells(frame.name);
        return;
      case 'answer':
      case 'link':
        // Nothing on this LAN asks the board for names, and the access point is not the board's.
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
    const { stream: id } = frame;
    if (id % 2 === 0 || this.#streams.has(id)) {
      this.#send({ kind: 'reset', stream: id });
      return;
    }
    if (this.#neighbours?.opens(frame) === true) return;
    switch (route.kind) {
      case 'nobody':
        this.#openReal(frame);
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

  /** Where no real host is meant either, nobody answers. */
  #openReal({ stream: id, from, to, window }: AirFrame & { kind: 'open' }): void {
    const host = this.real.hostAt(to.ip);
    if (host === undefined) return;
    const stream = this.#airStream(id, to, from);
    const giveUp = this.real.connect(host, to.port, {
      opened: (service) => stream.accept(window, service),
      refused: () => stream.refuse(),
      unanswered: () => stream.leaveUnanswered(),
      encrypted: (encryption) => this.log.recordEncryption(id, encryption),
    });
    if (stream.isOpening) stream.waitToAccept(giveUp);
  }

  #toStream(frame: StreamFrame): void {
    const stream = this.#streams.get(frame.stream);
    if (frame.kind === 'reset') this.#link.forgetToBoard(frame.stream);
    if (stream !== undefined) stream.receive(frame);
    else if (this.#neighbours?.carries(frame) === true) return;
    // Data to a connection that does not exist is answered with a reset (RFC 9293 §3.10.7.1).
    else if (frame.kind === 'data') this.#send({ kind: 'reset', stream: frame.stream });
  }

  #toDatagramService({ from, to, bytes }: AirFrame & { kind: 'datagram' }): void {
    const reply = (answer: Uint8Array): void =>
      this.#send({ kind: 'datagram', from: to, to: from, bytes: answer });
    const service = this.#hosts.datagramService(to);
    if (service) {
      service({ from, to, bytes }, reply);
      return;
    }
    const host = this.real.hostAt(to.ip);
    if (host !== undefined) this.real.sendDatagram(host, from, to, bytes, reply);
  }

  /** The board's station has dropped them: it would answer whatever comes by a reset. */
  #resetCutOff(): void {
    for (const stream of this.#cutOff) {
      const reset: AirFrame = { kind: 'reset', stream };
      this.#link.forget(stream);
      this.log.record(reset, 'board');
      this.#streams.get(stream)?.receive(reset);
      this.#neighbours?.carries(reset);
    }
    this.#cutOff = new Set();
  }

  #answer(query: number, name: string): void {
    const { dns } = this.#link.conditions;
    if (dns === 'silent') return;
    if (dns === 'fails') {
      this.#send({ kind: 'answer', query, addresses: [] });
      return;
    }
    this.real.lookup(canonicalName(name), (found) => {
      if (found !== 'not-real') {
        this.#send({ kind: 'answer', query, addresses: found ? [found.address] : [] });
        return;
      }
      const addresses = this.#hosts.resolve(name);
      if (addresses.length === 0 && this.#neighbours?.asks(query, name) === true) return;
      this.#found(query, name, addresses);
    });
  }

  #found(query: QueryId, name: string, addresses: readonly string[]): void {
    this.#send({ kind: 'answer', query, addresses });
    if (addresses.length === 0) this.#unknownName.fire(name);
  }

  #joined(lan: LanSwitch): Neighbours {
    return new Neighbours({
      lan,
      isShared: (ip) => this.#hosts.isShared(ip),
      together: (act) => this.#outbox.together(act),
      toBoard: (frame) => this.#send(frame),
      onAnswer: (query, name, addresses) => this.#found(query, name, addresses),
    });
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
    this.#link.sendToBoard(frame);
  }

  #toBoard(frames: readonly AirFrame[]): void {
    this.#outbox.together(() => {
      for (const frame of frames) {
        this.log.record(frame, 'lan', frame.kind === 'open' ? this.#openedBy(frame.from) : 'nobody');
        this.#outbox.send(frame);
      }
    });
  }
}

const NO_SOCKETS: OpenSocket = () => {
  throw new Error('this network has no WebSockets');
};
