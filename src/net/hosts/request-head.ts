import { ByteBuffer } from '../byte-buffer';

/** What a web server here reads of a request: the request line. Headers and bodies are of no interest to it. */
export type RequestHead =
  | { kind: 'request'; method: string; path: string; version: string }
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
    this.#bytes.append(bytes.subarray(0, LONGEST_HEAD + 1 - this.#bytes.length));
    for (;;) {
      const lineEnd = this.#bytes.indexOf(LF, this.#searched);
      if (lineEnd < 0) return this.#bytes.length > LONGEST_HEAD ? { kind: 'too-long' } : null;
      const line = this.#bytes.text(this.#searched, lineEnd).replace(/\r$/, '');
      const isFirst = this.#searched === 0;
      // What cannot be a request line is refused without waiting for the rest, which may never come.
      if (isFirst && parseRequestLine(line) === null) return { kind: 'malformed' };
      this.#searched = lineEnd + 1;
      if (line === '') return this.#parse();
    }
  }

  #parse(): RequestHead {
    const firstEnd = this.#bytes.indexOf(LF, 0);
    const line = this.#bytes.text(0, firstEnd).replace(/\r$/, '');
    return parseRequestLine(line) ?? { kind: 'malformed' };
  }
}

function parseRequestLine(line: string): RequestHead | null {
  const parts = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S+) (HTTP\/1\.\d)$/.exec(line);
  if (parts === null) return null;
  const [, method = '', target = '', version = ''] = parts;
  // The absolute form, `GET http://host/path`, must be understood, too (RFC 9112 §3.2.2).
  const path = target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  if (path !== '' && !path.startsWith('/')) return target === '*' ? request(method, '*', version) : null;
  return request(method, path === '' ? '/' : path, version);
}

function request(method: string, path: string, version: string): RequestHead {
  return { kind: 'request', method, path, version };
}
