import { bytesOf, join, type BoardConnection, type FakeBoard } from '../../fake-board.test-helpers';

const u16 = (value: number): number[] => [value >> 8, value & 0xff];
const text = (value: string): number[] => [...u16(bytesOf(value).length), ...bytesOf(value)];

/** A packet of less than 128 bytes. */
const packet = (first: number, ...body: readonly number[]): Uint8Array =>
  Uint8Array.of(first, body.length, ...body);

export interface Hello {
  readonly client?: string;
  readonly clean?: boolean;
  readonly keepAlive?: number;
  readonly will?: readonly [topic: string, payload: string, qos?: number, retain?: boolean];
  readonly level?: number;
  readonly user?: string;
}

export function connect({
  client = '',
  clean = true,
  keepAlive = 0,
  will,
  level = 4,
  user,
}: Hello = {}): Uint8Array {
  const [topic = '', payload = '', qos = 0, retain = false] = will ?? [];
  const flags = (clean ? 2 : 0) | (will ? 4 | (qos << 3) | (retain ? 0x20 : 0) : 0) | (user ? 0xc0 : 0);
  return packet(
    0x10,
    ...[...text('MQTT'), level, flags, ...u16(keepAlive), ...text(client)],
    ...(will ? [...text(topic), ...text(payload)] : []),
    ...(user ? [...text(user), ...text('secret')] : []),
  );
}

export const publish = (
  topic: string,
  payload: string,
  { qos = 0, id = 1, retain = false, again = false } = {},
): Uint8Array =>
  packet(
    0x30 | (again ? 8 : 0) | (qos << 1) | (retain ? 1 : 0),
    ...text(topic),
    ...(qos ? u16(id) : []),
    ...bytesOf(payload),
  );
export const puback = (id: number): Uint8Array => packet(0x40, ...u16(id));
export const pubrel = (id: number): Uint8Array => packet(0x62, ...u16(id));
export const subscribe = (filter: string, qos = 0, id = 9): Uint8Array =>
  packet(0x82, ...u16(id), ...text(filter), qos);
export const unsubscribe = (filter: string, id = 9): Uint8Array => packet(0xa2, ...u16(id), ...text(filter));
export const pingreq = (): Uint8Array => packet(0xc0);
export const disconnect = (): Uint8Array => packet(0xe0);

/** A client on the board: what the broker says to it, in words. */
export class FakeClient {
  readonly connection: BoardConnection;
  #told = 0;

  constructor(private readonly board: FakeBoard) {
    const [ip = ''] = board.resolve('mqtt.test') ?? [];
    this.connection = board.connect({ ip, port: 1883 });
  }

  say(...packets: readonly Uint8Array[]): this {
    this.connection.send(join(packets));
    return this;
  }

  /** What was heard since the last time. */
  get heard(): string[] {
    this.board.settle();
    const all = [...words(this.connection.received)];
    return all.slice(this.#told, (this.#told = all.length));
  }

  get events(): string[] {
    this.board.settle();
    return this.connection.events.filter((event) => event !== 'opened');
  }
}

const NAMES: Readonly<Record<number, string>> = {
  2: 'connack',
  4: 'puback',
  5: 'pubrec',
  7: 'pubcomp',
  9: 'suback',
  11: 'unsuback',
  13: 'pingresp',
};

function* words(bytes: Uint8Array): Generator<string> {
  for (let at = 0; at < bytes.length;) {
    const [first = 0, size = 0] = bytes.subarray(at);
    const body = bytes.subarray(at + 2, at + 2 + size);
    at += 2 + size;
    if (first >> 4 !== 3) yield [NAMES[first >> 4] ?? `kind ${first >> 4}`, ...body].join(' ');
    else yield message(first, body);
  }
}

function message(first: number, body: Uint8Array): string {
  const qos = (first >> 1) & 3;
  const end = 2 + (body[1] ?? 0);
  const decode = (part: Uint8Array): string => new TextDecoder().decode(part);
  const marks = [
    qos > 0 && `#${body[end + 1] ?? 0}`,
    (first & 8) !== 0 && 'again',
    (first & 1) !== 0 && 'retained',
  ];
  return [
    `${decode(body.subarray(2, end))}=${decode(body.subarray(end + (qos > 0 ? 2 : 0)))}`,
    ...marks.filter(Boolean),
  ].join(' ');
}
