import { ByteBuffer } from '../../shared/byte-buffer';

/** What a web server here reads of a request. */
export type RequestHead =
  | {
      kind: 'request';
      method: string;
      /** Without its query. */
      path: string;
      version: string;
      /** As it came, line ends and all; one character for each byte. */
      text: string;
      contentLength: number;
      /** What came with the head's last bytes and is the body's beginning. */
      rest: Uint8Array;
    }
  | { kind: 'malformed' }
  | { kind: 'too-long' };

/** Common servers take about as much. */
export const LONGEST_HEAD = 8192;

const LF = 0x0a;

/** Collects a request's head from bytes that come in pieces; lines may end with a bare LF (RFC 9112 §2.2). */
export class RequestHeadReader {
  readonly #bytes = new ByteBuffer();
  #searched = 0;

  /** The head, when it is complete; null while more has to come. */
  push(bytes: Uint8Array): RequestHead | null {
    const before = this.#bytes.length;
    this.#bytes.append(bytes.subarray(0, LONGEST_HEAD + 1 - this.#bytes.length));
    for (;;) {
      const lineEnd = this.#bytes.indexOf(LF, this.#searched);
      if (lineEnd < 0) return this.#bytes.length > LONGEST_HEAD ? { kind: 'too-long' } : null;
      const line = this.#bytes.text(this.#searched, lineEnd).replace(/\r$/, '');
      const isFirst = this.#searched === 0;
      // What cannot be a request line is refused without waiting for the rest, which may never come.
      if (isFirst && parseRequestLine(line) === null) return { kind: 'malformed' };
      this.#searched = lineEnd + 1;
      if (line === '') return this.#parse(bytes.subarray(this.#searched - before));
    }
  }

  #parse(rest: Uint8Array): RequestHead {
    const text = this.#bytes.text(0, this.#searched);
    const line = parseRequestLine(text.slice(0, text.indexOf('\n')).replace(/\r$/, ''));
    if (line === null) return { kind: 'malformed' };
    const length = /^content-length:[ \t]*(\d{1,9})[ \t]*\r?$/im.exec(text)?.[1];
    return { kind: 'request', ...line, text, contentLength: Number(length ?? 0), rest };
  }
}

interface RequestLine {
  readonly method: string;
  readonly path: string;
  readonly version: string;
}

function parseRequestLine(line: string): RequestLine | null {
  const parts = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S+) (HTTP\/1\.\d)$/.exec(line);
  if (parts === null) return null;
  const [, method = '', target = '', version = ''] = parts;
  // The absolute form, `GET http://host/path`, must be understood, too (RFC 9112 §3.2.2).
  const path = target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  if (path !== '' && !path.startsWith('/')) return target === '*' ? { method, path: '*', version } : null;
  return { method, path: path === '' ? '/' : path, version };
}
