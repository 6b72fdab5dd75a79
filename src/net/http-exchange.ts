/**
 * One request of the browser pane and its response, on one connection. Its end is told once, as `HttpResult`; the
 * connection may need a little longer to close in good order.
 */
import type { Endpoint } from '../protocol/air';
import type { HttpFailure, HttpRequest, HttpResult } from '../protocol/http';
import type { Clock } from '../shared/clock';
import type { Dispose } from '../shared/disposable';
import { requestMethod } from './http-request';
import { HttpResponseParser } from './http-response-parser';
import { RequestConnection, type Connect } from './request-connection';

/** The whole exchange, from the SYN to the last byte (design §5). */
export const REQUEST_TIMEOUT = 10_000;
/** Head and body of a response. */
export const LARGEST_RESPONSE = 4 * 1024 * 1024;

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
  readonly #parser: HttpResponseParser;
  readonly #connection: RequestConnection;
  readonly #finished: (result: HttpResult) => void;
  readonly #stopTimer: Dispose;
  #over = false;

  constructor({ finished, ...options }: ExchangeOptions) {
    this.#finished = finished;
    this.#parser = new HttpResponseParser(requestMethod(options.request), LARGEST_RESPONSE);
    this.#stopTimer = options.clock.after(REQUEST_TIMEOUT, () =>
      this.#abort(this.#connection.silence(this.#parser.received)),
    );
    this.#connection = new RequestConnection({
      ...options,
      on: {
        data: (bytes) => this.#take(bytes),
        ended: (how) => this.#farEnd(how),
      },
    });
  }

  /** Gives up: the result becomes `cancelled`, unless there is one already. */
  cancel(): void {
    this.#abort({ kind: 'cancelled' });
  }

  #take(bytes: Uint8Array): void {
    this.#connection.consumed(bytes.length);
    switch (this.#parser.push(bytes)) {
      case 'more':
        return;
      case 'done':
        this.#finish({ ok: true, response: this.#parser.response });
        return;
      case 'not-http':
        this.#abort({ kind: 'not-http', received: this.#parser.received });
        return;
      case 'too-large':
        this.#abort({ kind: 'too-large', limit: LARGEST_RESPONSE });
        return;
    }
  }

  #farEnd(how: 'refused' | 'fin' | 'reset'): void {
    if (how === 'fin' && this.#parser.end() === 'done')
      this.#finish({ ok: true, response: this.#parser.response });
    else this.#abort(howItEnded(how, this.#parser.received));
  }

  #abort(failure: HttpFailure): void {
    if (this.#over) return;
    this.#connection.abort();
    this.#tell({ ok: false, failure });
  }

  #finish(result: HttpResult): void {
    this.#connection.finish();
    this.#tell(result);
  }

  #tell(result: HttpResult): void {
    this.#over = true;
    this.#stopTimer();
    this.#finished(result);
  }
}

/** Why an answer is not whole whose far end says nothing more. */
export function howItEnded(how: 'refused' | 'fin' | 'reset', received: Uint8Array): HttpFailure {
  if (how === 'refused') return { kind: 'nothing-listens' };
  return { kind: how === 'reset' ? 'reset' : 'closed-early', received };
}
