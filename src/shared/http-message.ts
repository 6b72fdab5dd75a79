import { ByteBuffer } from './byte-buffer';
import { ChunkedBody } from './http-chunked-body';

/** An HTTP message: its head as it came, line by line, and apart from it the body. */
export interface HttpMessage {
  /** `GET / HTTP/1.0` or `HTTP/1.0 200 OK`. */
  readonly start: string;
  readonly fields: readonly string[];
  /** Whether the empty line that ends the head has come. */
  readonly headComplete: boolean;
  /** Without what divides chunks. */
  readonly body: Uint8Array;
  /** How many chunks the body came in; null where it came as it is, or where its chunks make no sense. */
  readonly chunks: number | null;
}

const REQUEST = /^[A-Z]{1,20} \S/;
const RESPONSE = /^HTTP\/\d/;
const CHUNKED = /^transfer-encoding:.*\bchunked\s*$/i;
const LONGEST_HEAD = 16 * 1024;
const CR = 0x0d;
const LF = 0x0a;

/**
 * Reads the beginning of a stream as a student's program may have sent it: lines may end with LF alone (RFC 9112 §2.2),
 * and a body may be all that is missing. Null for what does not begin like HTTP.
 */
export function readHttp(bytes: Uint8Array, kind: 'request' | 'response'): HttpMessage | null {
  const end = headEnd(bytes);
  const head = latin1(bytes.subarray(0, Math.min(end?.head ?? bytes.length, LONGEST_HEAD)));
  const [start = '', ...fields] = head.split('\n').map((line) => line.replace(/\r$/, ''));
  if (!(kind === 'request' ? REQUEST : RESPONSE).test(start)) return null;
  return {
    start: start.trimEnd(),
    fields: fields.filter((line) => line !== ''),
    headComplete: end !== null,
    ...readBody(end === null ? new Uint8Array() : bytes.subarray(end.body), fields),
  };
}

function readBody(raw: Uint8Array, fields: readonly string[]): Pick<HttpMessage, 'body' | 'chunks'> {
  if (!fields.some((field) => CHUNKED.test(field))) return { body: raw, chunks: null };
  const body = new ByteBuffer();
  const chunked = new ChunkedBody((bytes) => body.append(bytes));
  chunked.push(raw);
  if (chunked.state === 'not-http') return { body: raw, chunks: null };
  return { body: body.slice(), chunks: chunked.chunks };
}

/** The first line of a stream, to be read at a glance. */
export function firstLine(bytes: Uint8Array): string {
  const end = bytes.indexOf(LF);
  return latin1(bytes.subarray(0, Math.min(end < 0 ? bytes.length : end, 200))).trimEnd();
}

/** Where the head ends, and where the body begins. */
function headEnd(bytes: Uint8Array): { head: number; body: number } | null {
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return { head: at, body: at + 2 };
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return { head: at, body: at + 3 };
  }
  return null;
}

/** Every byte is a letter: heads are ASCII, and what is not is seen. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
