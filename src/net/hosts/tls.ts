import { ByteBuffer } from '../../shared/byte-buffer';
import type { Connection, ConnectionHandlers, Service } from '../lan-stream';

/** RFC 5246 §6.2.1. */
const Kind = { change: 20, alert: 21, handshake: 22, data: 23 } as const;
const VERSION = [3, 3];
const HEAD = 5;
/** RFC 5246 §7.4. */
const Message = { clientHello: 1, serverHello: 2, serverDone: 14, finished: 20 } as const;
/** RFC 5246 §7.2: fatal ones, and the one with which a connection ends well. */
const Alert = { close: [1, 0], unexpected: [2, 10], handshakeFailure: [2, 40] } as const;

/**
 * From those for private use (RFC 5246 §A.5): nothing is encrypted. The board's TLS offers no other
 * (interpreter/libraries/tls.py), and no real server takes it.
 */
const NOT_ENCRYPTED = 0xff50;

/** Much longer than the board's. */
const LONGEST_HANDSHAKE = 4_096;
const LARGEST_RECORD = 1_024;

/** A service behind TLS: its handshake and its records, without encryption, as the simulated board speaks it. */
export function tlsService(service: Service): Service {
  return (connection) => new TlsEnd(connection, service).handlers;
}

class TlsEnd implements Connection {
  #handshake = new ByteBuffer();
  readonly #head: number[] = [];
  #kind: number = Kind.handshake;
  /** Bytes of the record that are still to come. */
  #left = 0;
  /** What is awaited; what comes after the handshake is the service's. */
  #state: 'hello' | 'finished' | 'open' | 'over' = 'hello';
  #inner: ConnectionHandlers = {};
  #unsent = new Uint8Array(0);
  #waitsForRoom = false;
  #ends = false;

  constructor(
    private readonly connection: Connection,
    private readonly service: Service,
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
      onEnd: () => {
        if (this.#state === 'open') this.#inner.onEnd?.();
        else this.connection.end();
      },
      onReset: () => this.#inner.onReset?.(),
      onRoom: () => this.#goOn(),
    };
  }

  /** For the service. A record that there was no room for as a whole is sent on before the next. */
  write(bytes: Uint8Array): number {
    let sent = 0;
    while (sent < bytes.length && this.#unsent.length === 0) {
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
    this.#record(Kind.alert, Alert.close);
    if (this.#unsent.length === 0) this.connection.end();
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
    if (this.#ends) this.connection.end();
    else if (this.#waitsForRoom) {
      this.#waitsForRoom = false;
      this.#inner.onRoom?.();
    }
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
    else if (this.#left === 0) this.#answer();
  }

  /** A message of the handshake is whole. */
  #answer(): void {
    const message = this.#handshake.slice();
    this.#handshake = new ByteBuffer();
    if (this.#state === 'hello' && message[0] === Message.clientHello) {
      if (!offers(message, NOT_ENCRYPTED)) {
        this.#fail(Alert.handshakeFailure);
        return;
      }
      this.#state = 'finished';
      const hello = [...VERSION, ...new Uint8Array(32), 0, NOT_ENCRYPTED >> 8, NOT_ENCRYPTED & 0xff, 0];
      this.#record(Kind.handshake, [Message.serverHello, 0, 0, hello.length, ...hello]);
      this.#record(Kind.handshake, [Message.serverDone, 0, 0, 0]);
    } else if (this.#state === 'finished' && message[0] === Message.finished) {
      this.#state = 'open';
      this.#record(Kind.change, [1]);
      this.#record(Kind.handshake, [Message.finished, 0, 0, 12, ...new Uint8Array(12)]);
      this.#inner = this.service(this);
    } else this.#fail(Alert.unexpected);
  }

  #fail(alert: readonly number[]): void {
    this.#state = 'over';
    this.#ends = true;
    this.#record(Kind.alert, alert);
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

/** Whether a ClientHello has this cipher suite: behind version, random and session (RFC 5246 §7.4.1.2). */
function offers(hello: Uint8Array, suite: number): boolean {
  const session = hello[38] ?? 0;
  const at = 39 + session;
  const bytes = (hello[at] ?? 0) * 256 + (hello[at + 1] ?? 0);
  for (let place = at + 2; place < at + 2 + bytes; place += 2)
    if ((hello[place] ?? 0) * 256 + (hello[place + 1] ?? 0) === suite) return true;
  return false;
}
