import type { ReadPacket, ReadTcp } from './packet-reader.test-helpers';

interface End {
  /** The next sequence number, once any was seen. */
  next: number | null;
  window: number;
  mss: number;
  /** The largest acknowledgement that it sent, and whether a bare one said the same. */
  acknowledged: number | null;
  finished: boolean;
}

const fresh = (): End => ({ next: null, window: 0, mss: 536, acknowledged: null, finished: false });

/**
 * What an analyser would flag in these packets: gaps, repetitions, acknowledgements of what was not seen or twice the
 * same, more in flight than the window takes, segments that are too large, time that goes back.
 */
export function tcpFlags(packets: readonly ReadPacket[]): string[] {
  const flags: string[] = [];
  const ends = new Map<string, End>();
  let time = 0;
  for (const [index, packet] of packets.entries()) {
    const say = (what: string) => flags.push(`packet ${index + 1} (${packet.tcp?.flags ?? 'UDP'}): ${what}`);
    if (packet.at <= time) say('time stands still or goes back');
    time = packet.at;
    const { tcp } = packet;
    if (!tcp) continue;
    const near = `${packet.from}:${packet.fromPort}`;
    const far = `${packet.to}:${packet.toPort}`;
    const isSyn = tcp.flags === 'S';
    if (isSyn) {
      ends.set(`${near} ${far}`, fresh());
      ends.set(`${far} ${near}`, fresh());
    }
    const sender = endOf(ends, `${near} ${far}`);
    const receiver = endOf(ends, `${far} ${near}`);
    if (tcp.flags.includes('A')) checkAck(tcp, packet.payload.length, sender, receiver, say);
    checkSequence(tcp, packet.payload.length, sender, receiver, say);
  }
  return flags;
}

function checkSequence(
  tcp: ReadTcp,
  length: number,
  sender: End,
  receiver: End,
  say: (what: string) => void,
): void {
  const isReset = tcp.flags.includes('R');
  const isRefusal = isReset && tcp.sequence === 0;
  if (sender.next !== null && tcp.sequence !== sender.next && !isRefusal) {
    say(`sequence ${tcp.sequence} instead of ${sender.next}`);
  }
  if (sender.finished && length > 0) say('data after FIN');
  if (length > Math.min(sender.mss, receiver.mss)) say(`a segment of ${length} bytes`);
  const taken = length + (/[SF]/.test(tcp.flags) ? 1 : 0);
  if (!isRefusal) sender.next = (tcp.sequence + taken) >>> 0;
  const inFlight = ((sender.next ?? 0) - (receiver.acknowledged ?? sender.next ?? 0)) >>> 0;
  if (length > 0 && receiver.window > 0 && receiver.acknowledged !== null && inFlight >= receiver.window) {
    say('window full');
  }
  if (!isReset) sender.window = tcp.window;
  if (!isReset && tcp.window === 0) say('zero window');
  sender.mss = tcp.mss ?? sender.mss;
  sender.finished ||= tcp.flags.includes('F');
}

function checkAck(
  tcp: ReadTcp,
  length: number,
  sender: End,
  receiver: End,
  say: (what: string) => void,
): void {
  const ack = tcp.acknowledgement;
  if (receiver.next !== null && (receiver.next - ack) >>> 0 > 0x8000_0000)
    say('acknowledges what was not sent');
  if (tcp.flags === 'A' && length === 0 && sender.acknowledged === ack) say('duplicate acknowledgement');
  sender.acknowledged = ack;
}

function endOf(ends: Map<string, End>, key: string): End {
  const end = ends.get(key) ?? fresh();
  ends.set(key, end);
  return end;
}
