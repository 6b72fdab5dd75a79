/** One connection for one HTTP request, as each client of the board has it: from the SYN to an end in good order. */
import type { Endpoint } from '../protocol/air';
import type { HttpFailure, HttpRequest } from '../protocol/http';
import type { Clock } from '../shared/clock';
import type { Dispose } from '../shared/disposable';
import { encodeRequest } from './http-request';
import type { Connection, ConnectionHandlers } from './lan-stream';
import { SendAll } from './send-all';

/** How long the far end may take to close after its answer is complete, in milliseconds. */
const LINGER = 5_000;

export type Connect = (from: Endpoint, to: Endpoint, handlers: ConnectionHandlers) => Connection;

export interface RequestConnectionOptions {
  readonly clock: Clock;
  readonly connect: Connect;
  readonly from: Endpoint;
  readonly request: HttpRequest;
  /** None of these is called after `finish` or `abort`. */
  readonly on: {
    /** The SYN was answered; the request is on its way. */
    readonly opened?: () => void;
    /** The bytes are to be acknowledged by `consumed`. */
    readonly data: (bytes: Uint8Array) => void;
    /** The far end will say nothing more. */
    readonly ended: (how: 'refused' | 'fin' | 'reset') => void;
  };
  /** The connection is over: its port is free. */
  readonly closed: () => void;
}

export class RequestConnection {
  readonly #options: RequestConnectionOptions;
  readonly #connection: Connection;
  readonly #sending: SendAll;
  #phase: 'opening' | 'opened' | 'accepted' | 'finished' | 'closed' = 'opening';
  #farEnded = false;
  #stopLinger: Dispose = () => undefined;

  constructor(options: RequestConnectionOptions) {
    this.#options = options;
    this.#connection = options.connect(options.from, options.request.to, this.#handlers());
    this.#sending = new SendAll(this.#connection);
  }

  /** Why there is no answer, when there was time enough; `received` is what came. */
  silence(received: Uint8Array): HttpFailure {
    if (this.#phase === 'opening') return { kind: 'unreachable' };
    return this.#phase === 'opened' ? { kind: 'not-accepted' } : { kind: 'no-answer', received };
  }

  consumed(bytes: number): void {
    this.#connection.consumed(bytes);
  }

  /** What becomes of the request is known: closes our side, and waits a little for the other. */
  finish(): void {
    if (!this.#isUnderWay) return;
    this.#phase = 'finished';
    if (this.#farEnded) {
      this.#close();
      return;
    }
    this.#connection.end();
    this.#stopLinger = this.#options.clock.after(LINGER, () => {
      this.#connection.reset();
      this.#close();
    });
  }

  /** The same, but nothing of the far end is wanted any more. */
  abort(): void {
    if (!this.#isUnderWay) return;
    if (!this.#farEnded) this.#connection.reset();
    this.#close();
  }

  #handlers(): ConnectionHandlers {
    const { on, request } = this.#options;
    return {
      onOpened: () => {
        this.#phase = 'opened';
        on.opened?.();
        this.#sending.start(encodeRequest(request), () => undefined);
      },
      onAccepted: () => {
        if (this.#phase === 'opened') this.#phase = 'accepted';
      },
      onRefused: () => this.#end('refused'),
      onData: (bytes) => {
        // Whatever follows an answer that is complete is none of it.
        if (!this.#isUnderWay) this.#connection.consumed(bytes.length);
        else {
          this.#phase = 'accepted';
          on.data(bytes);
        }
      },
      onEnd: () => {
        if (this.#isUnderWay) this.#connection.end();
        this.#end('fin');
      },
      onReset: () => this.#end('reset'),
      // An answer may be complete before its request is: then nothing more of that is sent.
      onRoom: () => {
        if (this.#isUnderWay) this.#sending.resume();
      },
    };
  }

  #end(how: 'refused' | 'fin' | 'reset'): void {
    this.#farEnded = true;
    if (this.#isUnderWay) this.#options.on.ended(how);
    else this.#close();
  }

  get #isUnderWay(): boolean {
    return this.#phase !== 'finished' && this.#phase !== 'closed';
  }

  #close(): void {
    if (this.#phase === 'closed') return;
    this.#stopLinger();
    this.#phase = 'closed';
    this.#options.closed();
  }
}
