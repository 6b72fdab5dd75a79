import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { duplexExtension, duplexOf, has, speaksTls, tlsExtension } from '../net/wisp/duplex';
import {
  decodePacket,
  Extension,
  FIRST_INCOMING,
  Reason,
  TlsOutcome,
  Transport,
  WispError,
  type WispExtension,
  type WispPacket,
} from '../net/wisp/packets';
import type { Clock } from '../shared/clock';
import type { Dispose } from '../shared/disposable';
import { UdpStream } from './datagrams';
import type { Dialer, Refusal, Target } from './dialer';
import { ByteInflow, PacketInflow } from './inflow';
import type { Limits } from './limits';
import type { Log, LogEntry } from './log';
import type { Metrics } from './metrics';
import { StreamTable } from './stream-table';
import type { TlsResult, TlsTerms } from './start-tls';
import { TcpStream, type Screen, type Stream, type StreamOwner, type TcpStreamOptions } from './stream';
import { TokenBucket } from './token-bucket';
import { CloseCode, Wire } from './wire';

export interface ConnectionOptions {
  /** The connection under the WebSocket. */
  readonly under: Duplex;
  readonly number: number;
  readonly client: string;
  readonly version: 1 | 2;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly dialer: Dialer;
  /** What the page is told of what is allowed and published (docs/wisp.md, RULES). */
  readonly rulesText: () => string;
  readonly allowsUdp: boolean;
  readonly trust: TlsTerms['trust'];
  readonly metrics: Metrics;
  readonly log: Log;
  /** The page takes connections to another port of its board. */
  readonly onListen: () => void;
  readonly onStreamGone: () => void;
  /** The WebSocket is closed and the last stream gone, too. */
  readonly onGone: () => void;
}

/** A page takes connections to no more ports of its board. */
const MOST_LISTENED = 16;
/** A CONNECT beyond the cap is answered; who goes on regardless is cut off. */
const MOST_THROTTLED = 120;

type PacketOf<Kind extends WispPacket['kind']> = Extract<WispPacket, { kind: Kind }>;
type EntryOfConnection<Entry = LogEntry> = Entry extends { connection: number }
  ? Omit<Entry, 'connection'>
  : never;

/** What one page says over its WebSocket, and what becomes of it. */
export class WispConnection implements StreamOwner {
  readonly clock: Clock;
  readonly drainTime: number;
  readonly tlsTerms: TlsTerms;

  readonly #options: ConnectionOptions;
  readonly #wire: Wire;
  readonly #streams: StreamTable;
  readonly #connects: TokenBucket;
  readonly #start: number;
  /** Ports of its board to which the page takes connections, by DUPLEX. */
  readonly #listened = new Set<number>();
  /** Connections from outside that the page has not accepted yet. */
  readonly #offered = new Map<number, Socket>();
  #nextIncoming = FIRST_INCOMING;
  #isReady: boolean;
  #confirms = false;
  /** What the page takes on a new stream, with DUPLEX. */
  #window: number | undefined;
  #asksForTls = false;
  #throttled = 0;
  #isStopping = false;
  #isEnded = false;
  #isWireGone = false;
  #cancelHello: Dispose = () => undefined;

