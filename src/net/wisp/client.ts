import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import { Emitter } from '../../shared/emitter';
import { duplexExtension, duplexOf, has, speaksTls, tlsExtension, type Duplex } from './duplex';
import {
  decodePacket,
  encodePacket,
  Extension,
  FIRST_INCOMING,
  Reason,
  Transport,
  type WispExtension,
  type WispPacket,
} from './packets';
import type { OpenSocket, WispSocket } from './socket';
import { WispStream, type StreamHandlers, type Terms } from './stream';

export interface WispClientOptions {
  /** Of the proxy: `ws:` or `wss:`, with its path. */
  readonly url: string;
  readonly open: OpenSocket;
  readonly clock: Clock;
  /** Bytes that we take on a new stream before we grant more. */
  readonly window: number;
  /** Somebody connected to a port of ours at the proxy; undefined refuses. */
  readonly onIncoming?: (stream: WispStream, port: number, address: string) => StreamHandlers | undefined;
}

/** What the proxy said of itself. */
export interface ProxyFacts {
  /** Credit in bytes and half-close: it is one of ours. */
  readonly duplex: boolean;
  readonly udp: boolean;
  /** What it allows, one rule each; undefined when it does not say. */
  readonly rules: readonly string[] | undefined;
}

export type ProxyState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'ready'; readonly facts: ProxyFacts }
  /** It did not answer, does not speak Wisp, or has ended: the next use tries again. */
  | { readonly kind: 'lost'; readonly why: LossReason };

/** `unreachable`: no connection. `not-wisp`: an answer that makes no sense. `ended`: it worked, and then was gone. */
export type LossReason = 'unreachable' | 'not-wisp' | 'ended';

/** What `Sec-WebSocket-Protocol` says to servers that have version 2. */
const SUBPROTOCOL = 'wisp-v2';
/** How long a proxy may take until streams can be opened, in milliseconds. */
const HANDSHAKE = 10_000;
/** Streams at once: a board has five connections, and some may linger. */
const MOST_STREAMS = 64;
const VERSION = { major: 2, minor: 0 } as const;

interface Waiting {
  readonly stream: WispStream;
  readonly ask: WispPacket;
}

/**
 * The page's end of a Wisp connection. It connects when it is first used, and again at the next use after it was lost;
 * streams that were open then have failed. It speaks version 2, and version 1 to a server that has no other.
 */
export class WispClient {
  readonly #changed = new Emitter<ProxyState>();
  readonly onState = this.#changed.event;
  #state: ProxyState = { kind: 'idle' };
  #socket: WispSocket | undefined;
  #terms: Terms | undefined;
  readonly #streams = new Map<number, WispStream>();
  /** Asked for before the proxy was ready. */
  #waiting: Waiting[] = [];
  readonly #listensTo = new Set<number>();
  #nextStream = 1;
  #stopHandshake: Dispose = () => undefined;
  #disposed = false;

  constructor(private readonly options: WispClientOptions) {}

  get state(): ProxyState {
    return this.#state;
  }

