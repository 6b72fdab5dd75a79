import { unreachable } from '../shared/unreachable';
import type { AirFrame, Endpoint } from './air';
import type { Gpio, PinDrive } from './device-state';
import type { ToDevice } from './messages';

/**
 * Messages as bytes, for the rings. A record is a tag, numbers and strings (little-endian), and then, for those that
 * carry any, bytes up to its end. Both ends are of one build (version.ts), so there is nothing to negotiate; a
 * record that makes no sense throws.
 */

/** A record before it is in the ring: `body` follows `head` and is not copied on the way. */
export interface Record {
  readonly head: Uint8Array;
  readonly body?: Uint8Array;
}

/** A record as one, for messages. Its memory is its own, and can be handed over. */
export function recordBytes({ head, body }: Record): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(head.length + (body?.length ?? 0));
  bytes.set(head);
  if (body) bytes.set(body, head.length);
  return bytes;
}

const Tag = {
  uart: 1,
  drivePin: 2,
  writeFile: 3,
  removeFile: 4,
  runFile: 5,
  netLost: 6,
  watchVariables: 7,
  driveAnalog: 8,
  libraries: 9,
  open: 16,
  opened: 17,
  refused: 18,
  data: 19,
  credit: 20,
  fin: 21,
  reset: 22,
  datagram: 23,
  query: 24,
  answer: 25,
  accepted: 26,
  link: 27,
  lease: 28,
} as const;

const LOW = 0;
const HIGH = 1;
const LOOSE = 2;
const NOT_CONNECTED = 0xffff;

export function encodeToDevice(message: ToDevice): Record {
  switch (message.kind) {
    case 'uart':
      return { head: new Writer(Tag.uart).bytes, body: message.bytes };
    case 'drive-pin':
      return { head: new Writer(Tag.drivePin).u32(message.gpio).u32(message.drive ?? LOOSE).bytes };
    case 'drive-analog':
      return { head: new Writer(Tag.driveAnalog).u32(message.value ?? NOT_CONNECTED).bytes };
    case 'write-file':
      return {
        head: new Writer(Tag.writeFile)
          .u32(message.request)
          .text(message.path)
          .u32(message.size)
          .u32(message.offset).bytes,
        body: message.bytes,
      };
    case 'remove-file':
      return { head: new Writer(Tag.removeFile).u32(message.request).text(message.path).bytes };
    case 'run-file':
      return { head: new Writer(Tag.runFile).text(message.path).bytes };
    case 'watch-variables':
      return { head: new Writer(Tag.watchVariables).texts(message.names).bytes };
    case 'libraries':
      return { head: new Writer(Tag.libraries).bytes, body: message.bytes };
    case 'net-lost':
      return { head: new Writer(Tag.netLost).bytes };
    default:
      return unreachable(message);
  }
}

export function decodeToDevice(record: Uint8Array): ToDevice {
  const reader = new Reader(record);
  switch (reader.tag) {
    case Tag.uart:
      return { kind: 'uart', bytes: reader.rest() };
    case Tag.drivePin:
      return { kind: 'drive-pin', gpio: reader.u32() as Gpio, drive: decodeDrive(reader.u32()) };
    case Tag.driveAnalog:
      return { kind: 'drive-analog', value: decodeAnalog(reader.u32()) };
    case Tag.writeFile:
      return {
        kind: 'write-file',
        request: reader.u32(),
        path: reader.text(),
        size: reader.u32(),
        offset: reader.u32(),
        bytes: reader.rest(),
      };
    case Tag.removeFile:
      return { kind: 'remove-file', request: reader.u32(), path: reader.text() };
    case Tag.runFile:
      return { kind: 'run-file', path: reader.text() };
    case Tag.watchVariables:
      return { kind: 'watch-variables', names: reader.texts() };
    case Tag.libraries:
      return { kind: 'libraries', bytes: reader.rest() };
    case Tag.netLost:
      return { kind: 'net-lost' };
    default:
      throw new RangeError(`a record for the device with tag ${reader.tag}`);
  }
}

function decodeAnalog(value: number): number | null {
  return value === NOT_CONNECTED ? null : value;
}

function decodeDrive(value: number): PinDrive {
  return value === LOW || value === HIGH ? value : null;
}

