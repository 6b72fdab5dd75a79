import type { DatagramService } from '../host-table';

const PACKET = 48;
/** Seconds from 1900, where NTP counts from, to 1970. */
const EPOCH = 2_208_988_800;
const CLIENT = 3;
const SERVER = 4;

/** A time server (RFC 5905 §7.3) with the time of `wallClock`, in milliseconds since 1970. */
export function ntp(wallClock: () => number): DatagramService {
  return ({ bytes }, reply) => {
    const flags = bytes[0] ?? 0;
    if (bytes.length < PACKET || (flags & 7) !== CLIENT) return;
    reply(answer(bytes, (flags >> 3) & 7, wallClock()));
  };
}

function answer(question: Uint8Array, version: number, now: number): Uint8Array {
  const packet = new Uint8Array(PACKET);
  const view = new DataView(packet.buffer);
  packet[0] = (version << 3) | SERVER;
  packet[1] = 2; // stratum: it has its time from another server
  packet[2] = question[2] ?? 0; // poll interval, as asked
  view.setInt8(3, -10); // precision: a millisecond
  packet.set([203, 0, 113, 123], 12); // whom it has its time from
  setTime(view, 16, now); // when its clock was set
  packet.set(question.subarray(40, 48), 24); // when the question was sent, as it says
  setTime(view, 32, now); // when it came
  setTime(view, 40, now); // when this was sent
  return packet;
}

/** 32 bits of seconds, which begin anew in 2036, and 32 bits of their fraction. */
function setTime(view: DataView, at: number, milliseconds: number): void {
  const seconds = Math.floor(milliseconds / 1000);
  view.setUint32(at, (seconds + EPOCH) % 2 ** 32);
  view.setUint32(at + 4, Math.floor(((milliseconds - seconds * 1000) / 1000) * 2 ** 32));
}
