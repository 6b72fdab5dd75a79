import { ByteBuffer } from '../../shared/byte-buffer';
import type { Connection, ConnectionHandlers, Service } from '../lan-stream';
import { NOT_ENCRYPTED, readClientHello, type ClientHello } from './client-hello';

/** RFC 5246 §6.2.1. */
const Kind = { change: 20, alert: 21, handshake: 22, data: 23 } as const;
const VERSION = [3, 3];
const HEAD = 5;
/** RFC 5246 §7.4. */
const Message = { serverHello: 2, serverDone: 14, finished: 20 } as const;
/** RFC 5246 §7.2. */
const Alert = { close: 0, unexpected: 10, handshakeFailure: 40 } as const;
const Level = { warning: 1, fatal: 2 } as const;

/** Much longer than the board's. */
const LONGEST_HANDSHAKE = 4_096;
const LARGEST_RECORD = 1_024;

/** How a ClientHello is answered, at once or later. */
export interface Answer {
  /** The handshake goes on, and what is said after it is the service's. */
  accept(service: Service): void;
  /** By a fatal alert. */
  refuse(alert: number): void;
  /** By what is no TLS at all. */
  talkNonsense(): void;
  /** Without a word. */
  hangUp(): void;
}

/** Who says what becomes of a ClientHello with the suite that encrypts nothing. */
export interface Gatekeeper {
  onHello(hello: ClientHello, answer: Answer): void;
  /** The board has gone before it was answered. */
  onGivenUp?(): void;
}

/** A service behind TLS: its handshake and its records, without encryption, as the simulated board speaks it. */
export function tlsService(service: Service): Service {
  return (connection) => tlsEnd(connection, { onHello: (_, answer) => answer.accept(service) });
}

/** The far end of the board's TLS. */
export function tlsEnd(connection: Connection, gatekeeper: Gatekeeper): ConnectionHandlers {
  return new TlsEnd(connection, gatekeeper).handlers;
}

class TlsEnd implements Connection, Answer {
  #handshake = new ByteBuffer();
  readonly #head: number[] = [];
  #kind: number = Kind.handshake;
  /** Bytes of the record that are still to come. */
  #left = 0;
  /** What is awaited; what comes after the handshake is the service's. */
  #state: 'hello' | 'answer' | 'finished' | 'open' | 'over' = 'hello';
  #inner: ConnectionHandlers = {};
  #unsent = new Uint8Array(0);
  #waitsForRoom = false;
  #ends = false;

