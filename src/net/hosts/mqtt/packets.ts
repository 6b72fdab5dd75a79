/** The packets of MQTT 3.1.1 (OASIS, §3): those of clients read, those of the server written. */
import { MalformedPacket, type RawPacket } from './packet-reader';
import { isFilter, isTopic } from './topics';

export type Qos = 0 | 1 | 2;

export interface Message {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: Qos;
  readonly retain: boolean;
}

export interface Connect {
  readonly kind: 'connect';
  /** 4 is MQTT 3.1.1. */
  readonly level: number;
  readonly clean: boolean;
  /** Seconds; 0: none. */
  readonly keepAlive: number;
  readonly client: string;
  readonly will: Message | null;
}

export type ClientPacket =
  | Connect
  | { readonly kind: 'publish'; readonly message: Message; readonly id: number }
  | { readonly kind: 'puback' | 'pubrel'; readonly id: number }
  | { readonly kind: 'subscribe'; readonly id: number; readonly wanted: readonly Wanted[] }
  | { readonly kind: 'unsubscribe'; readonly id: number; readonly filters: readonly string[] }
  | { readonly kind: 'pingreq' | 'disconnect' };

export interface Wanted {
  readonly filter: string;
  readonly qos: Qos;
}

/** @throws MalformedPacket */
export function readPacket({ kind, flags, body }: RawPacket): ClientPacket {
  const reader = new Reader(body);
  const packet = read(kind, flags, reader);
  if (!reader.isAtEnd) throw new MalformedPacket('bytes behind a packet');
  return packet;
}

const Kind = {
  connect: 1,
  publish: 3,
  puback: 4,
  pubrel: 6,
  subscribe: 8,
  unsubscribe: 10,
  pingreq: 12,
  disconnect: 14,
} as const;

/** What the flags of these are, whatever they mean (§2.2.2). */
const FLAGS: ReadonlyMap<number, number> = new Map([
  [Kind.pubrel, 2],
  [Kind.subscribe, 2],
  [Kind.unsubscribe, 2],
]);

function read(kind: number, flags: number, reader: Reader): ClientPacket {
  if (kind === Kind.publish) return readPublish(flags, reader);
  if (flags !== (FLAGS.get(kind) ?? 0)) throw new MalformedPacket(`flags ${flags} of kind ${kind}`);
  switch (kind) {
    case Kind.connect:
      return readConnect(reader);
    case Kind.puback:
      return { kind: 'puback', id: reader.id() };
    case Kind.pubrel:
      return { kind: 'pubrel', id: reader.id() };
    case Kind.subscribe: {
      const read = (): Wanted => ({ filter: reader.filter(), qos: toQos(reader.byte()) });
      return { kind: 'subscribe', id: reader.id(), wanted: reader.some(read) };
    }
    case Kind.unsubscribe:
      return { kind: 'unsubscribe', id: reader.id(), filters: reader.some(() => reader.filter()) };
    case Kind.pingreq:
      return { kind: 'pingreq' };
    case Kind.disconnect:
      return { kind: 'disconnect' };
    default:
      throw new MalformedPacket(`kind ${kind}`);
  }
}

const Flag = { clean: 2, will: 4, willRetain: 0x20, password: 0x40, user: 0x80 } as const;

function readConnect(reader: Reader): Connect {
  const protocol = reader.text();
  const level = reader.byte();
  if (protocol !== 'MQTT' && protocol !== 'MQIsdp') throw new MalformedPacket('another protocol');
  const flags = reader.byte();
  const willQos = toQos((flags >> 3) & 3);
  const has = (flag: number): boolean => (flags & flag) !== 0;
  if ((flags & 1) !== 0) throw new MalformedPacket('the reserved flag');
  if (!has(Flag.will) && (willQos > 0 || has(Flag.willRetain))) throw new MalformedPacket('flags of no will');
  if (has(Flag.password) && !has(Flag.user)) throw new MalformedPacket('a password without a user');
  const keepAlive = reader.u16();
  const client = reader.text();
  const will = has(Flag.will)
    ? { topic: reader.topic(), payload: reader.bytes(), qos: willQos, retain: has(Flag.willRetain) }
    : null;
  // Who it is does not matter here.
  if (has(Flag.user)) reader.text();
  if (has(Flag.password)) reader.bytes();
  return { kind: 'connect', level, clean: has(Flag.clean), keepAlive, client, will };
}

