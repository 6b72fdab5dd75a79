import { ByteBuffer } from './byte-buffer';

const LF = 0x0a;
const LONGEST_LINE = 8192;

/** Decodes a chunked body (RFC 9112 §7.1) that grows in `source` from `start` on. Trailers are read and dropped. */
export class ChunkedBody {
  readonly #source: ByteBuffer;
  readonly #body = new ByteBuffer();
  #place: number;
  #part: 'size' | 'data' | 'data-end' | 'trailer' | 'done' = 'size';
  #left = 0;
  #chunks = 0;

  constructor(source: ByteBuffer, start: number) {
    this.#source = source;
    this.#place = start;
  }

  get body(): Uint8Array {
    return this.#body.slice();
  }

  /** How many have begun; the empty one at the end is none. */
  get chunks(): number {
    return this.#chunks;
  }

  /** Where the body ends in the source, once it is done. */
  get end(): number {
    return this.#place;
  }

  /** Takes in what has come since the last call. */
  read(): 'more' | 'done' | 'not-http' {
    for (;;) {
      if (this.#part === 'done') return 'done';
      if (this.#part === 'data') {
        if (!this.#readData()) return 'more';
        continue;
      }
      const line = this.#readLine();
      if (line === null) return this.#source.length - this.#place > LONGEST_LINE ? 'not-http' : 'more';
      if (!this.#takeLine(line)) return 'not-http';
    }
  }

  /** Whether the chunk is complete. */
  #readData(): boolean {
    const end = Math.min(this.#source.length, this.#place + this.#left);
    this.#body.append(this.#source.slice(this.#place, end));
    this.#left -= end - this.#place;
    this.#place = end;
    if (this.#left > 0) return false;
    this.#part = 'data-end';
    return true;
  }

  #readLine(): string | null {
    const end = this.#source.indexOf(LF, this.#place);
    if (end < 0) return null;
    const line = this.#source.text(this.#place, end).replace(/\r$/, '');
    this.#place = end + 1;
    return line;
  }

  /** False when the line is not what it has to be. */
  #takeLine(line: string): boolean {
    if (this.#part === 'data-end') {
      this.#part = 'size';
      return line === '';
    }
    if (this.#part === 'trailer') {
      if (line === '') this.#part = 'done';
      return true;
    }
    const size = /^([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?$/.exec(line)?.[1];
    if (size === undefined) return false;
    this.#left = Number.parseInt(size, 16);
    this.#part = this.#left === 0 ? 'trailer' : 'data';
    if (this.#left > 0) this.#chunks++;
    return true;
  }
}
