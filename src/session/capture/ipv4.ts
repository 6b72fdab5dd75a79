import { LAN, type Endpoint } from '../../protocol/air';
import { BytesWriter, internetChecksum } from './bytes';
import { octets } from './ethernet';

const HEADER = 20;
const DONT_FRAGMENT = 0x4000;
const TCP = 6;
const UDP = 17;
/** As lwIP is built on this chip (reference/esp8266 §2.7); hosts count from 64. */
const BOARD_TTL = 255;
const HOST_TTL = 64;
const UDP_HEADER = 8;
/** What an IPv4 packet has room for in a UDP datagram. */
export const LARGEST_DATAGRAM = 65_535 - HEADER - UDP_HEADER;

export const TcpFlag = { fin: 0x01, syn: 0x02, rst: 0x04, psh: 0x08, ack: 0x10 } as const;

export interface Segment {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: number;
  readonly window: number;
  /** The option of a SYN. */
  readonly mss?: number;
  readonly payload?: Uint8Array;
}

/** A TCP segment in an IPv4 packet (RFC 9293 §3.1). */
export function tcpPacket(segment: Segment, id: number): Uint8Array<ArrayBuffer> {
  const { from, to, mss, payload = new Uint8Array() } = segment;
  const header = mss === undefined ? 20 : 24;
  const tcp = new BytesWriter(header + payload.length)
    .u16(from.port)
    .u16(to.port)
    .u32(segment.sequence >>> 0)
    .u32(segment.acknowledgement >>> 0)
    .u8((header / 4) << 4)
    .u8(segment.flags)
    .u16(segment.window)
    .u16(0) // checksum
    .u16(0); // urgent pointer
  if (mss !== undefined) tcp.u8(2).u8(4).u16(mss);
  tcp.put(payload);
  tcp.setU16(16, internetChecksum(pseudoHeader(from, to, TCP, tcp.length), tcp.bytes));
  return ipv4Packet(from, to, TCP, id, tcp.bytes);
}

/** A UDP datagram in an IPv4 packet (RFC 768). */
export function udpPacket(
  from: Endpoint,
  to: Endpoint,
  payload: Uint8Array,
  id: number,
): Uint8Array<ArrayBuffer> {
  const length = UDP_HEADER + payload.length;
  const udp = new BytesWriter(length).u16(from.port).u16(to.port).u16(length).u16(0).put(payload);
  // A checksum of 0 would say that there is none.
  udp.setU16(6, internetChecksum(pseudoHeader(from, to, UDP, length), udp.bytes) || 0xffff);
  return ipv4Packet(from, to, UDP, id, udp.bytes);
}

function pseudoHeader(from: Endpoint, to: Endpoint, protocol: number, length: number): Uint8Array {
  return new BytesWriter(12).put(octets(from.ip)).put(octets(to.ip)).u8(0).u8(protocol).u16(length).bytes;
}

function ipv4Packet(
  from: Endpoint,
  to: Endpoint,
  protocol: number,
  id: number,
  payload: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const isBoard = from.ip === LAN.board;
  const packet = new BytesWriter(HEADER + payload.length)
    .u8(0x45)
    .u8(0)
    .u16(HEADER + payload.length)
    .u16(id & 0xffff)
    .u16(isBoard ? 0 : DONT_FRAGMENT)
    .u8(isBoard ? BOARD_TTL : HOST_TTL)
    .u8(protocol)
    .u16(0)
    .put(octets(from.ip))
    .put(octets(to.ip));
  packet.setU16(10, internetChecksum(packet.bytes));
  return packet.put(payload).bytes;
}
