import type { Clock } from '../../shared/clock';
import { ByteBuffer } from '../../shared/byte-buffer';
import type { Connection, ConnectionHandlers, Service } from '../lan-stream';
import { RequestHeadReader, type RequestHead } from './request-head';
import { Script, type Step } from './script';

/** The longest body that is taken. */
export const LONGEST_BODY = 64 * 1024;

export interface HttpServiceOptions {
  readonly clock: Clock;
  /** What is done for a request, once its head is there and, for a `wantsBody`, its body. */
  readonly respond: (head: RequestHead, body: Uint8Array) => Iterable<Step>;
  /** Whether a request's body is waited for; without it, none is. */
  readonly wantsBody?: (head: RequestHead) => boolean;
}

/** One request for each connection, which is closed after the answer. */
export function httpService(options: HttpServiceOptions): Service {
  return (connection) => new Exchange(connection, options).handlers;
}

class Exchange {
  readonly #reader = new RequestHeadReader();
  readonly #script: Script;
  readonly #body = new ByteBuffer();
  #head: RequestHead | null = null;
  #answered = false;

  constructor(
    private readonly connection: Connection,
    private readonly options: HttpServiceOptions,
  ) {
    this.#script = new Script(connection, options.clock);
  }

  get handlers(): ConnectionHandlers {
    return {
      onData: (bytes) => {
        this.connection.consumed(bytes.length);
        // What comes later is a second request, or a body that nobody wants.
        if (!this.#answered) this.#onData(bytes);
      },
      onEnd: () => {
        if (this.#answered) return;
        this.#answered = true;
        this.connection.end();
      },
      onReset: () => this.#script.stop(),
      onRoom: () => this.#script.resume(),
    };
  }

  #onData(bytes: Uint8Array): void {
    if (this.#head === null) {
      this.#head = this.#reader.push(bytes);
      if (this.#head?.kind === 'request') this.#body.append(this.#head.rest);
    } else this.#body.append(bytes);
    const head = this.#head;
    if (head === null) return;
    const length = head.kind === 'request' ? Math.min(head.contentLength, LONGEST_BODY) : 0;
    const waits = (this.options.wantsBody?.(head) ?? false) && this.#body.length < length;
    if (waits) return;
    this.#answered = true;
    this.#script.start(this.options.respond(head, this.#body.slice(0, length)));
  }
}