  constructor(socket: WebSocket, options: ConnectionOptions) {
    const { clock, limits, metrics } = options;
    this.#options = options;
    this.clock = clock;
    this.#start = clock.now;
    this.drainTime = limits.drainTime;
    this.tlsTerms = { time: limits.connectTime, trust: options.trust };
    this.#connects = new TokenBucket(clock, limits.connectsPerMinute);
    this.#streams = new StreamTable(clock, limits, metrics, ({ id, wasOpened, sent, received }, how) => {
      if (wasOpened) this.#log({ event: 'close', stream: id, how, toPage: sent, fromPage: received });
    });
    this.#wire = new Wire(socket, {
      under: options.under,
      clock,
      limits,
      metrics,
      onMessage: (bytes) => this.#onMessage(bytes),
      onRoom: () => this.#streams.unchoke(),
      onEnd: (how, inOrder) => this.#onEnd(how, inOrder),
      onGone: () => {
        this.#isWireGone = true;
        if (this.#streams.size === 0) options.onGone();
      },
    });
    this.#isReady = options.version === 1;
    if (this.#isReady) this.#welcome();
    else this.#hello();
  }

  get isChoked(): boolean {
    return this.#wire.isChoked;
  }

  get streamCount(): number {
    return this.#streams.size;
  }

  listensTo(port: number): boolean {
    return !this.#isEnded && this.#listened.has(port);
  }

  /** Somebody has connected from outside. @returns false when this page can take no more */
  offer(socket: Socket, port: number, peer: string, screen?: Screen): boolean {
    if (this.#isEnded || this.#isStopping || this.#streams.isFull) return false;
    const id = this.#takeIncomingId();
    const onClose = (): void => this.#streams.get(id)?.end(Reason.networkError, 'given up by the peer');
    socket.once('close', onClose);
    this.#offered.set(id, socket);
    const abort = (): void => {
      socket.off('close', onClose);
      // Refused: the peer sees a reset, as from a board on which nothing listens.
      if (this.#offered.delete(id)) socket.resetAndDestroy();
    };
    this.#streams.add(this.#tcpStream(id, { confirms: false, abort, screen }));
    this.#options.metrics.published++;
    this.#log({ event: 'published', stream: id, port, peer });
    this.send({ kind: 'incoming', stream: id, port, address: peer });
    return true;
  }

  /** No new streams; those that are open go on until `cut`. */
  stop(): void {
    this.#isStopping = true;
  }

  cut(): void {
    this.#wire.close(CloseCode.goingAway, 'the proxy ends');
    this.#streams.destroyAll();
  }

  send(packet: WispPacket): void {
    this.#wire.send(packet);
  }

  violated(what: string, code: number = CloseCode.protocolError): void {
    if (this.#isEnded) return;
    this.#options.metrics.violations++;
    this.#wire.close(code, what);
  }

  overran(): void {
    this.violated('more DATA than credit', CloseCode.policyViolation);
  }

  forget(stream: Stream, how: string): void {
    this.#streams.forget(stream, how);
  }

  tlsSettled(stream: Stream, result: TlsResult): void {
    const isEncrypted = result.outcome === TlsOutcome.encrypted;
    this.#options.metrics.tls(isEncrypted);
    const how = isEncrypted ? (result.details[0] ?? '') : 'failed';
    this.#log({ event: 'tls', stream: stream.id, how, outcome: result.outcome, alert: result.alert });
    this.send({ kind: 'tls', stream: stream.id, ...result });
  }

  gone(stream: Stream): void {
    this.#streams.gone(stream);
    this.#options.onStreamGone();
    if (this.#isWireGone && this.#streams.size === 0) this.#options.onGone();
  }

  #hello(): void {
    const { limits, rulesText, allowsUdp } = this.#options;
    const nothing = new Uint8Array(0);
    const extensions: WispExtension[] = [
      { id: Extension.openConfirmation, data: nothing },
      duplexExtension(limits.window),
      tlsExtension,
      { id: Extension.rules, data: new TextEncoder().encode(rulesText()) },
    ];
    if (allowsUdp) extensions.push({ id: Extension.udp, data: nothing });
    this.send({ kind: 'info', major: 2, minor: 0, extensions });
    this.#cancelHello = this.clock.after(limits.helloTime, () => {
      this.violated('no INFO in time', CloseCode.policyViolation);
    });
  }

  #welcome(): void {
    const { client, version, limits } = this.#options;
    this.#log({ event: 'connected', client, version, duplex: this.#window !== undefined });
    this.send({ kind: 'continue', stream: 0, credit: limits.packets });
  }

  #onMessage(bytes: Uint8Array): void {
    try {
      const packet = decodePacket(bytes);
      if (this.#isReady) this.#onPacket(packet);
      else if (packet.kind === 'info') this.#onInfo(packet);
      else this.violated('a packet before INFO');
    } catch (error) {
      if (!(error instanceof WispError)) throw error;
      this.violated(error.message);
    }
  }

  #onInfo({ major, extensions }: PacketOf<'info'>): void {
    this.#cancelHello();
    if (major !== 2) {
      this.send({ kind: 'close', stream: 0, reason: Reason.incompatible });
      this.violated('another version of Wisp');
      return;
    }
    this.#isReady = true;
    this.#window = duplexOf(extensions)?.window;
    this.#asksForTls = this.#window !== undefined && speaksTls(extensions);
    this.#confirms = has(extensions, Extension.openConfirmation);
    this.#welcome();
  }

  #onPacket(packet: WispPacket): void {
    switch (packet.kind) {
      case 'connect':
        this.#onConnect(packet);
        break;
      case 'listen':
        this.#onListen(packet.port);
        break;
      case 'info':
        this.violated('INFO twice');
        break;
      case 'incoming':
        this.violated('INCOMING from a page');
        break;
      case 'tls':
        this.violated('TLS from a page');
        break;
      default:
        this.#onStreamPacket(packet);
    }
  }

  #onStreamPacket(packet: PacketOf<'data' | 'continue' | 'shut' | 'close' | 'starttls'>): void {
    if (packet.stream === 0) {
      // A page may take its leave by CLOSE(0); it has nothing else to say of stream 0.
      if (packet.kind === 'close') this.#wire.close(CloseCode.normal, 'closed by the page');
      else this.violated(`${packet.kind} on stream 0`);
      return;
    }
    if (packet.kind === 'shut' && this.#window === undefined) {
      this.violated('SHUT without DUPLEX');
      return;
    }
    if (packet.kind === 'starttls' && (!this.#asksForTls || packet.stream >= FIRST_INCOMING)) {
      this.violated(this.#asksForTls ? 'STARTTLS towards a client' : 'STARTTLS without TLS');
      return;
    }
    const stream = this.#streams.get(packet.stream);
    if (!stream) return; // It has just been closed from here.
    if (packet.kind !== 'close') this.#attachOffered(stream);
    switch (packet.kind) {
      case 'data':
        stream.data(packet.bytes);
        break;
      case 'continue':
        stream.credit(packet.credit);
        break;
      case 'shut':
        stream.shut();
        break;
      case 'starttls':
        stream.startTls(packet.serverName);
        break;
      case 'close':
        stream.close(packet.reason);
        break;
    }
  }

  /** The page has answered an INCOMING, and not by CLOSE: that is a yes. */
  #attachOffered(stream: Stream): void {
    const socket = this.#offered.get(stream.id);
    if (!socket || !(stream instanceof TcpStream)) return;
    this.#offered.delete(stream.id);
    stream.attach(socket);
  }

  #onConnect(packet: PacketOf<'connect'>): void {
    const { stream: id, transport, host, port } = packet;
    if (id === 0) this.violated('CONNECT on stream 0');
    else if (this.#streams.get(id)) this.violated('a stream that is open already');
    else if (this.#window !== undefined && id >= FIRST_INCOMING)
      this.violated("a stream of the proxy's numbers");
    else {
      const refusal = this.#refusal(transport);
      if (refusal) this.#refuse(packet, refusal);
      else if (transport === Transport.udp) this.#openUdp(id, { host, port, transport: 'udp' });
      else this.#openTcp(id, { host, port, transport: 'tcp' });
    }
  }

  /** What is refused before anything is looked at. */
  #refusal(transport: number): Refusal | undefined {
    if (this.#isStopping) return { reason: Reason.throttled, why: 'stopping' };
    if (!this.#connects.take()) return { reason: Reason.throttled, why: 'too many CONNECTs' };
    if (this.#streams.isFull) return { reason: Reason.throttled, why: 'too many streams' };
    if (transport === Transport.tcp) return undefined;
    if (transport !== Transport.udp) return { reason: Reason.invalid, why: 'no such kind of stream' };
    return this.#options.allowsUdp ? undefined : { reason: Reason.blocked, why: 'UDP' };
  }

  #refuse({ stream, host, port }: PacketOf<'connect'>, { reason, why }: Refusal): void {
    this.#options.metrics.refused(reason);
    if (reason === Reason.throttled) this.#throttled++;
    // A flood is one line in the log, not thousands.
    if (reason !== Reason.throttled || this.#throttled === 1) {
      this.#log({ event: 'refused', stream, host, port, why });
    }
    if (this.#throttled > MOST_THROTTLED) this.violated('too many CONNECTs', CloseCode.policyViolation);
    else this.send({ kind: 'close', stream, reason });
  }

  #openTcp(id: number, target: Target): void {
    const abort = new AbortController();
    const stream = this.#tcpStream(id, { confirms: this.#confirms, abort: () => abort.abort() });
    this.#streams.add(stream);
    const start = this.clock.now;
    void this.#options.dialer.dial(target, abort.signal).then((dialled) => {
      if ('refused' in dialled) {
        this.#failed(stream, target, dialled.refused);
        return;
      }
      this.#opened(stream, target, dialled.address, start);
      stream.attach(dialled.socket);
    });
  }

  #openUdp(id: number, target: Target): void {
    const abort = new AbortController();
    const stream = new UdpStream(id, this, { confirms: this.#confirms, abort: () => abort.abort() });
    this.#streams.add(stream);
    const start = this.clock.now;
    void this.#options.dialer.route(target, abort.signal).then((route) => {
      if ('refused' in route) {
        this.#failed(stream, target, route.refused);
        return;
      }
      const [address = ''] = route.addresses;
      this.#opened(stream, target, address, start);
      stream.open(address, target.port);
    });
  }

  #opened({ id }: Stream, { host, port }: Target, address: string, start: number): void {
    const ms = Math.round(this.clock.now - start);
    this.#log({ event: 'open', stream: id, host, port, address, ms });
  }

  #failed(stream: TcpStream | UdpStream, { host, port }: Target, { reason, why }: Refusal): void {
    if (this.#streams.get(stream.id) === stream) {
      this.#options.metrics.refused(reason);
      this.#log({ event: 'refused', stream: stream.id, host, port, why });
    }
    stream.fail(reason, why);
  }

  #onListen(port: number): void {
    if (this.#window === undefined) {
      this.violated('LISTEN without DUPLEX');
      return;
    }
    if (port === 0) this.#listened.clear();
    else this.#listened.add(port);
    if (this.#listened.size > MOST_LISTENED) this.violated('too many ports', CloseCode.policyViolation);
    else if (port !== 0) this.#options.onListen();
  }

  #tcpStream(id: number, options: Pick<TcpStreamOptions, 'confirms' | 'abort' | 'screen'>): TcpStream {
    const { window, packets } = this.#options.limits;
    const inflow = this.#window === undefined ? new PacketInflow(packets) : new ByteInflow(window);
    return new TcpStream(id, this, { ...options, inflow, window: this.#window });
  }

  #takeIncomingId(): number {
    const after = (id: number): number => (id === 0xffff_ffff ? FIRST_INCOMING : id + 1);
    let id = this.#nextIncoming;
    while (this.#streams.get(id)) id = after(id);
    this.#nextIncoming = after(id);
    return id;
  }

  #onEnd(how: string, inOrder: boolean): void {
    this.#isEnded = true;
    this.#cancelHello();
    this.#streams.end(inOrder);
    const seconds = Math.round((this.clock.now - this.#start) / 1_000);
    this.#log({ event: 'disconnected', how, seconds, streams: this.#streams.everOpen });
  }

  #log(entry: EntryOfConnection): void {
    this.#options.log({ ...entry, connection: this.#options.number });
  }
}
