/** What the first bytes of a connection are, as far as they have come. */
export type Opening =
  | { kind: 'undecided' }
  | { kind: 'not http' }
  | { kind: 'http'; hosts: readonly string[]; byBrowser: boolean }
  | { kind: 'endless' };

const LONGEST_HEAD = 8_192;
/** A method and a space (RFC 9112 §3), or the beginning of it. */
const METHOD = /^[A-Z]{1,16}(?: |$)/;
const HEAD_END = /\r?\n\r?\n/;

/** @param bytes all that has come so far */
export function readOpening(bytes: Buffer): Opening {
  const text = bytes.subarray(0, LONGEST_HEAD).toString('latin1');
  if (text === '') return { kind: 'undecided' };
  if (!METHOD.test(text.slice(0, 17))) return { kind: 'not http' };
  const end = HEAD_END.exec(text)?.index;
  if (end === undefined) return { kind: bytes.length >= LONGEST_HEAD ? 'endless' : 'undecided' };
  const [requestLine = '', ...fields] = text.slice(0, end).split(/\r?\n/);
  if (!/ HTTP\/1\.[01]$/.test(requestLine)) return { kind: 'not http' };
  const named = (name: string): string[] =>
    fields
      .filter((field) => field.toLowerCase().startsWith(`${name}:`))
      .map((field) =>
        field
          .slice(name.length + 1)
          .trim()
          .toLowerCase(),
      );
  // A browser says where its WebSocket comes from (RFC 6455 §4.1), and no script in it can ask for one otherwise.
  const isProgram = named('upgrade').includes('websocket') && named('origin').length === 0;
  return { kind: 'http', hosts: named('host'), byBrowser: !isProgram };
}
