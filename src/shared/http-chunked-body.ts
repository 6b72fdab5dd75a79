import { ByteBuffer } from './byte-buffer';

const LF = 0x0a;
const LONGEST_LINE = 8192;

/** Decodes a chunked body (RFC 9112 §7.1) from bytes that come in pieces. Trailers are read and dropped. */
export class ChunkedBody {
  readonly #onData: (bytes: Uint8Array) => void;
  #line = new ByteBuffer();
  #part: 'size' | 'data' | 'data-end' | 'trailer' | 'done' | 'not-http' = 'size';
  #left = 0;
  #chunks = 0;

  constructor(onData: (bytes: Uint8Array) => void) {
    this.#onData = onData;
  }

  get state(): 'more' | 'done' | 'not-http' {
    return this.#part === 'done' || this.#part === 'not-http' ? this.#part : 'more';
  }

  /** How many have begun; the empty one at the end is none. */
  get chunks(): number {
    return this.#chunks;
  }

  /** Takes in what has come. Returns how much of it was the body's: all, unless that has ended or makes no sense. */
  push(bytes: Uint8Array): number {
    let place = 0;
    while (place < bytes.length && this.state === 'more') {
      place += this.#part === 'data' ? this.#takeData(bytes, place) : this.#takeLine(bytes, place);
    }
    return place;
  }

  #takeData(bytes: Uint8Array, from: number): number {
    const data = bytes.subarray(from, from + this.#left);
    this.#onData(data);
    this.#left -= data.length;
    if (this.#left === 0) this.#part = 'data-end';
    return data.length;
  }

  #takeLine(bytes: Uint8Array, from: number): number {
    const end = bytes.indexOf(LF, from);
    const part = bytes.subarray(from, end < 0 ? bytes.length : end);
    this.#line.append(part);
    if (end < 0) {
      if (this.#line.length > LONGEST_LINE) this.#part = 'not-http';
      return part.length;
    }
    const line = this.#line.text(0, this.#line.length).replace(/\r$/, '');
    this.#line = new ByteBuffer();
    this.#part = this.#after(line);
    return part.length + 1;
  }

  #after(line: string): 'size' | 'data' | 'trailer' | 'done' | 'not-http' {
    if (this.#part === 'data-end') return line === '' ? 'size' : 'not-http';
    if (this.#part === 'trailer') return line === '' ? 'done' : 'trailer';
    const size = /^([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?$/.exec(line)?.[1];
    if (size === undefined) return 'not-http';
    this.#left = Number.parseInt(size, 16);
    if (this.#left === 0) return 'trailer';
    this.#chunks++;
    return 'data';
  }
}
