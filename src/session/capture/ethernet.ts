import { LAN, ONLY_BOARD } from '../../protocol/air';
import { BytesWriter } from './bytes';

const IPV4 = 0x0800;
/** An Ethernet frame is padded to this, its checksum not counted. */
const SHORTEST_FRAME = 60;
const HOME = '192.168.1.';

/** A packet as it goes over the home network: what lies beyond it comes from and goes to the router. */
export function ethernetFrame(fromIp: string, toIp: string, packet: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new BytesWriter(Math.max(SHORTEST_FRAME, 14 + packet.length));
  frame.put(mac(toIp)).put(mac(fromIp)).u16(IPV4).put(packet);
  return frame.zeros(Math.max(0, SHORTEST_FRAME - frame.length)).bytes;
}

/** Addresses nobody gave are "locally administered", and carry the IP address (IEEE 802, bit 1 of the first byte). */
function mac(ip: string): readonly number[] {
  if (ip === LAN.board) return ONLY_BOARD.mac;
  const [a = 0, b = 0, c = 0, d = 0] = octets(ip);
  if (ip === '255.255.255.255' || ip === '192.168.1.255') return [0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
  // RFC 1112 §6.4
  if (a >= 224 && a < 240) return [0x01, 0x00, 0x5e, b & 0x7f, c, d];
  return ip.startsWith(HOME) ? [0x02, 0x00, a, b, c, d] : mac(LAN.router);
}

/** Four bytes; 0.0.0.0 for what is no address. */
export function octets(ip: string): readonly number[] {
  const parts = ip.split('.').map(Number);
  const valid =
    parts.length === 4 && parts.every((part) => Number.isInteger(part) && part >= 0 && part < 256);
  return valid ? parts : [0, 0, 0, 0];
}