  constructor(
    private readonly connection: Connection,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  get local(): Connection['local'] {
    return this.connection.local;
  }

  get remote(): Connection['remote'] {
    return this.connection.remote;
  }

  get handlers(): ConnectionHandlers {
    return {
      onData: (bytes) => this.#receive(bytes),
      onEnd: () => this.#onEnd(),
      onReset: () => this.#abandon(),
      onRoom: () => this.#goOn(),
    };
  }

  accept(service: Service): void {
    if (this.#state !== 'answer') return;
    this.#state = 'finished';
    const hello = [...VERSION, ...new Uint8Array(32), 0, NOT_ENCRYPTED >> 8, NOT_ENCRYPTED & 0xff, 0];
    this.#record(Kind.handshake, [Message.serverHello, 0, 0, hello.length, ...hello]);
    this.#record(Kind.handshake, [Message.serverDone, 0, 0, 0]);
    this.#inner = service(this);
  }

  refuse(alert: number): void {
    if (this.#state === 'answer') this.#end([Kind.alert, ...VERSION, 0, 2, Level.fatal, alert]);
  }

  talkNonsense(): void {
    if (this.#state === 'answer') this.#end(new Uint8Array(HEAD));
  }

  hangUp(): void {
    if (this.#state === 'answer') this.#end([]);
  }

  /** For the service. A record that there was no room for as a whole is sent on before the next. */
  write(bytes: Uint8Array): number {
    let sent = 0;
    while (this.#state === 'open' && !this.#ends && sent < bytes.length && this.#unsent.length === 0) {
      const part = bytes.subarray(sent, sent + LARGEST_RECORD);
      this.#record(Kind.data, part);
      sent += part.length;
    }
    this.#waitsForRoom = sent < bytes.length;
    return sent;
  }

  end(): void {
    if (this.#ends) return;
    this.#ends = true;
    if (this.#state === 'open') this.#sayEnd();
  }

  reset(): void {
    this.connection.reset();
  }

  consumed(bytes: number): void {
    this.connection.consumed(bytes);
  }

  #goOn(): void {
    this.#push(new Uint8Array(0));
    if (this.#unsent.length > 0) return;
    if (this.#state === 'over' || (this.#ends && this.#state === 'open')) this.connection.end();
    else this.#tellRoom();
  }

  #tellRoom(): void {
    if (!this.#waitsForRoom || this.#state !== 'open') return;
    this.#waitsForRoom = false;
    this.#inner.onRoom?.();
  }

  #receive(bytes: Uint8Array): void {
    // The rest is the service's to say.
    let ours = 0;
    for (let at = 0; at < bytes.length;) {
      if (this.#left === 0 && this.#state !== 'over') {
        this.#takeHead(bytes[at++] ?? 0);
        ours++;
        continue;
      }
      const part = this.#state === 'over' ? bytes.subarray(at) : bytes.subarray(at, at + this.#left);
      at += part.length;
      this.#left -= part.length;
      if (this.#kind === Kind.data && this.#state === 'open') this.#inner.onData?.(part);
      else {
        ours += part.length;
        this.#take(part);
      }
    }
    this.connection.consumed(ours);
  }

  #onEnd(): void {
    if (this.#state === 'open') {
      this.#inner.onEnd?.();
      return;
    }
    this.#abandon();
    if (this.#unsent.length === 0) this.connection.end();
  }

  /** Nobody is there any more for whoever waits behind this. */
  #abandon(): void {
    const state = this.#state;
    this.#state = 'over';
    if (state === 'answer') this.gatekeeper.onGivenUp?.();
    else if (state !== 'over') this.#inner.onReset?.();
  }

  #takeHead(byte: number): void {
    this.#head.push(byte);
    if (this.#head.length < HEAD) return;
    const [kind = 0, version, , high = 0, low = 0] = this.#head.splice(0);
    this.#kind = kind;
    this.#left = high * 256 + low;
    const awaited =
      this.#state === 'open' ? [Kind.data, Kind.alert] : [Kind.handshake, Kind.change, Kind.alert];
    if (version !== VERSION[0] || !awaited.some((one) => one === kind)) this.#fail(Alert.unexpected);
  }

  #take(part: Uint8Array): void {
    // An alert of the board's comes before its end, which says the same.
    if (this.#kind !== Kind.handshake || this.#state === 'over') return;
    this.#handshake.append(part);
    if (this.#handshake.length > LONGEST_HANDSHAKE) this.#fail(Alert.handshakeFailure);
    else if (this.#left === 0) this.#onMessage();
  }

  /** A message of the handshake is whole. */
  #onMessage(): void {
    const message = this.#handshake.slice();
    this.#handshake = new ByteBuffer();
    const hello = this.#state === 'hello' ? readClientHello(message) : undefined;
    if (hello) {
      this.#state = 'answer';
      if (hello.suites.includes(NOT_ENCRYPTED)) this.gatekeeper.onHello(hello, this);
      else this.refuse(Alert.handshakeFailure);
    } else if (this.#state === 'finished' && message[0] === Message.finished) this.#open();
    else this.#fail(Alert.unexpected);
  }

  #open(): void {
    this.#state = 'open';
    this.#record(Kind.change, [1]);
    this.#record(Kind.handshake, [Message.finished, 0, 0, 12, ...new Uint8Array(12)]);
    if (this.#ends) this.#sayEnd();
    else if (this.#unsent.length === 0) this.#tellRoom();
  }

  #sayEnd(): void {
    this.#record(Kind.alert, [Level.warning, Alert.close]);
    if (this.#unsent.length === 0) this.connection.end();
  }

  #fail(alert: number): void {
    this.#abandon();
    this.#end([Kind.alert, ...VERSION, 0, 2, Level.fatal, alert]);
  }

  /** With these bytes, behind what there was no room for yet. */
  #end(last: ArrayLike<number>): void {
    this.#state = 'over';
    this.#push(Uint8Array.from(last));
    if (this.#unsent.length === 0) this.connection.end();
  }

  #record(kind: number, body: ArrayLike<number>): void {
    const record = new Uint8Array(HEAD + body.length);
    record.set([kind, ...VERSION, body.length >> 8, body.length & 0xff]);
    record.set(body, HEAD);
    this.#push(record);
  }

  /** Bounded: a record, and what a handshake or an end adds to it. */
  #push(bytes: Uint8Array): void {
    const all = new Uint8Array(this.#unsent.length + bytes.length);
    all.set(this.#unsent);
    all.set(bytes, this.#unsent.length);
    this.#unsent = all.subarray(all.length === 0 ? 0 : this.connection.write(all));
  }
}
