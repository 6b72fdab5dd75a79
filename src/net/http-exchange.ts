/**
 * One request of the browser pane and its response, on one connection. Its end is told once, as `HttpResult`; the
 * connection may need a little longer to close in good order.
 */
import type { Endpoint } from '../protocol/air';
import type { HttpFailure, HttpRequest, HttpResult } from '../protocol/http';
import type { Clock } from '../shared/clock';
import type { Dispose } from '../shared/disposable';
import { encodeRequest, requestMethod } from './http-request';
import { HttpResponseParser } from './http-response-parser';
import type { Connection, ConnectionHandlers } from './lan-stream';
import { SendAll } from './send-all';

/** The whole exchange, from the SYN to the last byte (design §5). */
export const REQUEST_TIMEOUT = 10_000;
/** Head and body of a response. */
export const LARGEST_RESPONSE = 4 * 1024 * 1024;
/** How long the far end may take to close after its response is complete. */
const LINGER = 5_000;

export type Connect = (from: Endpoint, to: Endpoint, handlers: ConnectionHandlers) => Connection;

export interface ExchangeOptions {
  readonly clock: Clock;
  readonly connect: Connect;
  readonly from: Endpoint;
  readonly request: HttpRequest;
  readonly finished: (result: HttpResult) => void;
  /** The connection is over: its port is free. */
  readonly closed: () => void;
}

export class HttpExchange {
  readonly #options: ExchangeOptions;
  readonly #parser: HttpResponseParser;
  readonly #connection: Connection;
  readonly #sending: SendAll;
  #phase: 'opening' | 'opened' | 'accepted' | 'finished' | 'closed' = 'opening';
  #stopTimer: Dispose;

  constructor(options: ExchangeOptions) {
    const { clock, request, connect, from } = options;
    this.#options = options;
    this.#parser = new HttpResponseParser(requestMethod(request), LARGEST_RESPONSE);
    this.#stopTimer = clock.after(REQUEST_TIMEOUT, () => {
      this.#timeOut();
    });
    this.#connection = connect(from, request.to, this.#handlers());
    this.#sending = new SendAll(this.#connection);
  }

  /** Gives up: the result becomes `cancelled`, unless there is one already. */
  cancel(): void {
    this.#abort({ kind: 'cancelled' });
  }

  #handlers(): ConnectionHandlers {
    return {
      onOpened: () => {
        this.#phase = 'opened';
        this.#sending.start(encodeRequest(this.#options.request), () => undefined);
      },
      onAccepted: () => {
        if (this.#phase === 'opened') this.#phase = 'accepted';
      },
      onRefused: () => {
        this.#closedWith({ kind: 'nothing-listens' });
      },
      onData: (bytes) => {
        this.#take(bytes);
      },
      onEnd: () => {
        this.#farEnd();
      },
      onReset: () => {
        this.#closedWith({ kind: 'reset', received: this.#parser.received });
      },
      // An answer may be complete before its request is: then nothing more of that is sent.
      onRoom: () => {
        if (this.#phase !== 'finished') this.#sending.resume();
      },
    };
  }

  #take(bytes: Uint8Array): void {
    this.#connection.consumed(bytes.length);
    if (this.#phase === 'finished') return;
    this.#phase = 'accepted';
    switch (this.#parser.push(bytes)) {
      case 'more':
        return;
      case 'done':
        this.#complete();
        return;
      case 'not-http':
        this.#abort({ kind: 'not-http', received: this.#parser.received });
        return;
      case 'too-large':
        this.#abort({ kind: 'too-large', limit: LARGEST_RESPONSE });
        return;
    }
  }

  /** The response is whole before the far end has closed: close our side and wait a little for the other. */
  #complete(): void {
    this.#connection.end();
    this.#finish({ ok: true, response: this.#parser.response });
    this.#stopTimer = this.#options.clock.after(LINGER, () => {
      this.#connection.reset();
      this.#close();
    });
  }

  #farEnd(): void {
    this.#connection.end();
    if (this.#phase !== 'finished') {
      this.#finish(
        this.#parser.end() === 'done'
          ? { ok: true, response: this.#parser.response }
          : { ok: false, failure: { kind: 'closed-early', received: this.#parser.received } },
      );
    }
    this.#close();
  }

  #timeOut(): void {
    if (this.#phase === 'opening') this.#abort({ kind: 'unreachable' });
    else if (this.#phase === 'opened') this.#abort({ kind: 'not-accepted' });
    else this.#abort({ kind: 'no-answer', received: this.#parser.received });
  }

  #abort(failure: HttpFailure): void {
    if (this.#phase === 'finished' || this.#phase === 'closed') return;
    this.#connection.reset();
    this.#closedWith(failure);
  }

  #closedWith(failure: HttpFailure): void {
    if (this.#phase !== 'finished') this.#finish({ ok: false, failure });
    this.#close();
  }

  #finish(result: HttpResult): void {
    this.#stopTimer();
    this.#phase = 'finished';
    this.#options.finished(result);
  }

  #close(): void {
    this.#stopTimer();
    this.#phase = 'closed';
    this.#options.closed();
  }
}