function readPublish(flags: number, reader: Reader): ClientPacket {
  const qos = toQos((flags >> 1) & 3);
  if (qos === 0 && (flags & 8) !== 0) throw new MalformedPacket('a duplicate of QoS 0');
  const topic = reader.topic();
  const id = qos > 0 ? reader.id() : 0;
  return { kind: 'publish', id, message: { topic, qos, retain: (flags & 1) !== 0, payload: reader.rest() } };
}

function toQos(value: number): Qos {
  if (value === 0 || value === 1 || value === 2) return value;
  throw new MalformedPacket(`QoS ${value}`);
}

class Reader {
  #at = 0;

  constructor(private readonly body: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.#at === this.body.length;
  }

  byte(): number {
    const byte = this.body[this.#at++];
    if (byte === undefined) throw new MalformedPacket('a packet that ends too early');
    return byte;
  }

  u16(): number {
    return this.byte() * 0x100 + this.byte();
  }

  /** Of what is to be acknowledged: not 0 (§2.3.1). */
  id(): number {
    const id = this.u16();
    if (id === 0) throw new MalformedPacket('the number 0');
    return id;
  }

  bytes(): Uint8Array {
    const size = this.u16();
    if (this.#at + size > this.body.length) throw new MalformedPacket('a packet that ends too early');
    this.#at += size;
    return this.body.slice(this.#at - size, this.#at);
  }

  rest(): Uint8Array {
    const rest = this.body.slice(this.#at);
    this.#at = this.body.length;
    return rest;
  }

  text(): string {
    try {
      return decoder.decode(this.bytes());
    } catch (error) {
      if (error instanceof MalformedPacket) throw error;
      throw new MalformedPacket('a text that is not UTF-8');
    }
  }

  topic(): string {
    const topic = this.text();
    if (!isTopic(topic)) throw new MalformedPacket('a topic with wildcards, or none');
    return topic;
  }

  filter(): string {
    const filter = this.text();
    if (!isFilter(filter)) throw new MalformedPacket('a filter that cannot be');
    return filter;
  }

  /** One at the least, up to the end of the packet. */
  some<T>(read: () => T): T[] {
    const all = [read()];
    while (!this.isAtEnd) all.push(read());
    return all;
  }
}

// A byte order mark is text like any other (§1.5.3).
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** What `connack` says of a connection (§3.2.2.3). */
export const Refusal = { none: 0, level: 1, client: 2, unavailable: 3 } as const;
/** In `suback`: not subscribed. */
export const NOT_GRANTED = 0x80;

export const connack = (sessionPresent: boolean, refusal: number): Uint8Array =>
  packet(0x20, Uint8Array.of(sessionPresent ? 1 : 0, refusal));
export const puback = (id: number): Uint8Array => packet(0x40, u16(id));
export const pubrec = (id: number): Uint8Array => packet(0x50, u16(id));
export const pubcomp = (id: number): Uint8Array => packet(0x70, u16(id));
export const suback = (id: number, granted: readonly number[]): Uint8Array =>
  packet(0x90, u16(id), Uint8Array.from(granted));
export const unsuback = (id: number): Uint8Array => packet(0xb0, u16(id));
export const pingresp = (): Uint8Array => packet(0xd0);

export function publish({ topic, payload, qos, retain }: Message, id: number, again: boolean): Uint8Array {
  const name = encoder.encode(topic);
  const first = 0x30 | (again ? 8 : 0) | (qos << 1) | (retain ? 1 : 0);
  return packet(first, u16(name.length), name, qos > 0 ? u16(id) : new Uint8Array(0), payload);
}

const u16 = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 0xff);

function packet(first: number, ...parts: readonly Uint8Array[]): Uint8Array {
  let size = parts.reduce((sum, part) => sum + part.length, 0);
  const head = [first];
  do {
    head.push((size % 0x80) + (size >= 0x80 ? 0x80 : 0));
    size = Math.floor(size / 0x80);
  } while (size > 0);
  return Uint8Array.from([head, ...parts].flatMap((part) => [...part]));
}
