import { BytesWriter } from './bytes';
import { octets } from './ethernet';

const A = 1;
const INTERNET = 1;
const RECURSION_DESIRED = 0x0100;
const ANSWER = 0x8180;
const NO_SUCH_NAME = 3;
/** The question's name, as a pointer. */
const POINTER = 0xc00c;
const TTL = 60;
const LONGEST_LABEL = 63;
const LONGEST_NAME = 255;

/** A question for the addresses of a name (RFC 1035 §4). */
export function dnsQuery(id: number, name: string): Uint8Array {
  return message(id, RECURSION_DESIRED, name, 0).bytes;
}

/** The answer to it; without addresses it says that there is no such name. */
export function dnsAnswer(id: number, name: string, addresses: readonly string[]): Uint8Array {
  const flags = ANSWER | (addresses.length === 0 ? NO_SUCH_NAME : 0);
  const answer = message(id, flags, name, addresses.length);
  for (const address of addresses) {
    answer.u16(POINTER).u16(A).u16(INTERNET).u32(TTL).u16(4).put(octets(address));
  }
  return answer.bytes;
}

function message(id: number, flags: number, name: string, answers: number): BytesWriter {
  const writer = new BytesWriter(128).u16(id).u16(flags).u16(1).u16(answers).u16(0).u16(0);
  return writer.put(encodedName(name)).u16(A).u16(INTERNET);
}

/** A program may ask for anything: what does not fit into a name is cut. */
function encodedName(name: string): Uint8Array {
  const encoder = new TextEncoder();
  const encoded = new BytesWriter(64);
  for (const label of name.split('.')) {
    const bytes = encoder.encode(label).subarray(0, LONGEST_LABEL);
    if (bytes.length === 0 || encoded.length + bytes.length + 2 > LONGEST_NAME) continue;
    encoded.u8(bytes.length).put(bytes);
  }
  return encoded.u8(0).bytes;
}
