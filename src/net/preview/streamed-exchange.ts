/**
 * One request of a browser tab and its answer, on one connection. The answer is handed on as it comes and as it is
 * asked for: what nobody has asked for yet stays with the board, but for one window of the connection.
 */
import type { Endpoint } from '../../protocol/air';
import type { HttpFailure, HttpRequest } from '../../protocol/http';
import { ByteBuffer } from '../../shared/byte-buffer';
import type { Clock } from '../../shared/clock';
import type { Dispose } from '../../shared/disposable';
import type { Connect } from '../http-exchange';
import { encodeRequest, requestMethod } from '../http-request';
import { HttpResponseReader, type ResponseHead } from '../http-response-reader';
import type { Connection, ConnectionHandlers } from '../lan-stream';
import { SendAll } from '../send-all';

/** How long the board may take to answer a SYN, in milliseconds. */
export const CONNECT_TIMEOUT = 10_000;
/** How long it may take from then on until the head of an answer is complete. What comes after may take its time. */
export const ANSWER_TIMEOUT = 30_000;
/** How long the far end may take to close after its answer is complete. */
const LINGER = 5_000;
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
  readonly #options: StreamedExchangeOptions;
  readonly #reader: HttpResponseReader;
  readonly #connection: Connection;
  readonly #sending: SendAll;
  readonly #beginning = new ByteBuffer();
  #phase: 'opening' | 'opened' | 'accepted' | 'told' | 'closed' = 'opening';
  /** How the far end has ended, when it has; what came before that still counts. */
  #farEnd: 'fin' | 'reset' | null = null;
  /** Came, and not looked at yet. The connection's window bounds it. */
  readonly #raw: Uint8Array[] = [];
  /** Looked at, and not asked for yet: what came with one of the above. */
  readonly #body: Uint8Array[] = [];
  /** Bytes that were looked at, and for which the board gets credit when their body is taken. */
  #owed = 0;
  #credit = 0;
  #headTold = false;
  #stopTimer: Dispose;

  constructor(options: StreamedExchangeOptions) {
    const { clock, request, connect, from } = options;
    this.#options = options;
    this.#reader = new HttpResponseReader(requestMethod(request), (bytes) => this.#body.push(bytes));
    this.#stopTimer = clock.after(CONNECT_TIMEOUT, () => this.#abort({ kind: 'unreachable' }));
    this.#connection = connect(from, request.to, this.#handlers());
    this.#sending = new SendAll(this.#connection);
  }

  /** So many bytes more of the body are wanted. */
  grant(bytes: number): void {
    this.#credit += bytes;
    this.#go();
  }

  cancel(): void {
    this.#abort({ kind: 'cancelled' });
  }

  #handlers(): ConnectionHandlers {
    return {
      onOpened: () => {
        this.#phase = 'opened';
        this.#stopTimer();
        this.#stopTimer = this.#options.clock.after(ANSWER_TIMEOUT, () => this.#timeOut());
        this.#sending.start(encodeRequest(this.#options.request), () => undefined);
      },
      onAccepted: () => {
        if (this.#phase === 'opened') this.#phase = 'accepted';
      },
      onRefused: () => {
        this.#fail({ kind: 'nothing-listens' });
        this.#close();
      },
      onData: (bytes) => {
        if (this.#phase === 'opened') this.#phase = 'accepted';
        // Whatever follows an answer that is complete is none of it.
        if (this.#phase === 'told') this.#connection.consumed(bytes.length);
        else this.#raw.push(bytes);
        this.#go();
      },
      onEnd: () => {
        this.#farEnd = 'fin';
        this.#connection.end();
        this.#go();
      },
      onReset: () => {
        this.#farEnd = 'reset';
        this.#go();
      },
      // An answer may be complete before its request is: then nothing more of that is sent.
      onRoom: () => {
        if (this.#isUnderWay) this.#sending.resume();
      },
    };
  }

  /** Hands on what was asked for, looks at what came, and draws the conclusions, until one of them has to wait. */
  #go(): void {
    while (this.#isUnderWay && this.#handOn()) {
      const { state } = this.#reader;
      if (state === 'done') this.#complete();
      else if (state === 'too-large' || state === 'not-http') this.#notHttp();
      else {
        const next = this.#raw.shift();
        if (next === undefined) break;
        this.#read(next);
      }
    }
    if (this.#isUnderWay && this.#body.length === 0 && this.#farEnd !== null) this.#conclude(this.#farEnd);
    if (this.#phase === 'told' && this.#farEnd !== null) this.#close();
  }

  get #isUnderWay(): boolean {
    return this.#phase !== 'told' && this.#phase !== 'closed';
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
      else this.#options.answer.head(head);
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
      this.#options.answer.body(part);
      if (!this.#isUnderWay) return false;
    }
    this.#connection.consumed(this.#owed);
    this.#owed = 0;
    return true;
  }

  /** The answer is whole before the far end has closed: close our side and wait a little for the other. */
  #complete(): void {
    this.#tell(() => this.#options.answer.end());
    this.#connection.consumed(this.#raw.splice(0).reduce((sum, { length }) => sum + length, 0));
    this.#connection.end();
    this.#stopTimer = this.#options.clock.after(LINGER, () => {
      this.#connection.reset();
      this.#close();
    });
  }

  /** The far end has ended, and everything that it sent was handed on. */
  #conclude(how: 'fin' | 'reset'): void {
    if (how === 'reset') this.#fail({ kind: 'reset', received: this.#shown });
    else if (this.#reader.end() === 'done') this.#tell(() => this.#options.answer.end());
    else this.#fail({ kind: 'closed-early', received: this.#shown });
  }

  #notHttp(): void {
    this.#abort({ kind: 'not-http', received: this.#shown });
  }

  #timeOut(): void {
    if (this.#phase === 'opened') this.#abort({ kind: 'not-accepted' });
    else this.#abort({ kind: 'no-answer', received: this.#shown });
  }

  get #shown(): Uint8Array {
    return this.#beginning.slice();
  }

  #abort(failure: HttpFailure): void {
    if (!this.#isUnderWay) return;
    this.#connection.reset();
    this.#fail(failure);
    this.#close();
  }

  #fail(failure: HttpFailure): void {
    if (this.#isUnderWay) this.#tell(() => this.#options.answer.failed(failure));
  }

  #tell(say: () => void): void {
    this.#stopTimer();
    this.#phase = 'told';
    say();
  }

  #close(): void {
    if (this.#phase === 'closed') return;
    this.#stopTimer();
    this.#phase = 'closed';
    this.#options.closed();
  }
}
