import { unreachable } from '../../shared/unreachable';

/**
 * Wisp carries TCP and UDP streams over one WebSocket: one binary message is one packet, `u8 type | u32 stream |
 * payload`, little-endian. Versions 1.2 and 2.0 (draft 6) of the protocol, and our own DUPLEX extension
 * (docs/wisp.md). Both ends use this codec; neither trusts what it decodes.
 */
export type WispPacket =
  /** The client asks for a stream. Stream 0 is the connection itself. */
  | { kind: 'connect'; stream: number; transport: number; port: number; host: string }
  /** Bytes of a TCP stream, or one datagram. */
  | { kind: 'data'; stream: number; bytes: Uint8Array }
  /** How much more the sender of this takes: packets, or with DUPLEX bytes. */
  | { kind: 'continue'; stream: number; credit: number }
  | { kind: 'close'; stream: number; reason: number }
  /** Handshake of version 2. */
  | { kind: 'info'; major: number; minor: number; extensions: readonly WispExtension[] }
  /** DUPLEX: the sender of this sends no more on this stream (FIN). */
  | { kind: 'shut'; stream: number }
  /** DUPLEX: the client takes streams that the server opens, for what comes to this port of its own. 0: no more. */
  | { kind: 'listen'; port: number }
  /** DUPLEX: the server opens a stream, for somebody who connected from `address:port` to what `listen` named. */
  | { kind: 'incoming'; stream: number; port: number; address: string }
  /** TLS: the client asks for TLS to the far end, with this name in it. */
  | { kind: 'starttls'; stream: number; serverName: string }
  /** TLS: what became of it (`TlsOutcome`). After `encrypted`, DATA is what goes inside; after all others, CLOSE follows. */
  | { kind: 'tls'; stream: number; outcome: number; alert: number; details: readonly string[] };

export interface WispExtension {
  readonly id: number;
  readonly data: Uint8Array;
}

export const Transport = { tcp: 1, udp: 2 } as const;

export const Extension = {
  /** UDP streams are to be had. */
  udp: 0x01,
  /** CONTINUE on a stream says that its far end has accepted. */
  openConfirmation: 0x05,
  /** Ours: byte credit both ways, half-close, streams that the server opens. Data: `u8 version | u32 window`. */
  duplex: 0xf0,
  /** Ours: what the server allows, for people to read. Data: lines of UTF-8. */
  rules: 0xf1,
  /** Ours: the server begins TLS to a far end when it is asked to. Data: `u8 version`. */
  tls: 0xf2,
} as const;

export const DUPLEX_VERSION = 1;
export const TLS_VERSION = 1;

/** What became of a handshake (docs/wisp.md, TLS). */
export const TlsOutcome = {
  /** Details: the protocol, and why the certificate would not have passed, empty where it would. */
  encrypted: 0,
  /** The far end sent an alert (RFC 5246 §7.2), or both have nothing in common. Details: why, as OpenSSL calls it. */
  alert: 1,
  /** What it sent is no TLS. */
  notTls: 2,
  /** It ended the connection. */
  lost: 3,
  /** It did not answer. */
  silent: 4,
} as const;

/** Why a stream or a connection ends. Foreign servers use 03 and 42 for nearly everything. */
export const Reason = {
  unknown: 0x01,
  voluntary: 0x02,
  networkError: 0x03,
  incompatible: 0x04,
  invalid: 0x41,
  unreachable: 0x42,
  timeout: 0x43,
  refused: 0x44,
  idle: 0x47,
  blocked: 0x48,
  throttled: 0x49,
  clientError: 0x81,
} as const;

/** Streams that the server opens have numbers from here on. */
export const FIRST_INCOMING = 0x8000_0000;

/** A packet that makes no sense: whoever sent it does not speak Wisp, or means harm. */
export class WispError extends Error {
  override readonly name = 'WispError';
}

const Type = {
  connect: 1,
  data: 2,
  continue: 3,
  close: 4,
  info: 5,
  shut: 0xf1,
  listen: 0xf2,
  incoming: 0xf3,
  starttls: 0xf4,
  tls: 0xf5,
} as const;

const HEAD = 5;
/** Longer than any host name (RFC 1035 §2.3.4) by far. */
const MOST_HOST_BYTES = 512;
const MOST_EXTENSIONS = 32;
const MOST_DETAIL_BYTES = 256;

export function encodePacket(packet: WispPacket): Uint8Array<ArrayBuffer> {
  switch (packet.kind) {
    case 'connect': {
      const host = new TextEncoder().encode(packet.host);
      const bytes = begin(Type.connect, packet.stream, 3 + host.length);
      bytes[HEAD] = packet.transport;
      putNumber(bytes, HEAD + 1, 2, packet.port);
      bytes.set(host, HEAD + 3);
      return bytes;
    }
    case 'data': {
      const bytes = begin(Type.data, packet.stream, packet.bytes.length);
      bytes.set(packet.bytes, HEAD);
      return bytes;
    }
    case 'continue': {
      const bytes = begin(Type.continue, packet.stream, 4);
      putNumber(bytes, HEAD, 4, packet.credit);
      return bytes;
    }
    case 'close': {
      const bytes = begin(Type.close, packet.stream, 1);
      bytes[HEAD] = packet.reason;
      return bytes;
    }
    case 'info':
      return encodeInfo(packet);
    case 'shut':
      return begin(Type.shut, packet.stream, 0);
    case 'listen': {
      const bytes = begin(Type.listen, 0, 2);
      putNumber(bytes, HEAD, 2, packet.port);
      return bytes;
    }
    case 'incoming': {
      const address = new TextEncoder().encode(packet.address);
      const bytes = begin(Type.incoming, packet.stream, 2 + address.length);
      putNumber(bytes, HEAD, 2, packet.port);
      bytes.set(address, HEAD + 2);
      return bytes;
    }
    case 'starttls': {
      const name = new TextEncoder().encode(packet.serverName);
      const bytes = begin(Type.starttls, packet.stream, name.length);
      bytes.set(name, HEAD);
      return bytes;
    }
    case 'tls': {
      const details = new TextEncoder().encode(packet.details.join('\n'));
      const bytes = begin(Type.tls, packet.stream, 2 + details.length);
      bytes.set([packet.outcome, packet.alert], HEAD);
      bytes.set(details, HEAD + 2);
      return bytes;
    }
    default:
      return unreachable(packet);
  }
}

