/**
 * Reads one HTTP/1.0 or 1.1 response from bytes that come in pieces, as tolerantly as browsers do (RFC 9112 and the
 * WHATWG's practice): bare LF as line end, no reason phrase, lines that are no header are passed over. The body ends
 * by chunks, by Content-Length, or with the connection; it is handed on as it comes, and nothing of it is kept.
 */
import { ByteBuffer } from '../shared/byte-buffer';
import { ChunkedBody } from '../shared/http-chunked-body';

export type ReaderState = 'more' | 'done' | 'not-http' | 'too-large';

const LF = 0x0a;
const CR = 0x0d;
const START = 'HTTP/';
/** A head is at most this long; browsers have limits of the same order. */
const LARGEST_HEAD = 256 * 1024;

export interface ResponseHead {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

type Framing =
  { kind: 'length'; left: number } | { kind: 'chunked'; chunks: ChunkedBody } | { kind: 'close' };

export class HttpResponseReader {
  readonly #method: string;
  readonly #onBody: (bytes: Uint8Array) => void;
  #state: ReaderState = 'more';
  /** What has come of the head; of a head that is complete, nothing. */
  #lines = new ByteBuffer();
  /** Where the line begins that is not complete yet. */
  #lineStart = 0;
  #searched = 0;
  #head: ResponseHead | null = null;
  #framing: Framing = { kind: 'close' };

  constructor(method: string, onBody: (bytes: Uint8Array) => void) {
    this.#method = method;
    this.#onBody = onBody;
  }

  get state(): ReaderState {
    return this.#state;
  }

  /** Null until it is complete. */
  get head(): ResponseHead | null {
    return this.#head;
  }

  /** How much of the body is still to come, where the head says it. */
  get left(): number | null {
    return this.#framing.kind === 'length' ? this.#framing.left : null;
  }

  /** Returns how many of the bytes are the response's: all, unless it has ended or makes no sense. */
  push(bytes: Uint8Array): number {
    if (this.#state !== 'more') return 0;
    const ofHead = this.#head === null ? this.#takeHead(bytes) : 0;
    if (this.#head === null) return ofHead;
    return ofHead + this.#takeBody(bytes.subarray(ofHead));
  }

  /** The connection was closed in good order: that ends a body without a length. */
  end(): ReaderState {
    if (this.#state === 'more' && this.#head !== null && this.#framing.kind === 'close') this.#state = 'done';
    return this.#state;
  }

  #takeHead(bytes: Uint8Array): number {
    const before = this.#lines.length;
    this.#lines.append(bytes);
    for (;;) {
      if (!this.#mayBeHttp()) return this.#giveUp('not-http', bytes);
      const lineEnd = this.#lines.indexOf(LF, this.#searched);
      if (lineEnd < 0) {
        this.#searched = this.#lines.length;
        return this.#lines.length > LARGEST_HEAD ? this.#giveUp('too-large', bytes) : bytes.length;
      }
      const blank =
        lineEnd === this.#lineStart ||
        (lineEnd === this.#lineStart + 1 && this.#lines.at(this.#lineStart) === CR);
      this.#lineStart = this.#searched = lineEnd + 1;
      if (!blank) continue;
      const head = parseHead(this.#lines.text(0, lineEnd));
      if (head === null) return this.#giveUp('not-http', bytes);
      const taken = this.#lineStart - before;
      this.#lines = new ByteBuffer();
      this.#lineStart = this.#searched = 0;
      // 1xx announces the real response (101 would be the last word on an HTTP connection, but nobody asked for it).
      if (head.status >= 100 && head.status < 200 && head.status !== 101)
        return taken + this.#takeHead(bytes.subarray(taken));
      this.#head = head;
      this.#framing = this.#framingOf(head);
      return taken;
    }
  }

  #giveUp(state: 'not-http' | 'too-large', bytes: Uint8Array): number {
    this.#state = state;
    return bytes.length;
  }

  #mayBeHttp(): boolean {
    const have = Math.min(START.length, this.#lines.length);
    for (let i = 0; i < have; i++) if (this.#lines.at(i) !== START.charCodeAt(i)) return false;
    return true;
  }

  #framingOf(head: ResponseHead): Framing {
    const { status } = head;
    if (this.#method === 'HEAD' || status === 204 || status === 304) return { kind: 'length', left: 0 };
    const codings = values(head, 'transfer-encoding').join(',').toLowerCase();
    if (codings.split(',').at(-1)?.trim() === 'chunked')
      return { kind: 'chunked', chunks: new ChunkedBody(this.#onBody) };
    // A length that is no number is passed over, as browsers do; of several the first counts.
    const length = values(head, 'content-length').find((value) => /^\d{1,15}$/.test(value));
    return length === undefined ? { kind: 'close' } : { kind: 'length', left: Number(length) };
  }

  #takeBody(bytes: Uint8Array): number {
    const framing = this.#framing;
    switch (framing.kind) {
      case 'close':
        if (bytes.length > 0) this.#onBody(bytes);
        return bytes.length;
      case 'length': {
        const part = bytes.subarray(0, framing.left);
        framing.left -= part.length;
        if (part.length > 0) this.#onBody(part);
        if (framing.left === 0) this.#state = 'done';
        return part.length;
      }
      case 'chunked': {
        const taken = framing.chunks.push(bytes);
        this.#state = framing.chunks.state;
        return taken;
      }
    }
  }
}

function parseHead(text: string): ResponseHead | null {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const status = /^HTTP\/\d+(?:\.\d+)?[ \t]+(\d{3})(?:[ \t]+(.*))?$/.exec(lines[0] ?? '');
  if (status === null) return null;
  const headers: [string, string][] = [];
  for (const line of lines.slice(1)) {
    const previous = headers.at(-1);
    if (/^[ \t]/.test(line) && previous !== undefined) {
      // A folded line (obs-fold, RFC 9112 §5.2) belongs to the header before it.
      previous[1] = `${previous[1]} ${line.trim()}`.trim();
      continue;
    }
    const colon = line.indexOf(':');
    if (colon > 0) headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  return { status: Number(status[1]), reason: (status[2] ?? '').trim(), headers };
}

function values(head: ResponseHead, name: string): string[] {
  return head.headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value);
}
