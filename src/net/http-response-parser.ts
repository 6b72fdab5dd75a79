/**
 * Reads one HTTP/1.0 or 1.1 response from bytes that come in pieces, as tolerantly as browsers do (RFC 9112 and the
 * WHATWG's practice): bare LF as line end, no reason phrase, lines that are no header are passed over. The body ends
 * by chunks, by Content-Length, or with the connection.
 */
import type { HttpResponse } from '../protocol/http';
import { ByteBuffer } from '../shared/byte-buffer';
import { ChunkedBody } from '../shared/http-chunked-body';

export type ParserState = 'more' | 'done' | 'not-http' | 'too-large';

const LF = 0x0a;
const CR = 0x0d;
const START = 'HTTP/';
/** A head is at most this long; browsers have limits of the same order. */
const LARGEST_HEAD = 256 * 1024;

interface Head {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

type Framing =
  { kind: 'length'; length: number } | { kind: 'chunked'; chunks: ChunkedBody } | { kind: 'close' };

export class HttpResponseParser {
  readonly #method: string;
  readonly #limit: number;
  readonly #raw = new ByteBuffer();
  #state: ParserState = 'more';
  /** Where the line begins that is not complete yet. */
  #lineStart = 0;
  #searched = 0;
  #statusLineStart = 0;
  #head: Head | null = null;
  #bodyStart = 0;
  #framing: Framing = { kind: 'close' };

  /** `limit` bounds head and body together, in bytes. */
  constructor(method: string, limit: number) {
    this.#method = method;
    this.#limit = limit;
  }

  get state(): ParserState {
    return this.#state;
  }

  /** Everything that came, for an error page. */
  get received(): Uint8Array {
    return this.#raw.slice();
  }

  /** The response, once the state is `done`. */
  get response(): HttpResponse {
    const head = this.#head;
    if (head === null || this.#state !== 'done') throw new Error('the response is not complete');
    const end = this.#end();
    const body =
      this.#framing.kind === 'chunked' ? this.#framing.chunks.body : this.#raw.slice(this.#bodyStart, end);
    return { ...head, body, raw: this.#raw.slice(0, end) };
  }

  push(bytes: Uint8Array): ParserState {
    if (this.#state !== 'more') return this.#state;
    this.#raw.append(bytes);
    this.#state = this.#head === null ? this.#readHead() : this.#readBody();
    if (this.#state === 'more' && this.#raw.length > this.#limit) this.#state = 'too-large';
    return this.#state;
  }

  /** The connection was closed in good order: that ends a body without a length. */
  end(): ParserState {
    if (this.#state === 'more' && this.#head !== null && this.#framing.kind === 'close') this.#state = 'done';
    return this.#state;
  }

  #readHead(): ParserState {
    for (;;) {
      if (!this.#mayBeHttp()) return 'not-http';
      const lineEnd = this.#raw.indexOf(LF, this.#searched);
      if (lineEnd < 0) {
        this.#searched = this.#raw.length;
        return this.#raw.length - this.#statusLineStart > LARGEST_HEAD ? 'too-large' : 'more';
      }
      const blank =
        lineEnd === this.#lineStart ||
        (lineEnd === this.#lineStart + 1 && this.#raw.at(this.#lineStart) === CR);
      this.#lineStart = this.#searched = lineEnd + 1;
      if (!blank) continue;
      const head = parseHead(this.#raw.text(this.#statusLineStart, lineEnd));
      if (head === null) return 'not-http';
      // 1xx announces the real response (101 would be the last word on an HTTP connection, but nobody asked for it).
      if (head.status >= 100 && head.status < 200 && head.status !== 101) {
        this.#statusLineStart = this.#lineStart;
        continue;
      }
      this.#head = head;
      this.#bodyStart = this.#lineStart;
      return this.#startBody(head);
    }
  }

  #mayBeHttp(): boolean {
    const have = Math.min(START.length, this.#raw.length - this.#statusLineStart);
    for (let i = 0; i < have; i++) {
      if (this.#raw.at(this.#statusLineStart + i) !== START.charCodeAt(i)) return false;
    }
    return true;
  }

  #startBody(head: Head): ParserState {
    if (this.#method === 'HEAD' || head.status === 204 || head.status === 304) {
      this.#framing = { kind: 'length', length: 0 };
      return 'done';
    }
    const codings = values(head, 'transfer-encoding').join(',').toLowerCase();
    if (codings.split(',').at(-1)?.trim() === 'chunked') {
      this.#framing = { kind: 'chunked', chunks: new ChunkedBody(this.#raw, this.#bodyStart) };
      return this.#readBody();
    }
    // A length that is no number is passed over, as browsers do; of several the first counts.
    const length = values(head, 'content-length').find((value) => /^\d{1,15}$/.test(value));
    if (length !== undefined) this.#framing = { kind: 'length', length: Number(length) };
    return this.#readBody();
  }

  #readBody(): ParserState {
    switch (this.#framing.kind) {
      case 'close':
        return 'more';
      case 'length':
        if (this.#bodyStart + this.#framing.length > this.#limit) return 'too-large';
        return this.#raw.length >= this.#bodyStart + this.#framing.length ? 'done' : 'more';
      case 'chunked':
        return this.#framing.chunks.read();
    }
  }

  /** Where the response ends in the raw bytes; what a server sends after that is not part of it. */
  #end(): number {
    switch (this.#framing.kind) {
      case 'close':
        return this.#raw.length;
      case 'length':
        return this.#bodyStart + this.#framing.length;
      case 'chunked':
        return this.#framing.chunks.end;
    }
  }
}

function parseHead(text: string): Head | null {
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

function values(head: Head, name: string): string[] {
  return head.headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value);
}