  /** Connects when it is not connected. What comes of it is told by `onState`. */
  start(): void {
    if (this.#disposed || this.#state.kind === 'connecting' || this.#state.kind === 'ready') return;
    this.#become({ kind: 'connecting' });
    this.#connect([SUBPROTOCOL]);
  }

  /** Opens a stream. Without a proxy, or with too many streams, it fails by its handler. */
  connect(
    host: string,
    port: number,
    handlers: StreamHandlers,
    transport: number = Transport.tcp,
  ): WispStream {
    const id = this.#nextStream;
    this.#nextStream = id + 1 < FIRST_INCOMING ? id + 1 : 1;
    const stream = this.#makeStream(id, transport);
    stream.handle(handlers);
    if (this.#disposed || this.#streams.size > MOST_STREAMS) {
      stream.lost();
      return stream;
    }
    this.start();
    const ask: WispPacket = { kind: 'connect', stream: id, transport, port, host };
    if (this.#terms) this.#ask({ stream, ask }, this.#terms);
    // The proxy may have been lost in `start` already.
    else if (this.#streams.has(id)) this.#waiting.push({ stream, ask });
    return stream;
  }

  /** Takes connections to this port, too, from the proxy, if it publishes it. */
  listen(port: number): void {
    if (this.#listensTo.has(port)) return;
    this.#listensTo.add(port);
    if (this.#terms?.duplex) this.#send({ kind: 'listen', port });
  }

  /** Every stream fails, and nothing is connected any more. */
  dispose(): void {
    this.#disposed = true;
    this.#lose('ended');
  }

  #connect(protocols: readonly string[]): void {
    let said = false;
    const isCurrent = (): boolean => this.#socket === socket;
    this.#stopHandshake();
    this.#stopHandshake = this.options.clock.after(HANDSHAKE, () =>
      this.#lose(said ? 'not-wisp' : 'unreachable'),
    );
    let socket: WispSocket | undefined;
    try {
      socket = this.options.open(this.options.url, protocols, {
        onMessage: (bytes) => {
          if (!isCurrent()) return;
          said = true;
          this.#receive(bytes);
        },
        onClose: () => {
          if (!isCurrent()) return;
          // A server of version 1 takes no subprotocol, and a browser ends the connection for that.
          if (!said && protocols.length > 0) this.#connect([]);
          else this.#lose(this.#terms ? 'ended' : said ? 'not-wisp' : 'unreachable');
        },
      });
      this.#socket = socket;
    } catch {
      this.#lose('unreachable');
    }
  }

  #receive(bytes: Uint8Array): void {
    let packet: WispPacket;
    try {
      packet = decodePacket(bytes);
    } catch {
      this.#lose('not-wisp');
      return;
    }
    if (!this.#terms) this.#shakeHands(packet);
    else if (packet.kind === 'incoming') this.#incoming(packet, this.#terms);
    else if ('stream' in packet && packet.stream !== 0) this.#streams.get(packet.stream)?.receive(packet);
    else if (packet.kind === 'close') this.#lose('ended');
  }

  #theirs: readonly WispExtension[] | undefined;

  /** Version 2: its INFO, ours, its CONTINUE. Version 1: CONTINUE alone. */
  #shakeHands(packet: WispPacket): void {
    if (packet.kind === 'info' && !this.#theirs) {
      this.#theirs = packet.extensions.map(({ id, data }) => ({ id, data: data.slice() }));
      const ours = [duplexExtension(this.options.window)];
      for (const id of [Extension.openConfirmation, Extension.udp])
        if (has(this.#theirs, id)) ours.push({ id, data: new Uint8Array(0) });
      if (speaksTls(this.#theirs)) ours.push(tlsExtension);
      this.#send({ kind: 'info', ...VERSION, extensions: ours });
      return;
    }
    if (packet.kind !== 'continue' || packet.stream !== 0) {
      this.#lose('not-wisp');
      return;
    }
    this.#ready(packet.credit);
  }

  #ready(packets: number): void {
    this.#stopHandshake();
    const extensions = this.#theirs ?? [];
    const duplex: Duplex | undefined = duplexOf(extensions);
    const terms: Terms = {
      confirms: has(extensions, Extension.openConfirmation),
      duplex: duplex ? { ours: this.options.window, theirs: duplex.window } : null,
      tls: duplex !== undefined && speaksTls(extensions),
      packets,
    };
    this.#terms = terms;
    if (duplex) for (const port of this.#listensTo) this.#send({ kind: 'listen', port });
    // UDP belongs to version 1; version 2 has it as an extension.
    const udp = !this.#theirs || has(extensions, Extension.udp);
    for (const waiting of this.#waiting.splice(0)) this.#ask(waiting, terms);
    this.#become({ kind: 'ready', facts: { duplex: duplex !== undefined, udp, rules: rulesOf(extensions) } });
  }

  #ask({ stream, ask }: Waiting, terms: Terms): void {
    this.#send(ask);
    stream.begin(terms);
  }

  #incoming({ stream: id, port, address }: Extract<WispPacket, { kind: 'incoming' }>, terms: Terms): void {
    if (!terms.duplex || id < FIRST_INCOMING || this.#streams.has(id) || this.#streams.size > MOST_STREAMS) {
      this.#send({ kind: 'close', stream: id, reason: Reason.throttled });
      return;
    }
    const stream = this.#makeStream(id, Transport.tcp);
    stream.offered(terms);
    const handlers = this.options.onIncoming?.(stream, port, address);
    if (handlers) stream.handle(handlers);
    else stream.reset(Reason.refused);
  }

  #makeStream(id: number, transport: number): WispStream {
    const stream = new WispStream({
      id,
      transport,
      clock: this.options.clock,
      send: (packet) => this.#send(packet),
      closed: () => this.#forget(id),
    });
    this.#streams.set(id, stream);
    return stream;
  }

  #forget(id: number): void {
    const stream = this.#streams.get(id);
    this.#streams.delete(id);
    this.#waiting = this.#waiting.filter((waiting) => waiting.stream !== stream);
  }

  #lose(why: LossReason): void {
    this.#stopHandshake();
    const socket = this.#socket;
    this.#socket = undefined;
    this.#terms = undefined;
    this.#theirs = undefined;
    this.#waiting = [];
    socket?.close();
    this.#become({ kind: 'lost', why });
    for (const stream of [...this.#streams.values()]) stream.lost();
  }

  #send(packet: WispPacket): void {
    this.#socket?.send(encodePacket(packet));
  }

  #become(state: ProxyState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}

function rulesOf(extensions: readonly WispExtension[]): readonly string[] | undefined {
  const data = extensions.find(({ id }) => id === Extension.rules)?.data;
  if (!data) return undefined;
  const lines = new TextDecoder().decode(data).split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}
