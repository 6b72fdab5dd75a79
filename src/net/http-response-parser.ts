import type { HttpResponse } from '../protocol/http';
import { ByteBuffer } from '../shared/byte-buffer';
import { HttpResponseReader, type ReaderState } from './http-response-reader';

/** A response that is kept whole, for the browser pane. */
export class HttpResponseParser {
  readonly #limit: number;
  readonly #raw = new ByteBuffer();
  readonly #body = new ByteBuffer();
  readonly #reader: HttpResponseReader;
  /** Where the response ends in the raw bytes; what a server sends after that is not part of it. */
  #end = 0;
  #tooLarge = false;

  /** `limit` bounds head and body together, in bytes. */
  constructor(method: string, limit: number) {
    this.#limit = limit;
    this.#reader = new HttpResponseReader(method, (bytes) => this.#body.append(bytes));
  }

  get state(): ReaderState {
    return this.#tooLarge ? 'too-large' : this.#reader.state;
  }

  /** Everything that came, for an error page. */
  get received(): Uint8Array {
    return this.#raw.slice();
  }

  /** The response, once the state is `done`. */
  get response(): HttpResponse {
    const { head } = this.#reader;
    if (head === null || this.state !== 'done') throw new Error('the response is not complete');
    return { ...head, body: this.#body.slice(), raw: this.#raw.slice(0, this.#end) };
  }

  push(bytes: Uint8Array): ReaderState {
    if (this.state !== 'more') return this.state;
    this.#raw.append(bytes);
    this.#end += this.#reader.push(bytes);
    if (this.#reader.state === 'more')
      this.#tooLarge = this.#raw.length > this.#limit || this.#end + (this.#reader.left ?? 0) > this.#limit;
    return this.state;
  }

  end(): ReaderState {
    this.#reader.end();
    return this.state;
  }
}
