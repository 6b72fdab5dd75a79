/** Reads captures as a stranger does, by the formats' own documents: it shares no code with the writer. */

export interface ReadPacket {
  readonly at: number;
  readonly ethernet: { readonly from: string; readonly to: string };
  readonly from: string;
  readonly to: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly payload: Buffer;
  readonly comment: string | null;
  readonly tcp: ReadTcp | null;
}

export interface ReadTcp {
  readonly sequence: number;
  readonly acknowledgement: number;
  /** `S`, `SA`, `A`, `PA`, `FA`, `RA`. */
  readonly flags: string;
  readonly window: number;
  readonly mss: number | null;
}

export interface ReadCapture {
  readonly packets: readonly ReadPacket[];
  readonly names: ReadonlyMap<string, string>;
  readonly comment: string | null;
}

/** Throws where the file, a length or a checksum is wrong. */
export function readCapture(bytes: Uint8Array): ReadCapture {
  const file = Buffer.from(bytes);
  const packets: ReadPacket[] = [];
  const names = new Map<string, string>();
  let comment: string | null = null;
  const kinds: number[] = [];
  for (let at = 0; at < file.length;) {
    const kind = file.readUInt32BE(at);
    const length = file.readUInt32BE(at + 4);
    if (length % 4 !== 0 || length < 12) throw new Error(`a block of ${length} bytes`);
    if (file.readUInt32BE(at + length - 4) !== length) throw new Error('a block ends with another length');
    const body = file.subarray(at + 8, at + length - 4);
    kinds.push(kind);
    if (kind === 0x0a0d0d0a) comment = readOptions(body.subarray(16)).get(1) ?? null;
    else if (kind === 4) readNames(body, names);
    else if (kind === 6) packets.push(readPacketBlock(body));
    else if (kind !== 1) throw new Error(`a block of kind ${kind}`);
    at += length;
  }
  if (kinds[0] !== 0x0a0d0d0a || kinds[1] !== 1)
    throw new Error('no section or no interface at the beginning');
  return { packets, names, comment };
}

function readOptions(bytes: Buffer): Map<number, string> {
  const options = new Map<number, string>();
  for (let at = 0; at < bytes.length;) {
    const code = bytes.readUInt16BE(at);
    const length = bytes.readUInt16BE(at + 2);
    if (code === 0) {
      if (at + 4 !== bytes.length) throw new Error('options go on after their end');
      return options;
    }
    options.set(code, bytes.toString('utf8', at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  if (options.size > 0) throw new Error('options without an end');
  return options;
}

function readNames(body: Buffer, names: Map<string, string>): void {
  for (let at = 0; body.readUInt16BE(at) !== 0;) {
    const length = body.readUInt16BE(at + 2);
    names.set(dotted(body, at + 4), body.toString('utf8', at + 8, at + 4 + length - 1));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
}

function readPacketBlock(body: Buffer): ReadPacket {
  const at = body.readUInt32BE(4) * 2 ** 32 + body.readUInt32BE(8);
  const captured = body.readUInt32BE(12);
  if (body.readUInt32BE(16) !== captured) throw new Error('a packet that is cut');
  const padded = captured + ((4 - (captured % 4)) % 4);
  const comment = readOptions(body.subarray(20 + padded)).get(1) ?? null;
  return { at, comment, ...readFrame(body.subarray(20, 20 + captured)) };
}

type Frame = Omit<ReadPacket, 'at' | 'comment'>;

function readFrame(frame: Buffer): Frame {
  if (frame.length < 60) throw new Error(`a frame of ${frame.length} bytes`);
  if (frame.readUInt16BE(12) !== 0x0800) throw new Error('no IPv4');
  const ethernet = { to: frame.toString('hex', 0, 6), from: frame.toString('hex', 6, 12) };
  const total = frame.readUInt16BE(16);
  if (14 + total > frame.length) throw new Error('an IPv4 packet that is longer than its frame');
  if (frame.subarray(14 + total).some((byte) => byte !== 0)) throw new Error('padding that is not zero');
  if (frame.length !== Math.max(60, 14 + total)) throw new Error('more padding than needed');
  const ip = frame.subarray(14, 14 + total);
  if (ip[0] !== 0x45) throw new Error('no plain IPv4 header');
  if (onesSum(ip.subarray(0, 20)) !== 0xffff) throw new Error('IPv4 checksum');
  const transport = ip.subarray(20);
  const pseudo = Buffer.alloc(12);
  ip.copy(pseudo, 0, 12, 20);
  pseudo[9] = ip[9] ?? 0;
  pseudo.writeUInt16BE(transport.length, 10);
  if (onesSum(Buffer.concat([pseudo, transport])) !== 0xffff) throw new Error('TCP or UDP checksum');
  const ends = {
    ethernet,
    from: dotted(ip, 12),
    to: dotted(ip, 16),
    fromPort: transport.readUInt16BE(0),
    toPort: transport.readUInt16BE(2),
  };
  if (ip[9] === 17) {
    if (transport.readUInt16BE(4) !== transport.length) throw new Error('UDP length');
    if (transport.readUInt16BE(6) === 0) throw new Error('UDP without a checksum');
    return { ...ends, payload: transport.subarray(8), tcp: null };
  }
  if (ip[9] !== 6) throw new Error(`IPv4 protocol ${String(ip[9])}`);
  return { ...ends, ...readTcp(transport) };
}

function readTcp(segment: Buffer): Pick<ReadPacket, 'tcp' | 'payload'> {
  const header = ((segment[12] ?? 0) >> 4) * 4;
  const bits = segment[13] ?? 0;
  const letters: readonly (readonly [number, string])[] = [
    [2, 'S'],
    [1, 'F'],
    [4, 'R'],
    [8, 'P'],
    [16, 'A'],
  ];
  return {
    payload: segment.subarray(header),
    tcp: {
      sequence: segment.readUInt32BE(4),
      acknowledgement: segment.readUInt32BE(8),
      flags: letters.map(([bit, letter]) => (bits & bit ? letter : '')).join(''),
      window: segment.readUInt16BE(14),
      mss: header === 24 && segment.readUInt16BE(20) === 0x0204 ? segment.readUInt16BE(22) : null,
    },
  };
}

/** 0xffff where the checksum among the words is right (RFC 1071 §1). */
function onesSum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at++) sum += (bytes[at] ?? 0) * (at % 2 === 0 ? 256 : 1);
  while (sum >= 65_536) sum = (sum % 65_536) + Math.floor(sum / 65_536);
  return sum;
}

function dotted(bytes: Buffer, at: number): string {
  return [...bytes.subarray(at, at + 4)].join('.');
}
