/** What the board's ClientHello says (RFC 5246 §7.4.1.2), as far as anybody here wants to know. */
export interface ClientHello {
  readonly suites: readonly number[];
  /** What the program calls the server (RFC 6066 §3); empty where it says nothing. */
  readonly serverName: string;
}

/**
 * From those for private use (RFC 5246 §A.5): nothing is encrypted. The board's TLS offers no other
 * (interpreter/libraries/tls.py), and no real server takes it.
 */
export const NOT_ENCRYPTED = 0xff50;

const CLIENT_HELLO = 1;
const RECORD_HEAD = 5;
const MESSAGE_HEAD = 4;
/** Behind the message's head: version and random. */
const SESSION = MESSAGE_HEAD + 34;
const SERVER_NAME = 0;
const HOST_NAME = 0;
/** The board's is much shorter; longer ones are of others. */
const LONGEST_RECORD = 512;

/** @param message of the handshake, with its head. @returns undefined for what is no whole ClientHello */
export function readClientHello(message: Uint8Array): ClientHello | undefined {
  const field = new Fields(message);
  if (message[0] !== CLIENT_HELLO || field.number(1, 3) !== message.length - MESSAGE_HEAD) return undefined;
  field.at = SESSION;
  field.take(1);
  const suites = field.take(2);
  field.take(1);
  // A ClientHello may end before its extensions.
  const extensions = field.at === message.length ? new Uint8Array(0) : field.take(2);
  if (!suites || !extensions || field.at !== message.length || suites.length % 2 !== 0) return undefined;
  return {
    suites: Array.from({ length: suites.length / 2 }, (_, n) => new Fields(suites).number(2 * n, 2)),
    serverName: serverNameIn(extensions),
  };
}

/**
 * Whether a client that has said so much so far is a board's TLS, whose far end is to be asked to encrypt. All others
 * speak for themselves: real TLS, whose hello offers other suites, and everything that is none.
 */
export function opensBoardTls(bytes: Uint8Array): 'yes' | 'no' | 'undecided' {
  const length = (bytes[3] ?? 0) * 256 + (bytes[4] ?? 0);
  // Type, version, and what the record begins with.
  const begins = [22, 3, 3].every((byte, at) => (bytes[at] ?? byte) === byte);
  if (!begins || length > LONGEST_RECORD || (bytes[RECORD_HEAD] ?? CLIENT_HELLO) !== CLIENT_HELLO)
    return 'no';
  if (bytes.length < RECORD_HEAD || bytes.length < RECORD_HEAD + length) return 'undecided';
  const suites = readClientHello(bytes.subarray(RECORD_HEAD, RECORD_HEAD + length))?.suites;
  return suites?.length === 1 && suites[0] === NOT_ENCRYPTED ? 'yes' : 'no';
}

function serverNameIn(extensions: Uint8Array): string {
  const all = new Fields(extensions);
  while (all.at < extensions.length) {
    const kind = all.number(all.at, 2);
    all.at += 2;
    const data = all.take(2);
    if (!data) return '';
    if (kind !== SERVER_NAME) continue;
    const list = new Fields(data).take(2);
    if (list?.[0] !== HOST_NAME) return '';
    const names = new Fields(list);
    names.at = 1;
    return String.fromCharCode(...(names.take(2) ?? []));
  }
  return '';
}

/** Fields that lie one behind the other, each with its length before it. */
class Fields {
  at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** Big-endian; what is not there counts as 0. */
  number(at: number, size: number): number {
    let number = 0;
    for (let n = 0; n < size; n++) number = number * 256 + (this.bytes[at + n] ?? 0);
    return number;
  }

  /** A field whose length takes so many bytes; undefined when it is not whole. */
  take(size: number): Uint8Array | undefined {
    const start = this.at + size;
    const end = start + this.number(this.at, size);
    this.at = end;
    return end <= this.bytes.length ? this.bytes.subarray(start, end) : undefined;
  }
}
