/** No packet is longer than this with its header: what boards send is shorter by far. */
export const MOST_PACKET = 16_384;

/** A client does not keep to MQTT 3.1.1: its connection is closed (§4.8). */
export class MalformedPacket extends Error {}

/** A packet without its length: its kind, 1 to 15, the four flags beside that, and what follows. */
export interface RawPacket {
  readonly kind: number;
  readonly flags: number;
  readonly body: Uint8Array;
}

/** Makes packets of a stream of bytes, however it is cut (§2.2). Keeps no more than one packet that is not whole. */
export class PacketReader {
  #waiting = new Uint8Array(0);

  /** @throws MalformedPacket after which nothing more is to be pushed */
  *push(bytes: Uint8Array): Generator<RawPacket> {
    let rest = joined(this.#waiting, bytes);
    for (;;) {
      const length = lengthOf(rest);
      if (length === null || rest.length < length.end + length.size) break;
      const first = rest[0] ?? 0;
      const body = rest.slice(length.end, length.end + length.size);
      rest = rest.subarray(length.end + length.size);
      yield { kind: first >> 4, flags: first & 15, body };
    }
    this.#waiting = rest.slice();
  }
}

/** The length that a packet says to have, and where its body begins; null while that is not known. */
function lengthOf(bytes: Uint8Array): { readonly size: number; readonly end: number } | null {
  let size = 0;
  for (let at = 1; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    size += (byte & 0x7f) * 0x80 ** (at - 1);
    if (size > MOST_PACKET) throw new MalformedPacket('a packet that is too long');
    if (byte < 0x80) return { size, end: at + 1 };
    if (at === MOST_LENGTH_BYTES) throw new MalformedPacket('a length without an end');
  }
  return null;
}

const MOST_LENGTH_BYTES = 4;

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const whole = new Uint8Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  return whole;
}
