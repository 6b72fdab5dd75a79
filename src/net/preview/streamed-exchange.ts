/**
 * One request of a browser tab and its answer, on one connection. The answer is handed on as it comes and as it is
 * asked for: what nobody has asked for yet stays with the board, but for one window of the connection.
 */
import type { Endpoint } from '../../protocol/air';
import type { HttpFailure, HttpRequest } from '../../protocol/http';
import { ByteBuffer } from '../../shared/byte-buffer';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import { howItEnded } from '../http-exchange';
import { requestMethod } from '../http-request';
import { HttpResponseReader, type ResponseHead } from '../http-response-reader';
import { RequestConnection, type Connect } from '../request-connection';

/** How long the board may take to answer a SYN, in milliseconds. */
export const CONNECT_TIMEOUT = 10_000;
/** How long it may take from then on until the head of an answer is complete. What comes after may take its time. */
export const ANSWER_TIMEOUT = 30_000;
/** So much of what came is kept, to be shown when it makes no sense. */
const KEPT = 512;

/** What becomes of a request. After `end` or `failed` nothing follows. */
export interface Answer {
  head(head: ResponseHead): void;
  /** The bytes are the receiver's own. */
  body(bytes: Uint8Array): void;
  end(): void;
  failed(failure: HttpFailure): void;
}

export interface StreamedExchangeOptions {
  readonly clock: Clock;
  readonly connect: Connect;
  readonly from: Endpoint;
  readonly request: HttpRequest;
  readonly answer: Answer;
  /** The connection is over: its port is free. */
  readonly closed: () => void;
}

export class StreamedExchange {
  readonly #answer: Answer;
  readonly #reader: HttpResponseReader;
  readonly #connection: RequestConnection;
  readonly #beginning = new ByteBuffer();
  #over = false;
  /** How the far end has ended, when it has; what came before that still counts. */
  #farEnd: 'refused' | 'fin' | 'reset' | null = null;
  /** Came, and not looked at yet. The connection's window bounds it. */
  readonly #raw: Uint8Array[] = [];
  /** Looked at, and not asked for yet: what came with one of the above. */
  readonly #body: Uint8Array[] = [];
  /** Bytes that were looked at, and for which the board gets credit when their body is taken. */
  #owed = 0;
  #credit = 0;
  #headTold = false;
  #stopTimer: Dispose;

  constructor({ answer, ...options }: StreamedExchangeOptions) {
    const { clock, request } = options;
    this.#answer = answer;
    this.#reader = new HttpResponseReader(requestMethod(request), (bytes) => this.#body.push(bytes));
    const timeOut = (): void => this.#abort(this.#connection.silence(this.#shown));
    this.#stopTimer = clock.after(CONNECT_TIMEOUT, timeOut);
    this.#connection = new RequestConnection({
      ...options,
      on: {
        opened: () => {
          this.#stopTimer();
          this.#stopTimer = clock.after(ANSWER_TIMEOUT, timeOut);
        },
        data: (bytes) => {
          this.#raw.push(bytes);
          this.#go();
        },
        ended: (how) => {
          this.#farEnd = how;
          this.#go();
        },
      },
    });
  }

  /** So many bytes more of the body are wanted. */
  grant(bytes: number): void {
    this.#credit += bytes;
    this.#go();
  }

  cancel(): void {
    this.#abort({ kind: 'cancelled' });
  }

  /** Hands on what was asked for, looks at what came, and draws the conclusions, until one of them has to wait. */
  #go(): void {
    while (!this.#over && this.#handOn()) {
      const { state } = this.#reader;
      if (state === 'done') this.#complete();
      else if (state === 'too-large' || state === 'not-http')
        this.#abort({ kind: 'not-http', received: this.#shown });
      else {
        const next = this.#raw.shift();
        if (next === undefined) break;
        this.#read(next);
      }
    }
    if (!this.#over && this.#body.length === 0 && this.#farEnd !== null) this.#conclude(this.#farEnd);
  }

  #read(bytes: Uint8Array): void {
    if (this.#beginning.length < KEPT)
      this.#beginning.append(bytes.subarray(0, KEPT - this.#beginning.length));
    this.#reader.push(bytes);
    const { head } = this.#reader;
    if (head !== null && !this.#headTold) {
      this.#headTold = true;
      this.#stopTimer();
      const { status } = head;
      if (status < 200 || status > 599) this.#abort({ kind: 'bad-status', status });
      else this.#answer.head(head);
    }
    this.#owed += bytes.length;
  }

  /** False while something waits to be asked for. */
  #handOn(): boolean {
    for (let first = this.#body[0]; first !== undefined; first = this.#body[0]) {
      if (this.#credit === 0) return false;
      const part = first.slice(0, this.#credit);
      this.#credit -= part.length;
      if (part.length === first.length) this.#body.shift();
      else this.#body[0] = first.subarray(part.length);
      this.#answer.body(part);
      if (this.#isOver()) return false;
    }
    this.#connection.consumed(this.#owed);
    this.#owed = 0;
    return true;
  }

  #complete(): void {
    this.#connection.consumed(this.#raw.splice(0).reduce((sum, { length }) => sum + length, 0));
    this.#connection.finish();
    this.#tell(() => this.#answer.end());
  }

  /** The far end has ended, and everything that it sent was handed on. */
  #conclude(how: 'refused' | 'fin' | 'reset'): void {
    if (how === 'fin' && this.#reader.end() === 'done') this.#complete();
    else this.#abort(howItEnded(how, this.#shown));
  }

  get #shown(): Uint8Array {
    return this.#beginning.slice();
  }

  #abort(failure: HttpFailure): void {
    if (this.#over) return;
    this.#connection.abort();
    this.#tell(() => this.#answer.failed(failure));
  }

  #tell(say: () => void): void {
    this.#over = true;
    this.#stopTimer();
    say();
  }

  /** What it hands on may make somebody cancel it. */
  #isOver(): boolean {
    return this.#over;
  }
}