export function encodeAirFrame(frame: AirFrame): Record {
  switch (frame.kind) {
    case 'open': {
      const head = new Writer(Tag.open)
        .u32(frame.stream)
        .endpoint(frame.from)
        .endpoint(frame.to)
        .u32(frame.window);
      return { head: head.bytes };
    }
    case 'opened':
      return { head: new Writer(Tag.opened).u32(frame.stream).u32(frame.window).bytes };
    case 'data':
      return { head: new Writer(Tag.data).u32(frame.stream).bytes, body: frame.bytes };
    case 'credit':
      return { head: new Writer(Tag.credit).u32(frame.stream).u32(frame.bytes).bytes };
    case 'refused':
    case 'fin':
    case 'reset':
    case 'accepted':
      return { head: new Writer(Tag[frame.kind]).u32(frame.stream).bytes };
    case 'datagram':
      return {
        head: new Writer(Tag.datagram).endpoint(frame.from).endpoint(frame.to).bytes,
        body: frame.bytes,
      };
    case 'query':
      return { head: new Writer(Tag.query).u32(frame.query).text(frame.name).bytes };
    case 'answer':
      return { head: new Writer(Tag.answer).u32(frame.query).text(frame.addresses.join(' ')).bytes };
    case 'link':
      return { head: new Writer(Tag.link).u32(frame.up ? 1 : 0).bytes };
    case 'lease':
      return { head: new Writer(Tag.lease).text(frame.name).bytes };
    default:
      return unreachable(frame);
  }
}

export function decodeAirFrame(record: Uint8Array): AirFrame {
  const reader = new Reader(record);
  switch (reader.tag) {
    case Tag.open: {
      const stream = reader.u32();
      return { kind: 'open', stream, from: reader.endpoint(), to: reader.endpoint(), window: reader.u32() };
    }
    case Tag.opened:
      return { kind: 'opened', stream: reader.u32(), window: reader.u32() };
    case Tag.data:
      return { kind: 'data', stream: reader.u32(), bytes: reader.rest() };
    case Tag.credit:
      return { kind: 'credit', stream: reader.u32(), bytes: reader.u32() };
    case Tag.refused:
      return { kind: 'refused', stream: reader.u32() };
    case Tag.fin:
      return { kind: 'fin', stream: reader.u32() };
    case Tag.reset:
      return { kind: 'reset', stream: reader.u32() };
    case Tag.accepted:
      return { kind: 'accepted', stream: reader.u32() };
    case Tag.datagram:
      return { kind: 'datagram', from: reader.endpoint(), to: reader.endpoint(), bytes: reader.rest() };
    case Tag.query:
      return { kind: 'query', query: reader.u32(), name: reader.text() };
    case Tag.answer:
      return { kind: 'answer', query: reader.u32(), addresses: reader.text().split(' ').filter(Boolean) };
    case Tag.link:
      return { kind: 'link', up: reader.u32() === 1 };
    case Tag.lease:
      return { kind: 'lease', name: reader.text() };
    default:
      throw new RangeError(`an air frame with tag ${reader.tag}`);
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

class Writer {
  #bytes = new Uint8Array(64);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  constructor(tag: number) {
    this.#room(1);
    this.#bytes[this.#length++] = tag;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  u32(value: number): this {
    this.#room(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
    return this;
  }

  text(value: string): this {
    const bytes = encoder.encode(value);
    this.u32(bytes.length);
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  texts(values: readonly string[]): this {
    this.u32(values.length);
    for (const value of values) this.text(value);
    return this;
  }

  endpoint({ ip, port }: Endpoint): this {
    return this.text(ip).u32(port);
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

class Reader {
  readonly tag: number;
  readonly #view: DataView;
  #at = 1;

  constructor(private readonly record: Uint8Array) {
    this.#view = new DataView(record.buffer, record.byteOffset, record.byteLength);
    this.tag = this.#view.getUint8(0);
  }

  u32(): number {
    const value = this.#view.getUint32(this.#at, true);
    this.#at += 4;
    return value;
  }

  text(): string {
    const length = this.u32();
    if (this.#at + length > this.record.length)
      throw new RangeError(`a text of ${length} bytes in a shorter record`);
    const text = decoder.decode(this.record.subarray(this.#at, this.#at + length));
    this.#at += length;
    return text;
  }

  texts(): string[] {
    return Array.from({ length: this.u32() }, () => this.text());
  }

  endpoint(): Endpoint {
    return { ip: this.text(), port: this.u32() };
  }

  rest(): Uint8Array {
    return this.record.subarray(this.#at);
  }
}