/**
 * @returns a packet whose `bytes`, if it has any, are a view into `message`
 * @throws WispError
 */
export function decodePacket(message: Uint8Array): WispPacket {
  if (message.length < HEAD) throw new WispError(`a packet of ${message.length} bytes`);
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const type = view.getUint8(0);
  const stream = view.getUint32(1, true);
  const payload = message.subarray(HEAD);
  const exactly = (bytes: number): void => {
    if (payload.length !== bytes) throw new WispError(`type ${type} with ${payload.length} bytes`);
  };
  switch (type) {
    case Type.connect: {
      if (payload.length < 3) throw new WispError('CONNECT without a host');
      const transport = view.getUint8(HEAD);
      const host = text(payload.subarray(3), MOST_HOST_BYTES);
      return { kind: 'connect', stream, transport, port: view.getUint16(HEAD + 1, true), host };
    }
    case Type.data:
      return { kind: 'data', stream, bytes: payload };
    case Type.continue:
      exactly(4);
      return { kind: 'continue', stream, credit: view.getUint32(HEAD, true) };
    case Type.close:
      // wisp-server-node says the reason in 32 bits.
      if (payload.length !== 4) exactly(1);
      return { kind: 'close', stream, reason: view.getUint8(HEAD) };
    case Type.info:
      if (stream !== 0) throw new WispError('INFO on a stream');
      return decodeInfo(payload);
    case Type.shut:
      exactly(0);
      return { kind: 'shut', stream };
    case Type.listen:
      exactly(2);
      if (stream !== 0) throw new WispError('LISTEN on a stream');
      return { kind: 'listen', port: view.getUint16(HEAD, true) };
    case Type.incoming:
      if (payload.length < 2) throw new WispError('INCOMING without a port');
      return {
        kind: 'incoming',
        stream,
        port: view.getUint16(HEAD, true),
        address: text(payload.subarray(2), MOST_HOST_BYTES),
      };
    case Type.starttls:
      return { kind: 'starttls', stream, serverName: text(payload, MOST_HOST_BYTES) };
    case Type.tls: {
      if (payload.length < 2) throw new WispError('TLS without an outcome');
      const details = text(payload.subarray(2), MOST_DETAIL_BYTES).split('\n');
      return { kind: 'tls', stream, outcome: view.getUint8(HEAD), alert: view.getUint8(HEAD + 1), details };
    }
    default:
      throw new WispError(`unknown type ${type}`);
  }
}

/** How many bytes a packet of data has beside them. */
export const DATA_OVERHEAD = HEAD;

/** Writes those bytes, for whoever has a place for both. */
export function putDataHead(into: Uint8Array, at: number, stream: number): void {
  into[at] = Type.data;
  putNumber(into, at + 1, 4, stream);
}

function begin(type: number, stream: number, payloadBytes: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD + payloadBytes);
  bytes[0] = type;
  putNumber(bytes, 1, 4, stream);
  return bytes;
}

/** Little-endian. A `DataView` would take small packets out of V8's heap, which costs more than all the rest. */
function putNumber(bytes: Uint8Array, at: number, size: number, value: number): void {
  for (let n = 0; n < size; n++) bytes[at + n] = value >>> (8 * n);
}

/** `u8 major | u8 minor | { u8 id, u32 length, data }*`. */
function encodeInfo({
  major,
  minor,
  extensions,
}: Extract<WispPacket, { kind: 'info' }>): Uint8Array<ArrayBuffer> {
  const length = extensions.reduce((sum, { data }) => sum + 5 + data.length, 2);
  const bytes = begin(Type.info, 0, length);
  bytes[HEAD] = major;
  bytes[HEAD + 1] = minor;
  let at = HEAD + 2;
  for (const { id, data } of extensions) {
    bytes[at] = id;
    putNumber(bytes, at + 1, 4, data.length);
    bytes.set(data, at + 5);
    at += 5 + data.length;
  }
  return bytes;
}

function decodeInfo(payload: Uint8Array): WispPacket {
  if (payload.length < 2) throw new WispError('INFO without a version');
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const extensions: WispExtension[] = [];
  for (let at = 2; at < payload.length;) {
    if (at + 5 > payload.length) throw new WispError('INFO ends in an extension');
    const length = view.getUint32(at + 1, true);
    const start = at + 5;
    if (length > payload.length - start) throw new WispError('INFO ends in an extension');
    if (extensions.length === MOST_EXTENSIONS) throw new WispError('INFO with too many extensions');
    extensions.push({ id: view.getUint8(at), data: payload.subarray(start, start + length) });
    at = start + length;
  }
  return { kind: 'info', major: view.getUint8(0), minor: view.getUint8(1), extensions };
}

function text(bytes: Uint8Array, most: number): string {
  if (bytes.length > most) throw new WispError(`a name of ${bytes.length} bytes`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new WispError('a name that is not UTF-8');
  }
}
