import type { HttpRequest, HttpResult } from '../protocol/http';
import type { Fault, FromNet, ToNet } from '../protocol/messages';
import type { NetworkLogEntry } from '../protocol/network-log';
import { PROTOCOL_VERSION } from '../protocol/version';
import { DisposableStore } from '../shared/disposable';
import { unreachable } from '../shared/unreachable';
import type { WorkerPort } from './worker-port';

export interface NetClientParts {
  readonly startWorker: () => WorkerPort<unknown, unknown>;
  readonly onLog: (entries: readonly NetworkLogEntry[]) => void;
  readonly onUnknownName: (name: string) => void;
  readonly onFault: (fault: Fault) => void;
}

/**
 * The page's side of the net worker, which outlives boards. It is started when the first board is there: nothing on
 * the way to the first prompt needs it, and what is said to it before waits.
 */
export class NetClient {
  #worker: WorkerPort<unknown, unknown> | undefined;
  #waiting: { readonly message: ToNet; readonly transfer: readonly unknown[] }[] = [];
  readonly #requests = new Map<number, (result: HttpResult) => void>();
  readonly #owned = new DisposableStore();
  #nextRequest = 1;
  #over = false;

  constructor(private readonly parts: NetClientParts) {}

  start(): void {
    if (this.#worker || this.#over) return;
    const worker = this.parts.startWorker();
    this.#worker = worker;
    this.#owned.add(worker.onMessage((message) => this.#receive(message as FromNet)));
    this.#owned.add(
      worker.onFailure((detail) => {
        this.#end();
        this.parts.onFault({
          where: 'net worker',
          text: "The board's network stopped. Reload the page.",
          detail,
        });
      }),
    );
    for (const { message, transfer } of this.#waiting.splice(0)) worker.post(message, transfer);
  }

  /** @param device the net worker's end of the channel from the board */
  connectBoard(memory: SharedArrayBuffer, device: unknown): void {
    this.#post({ kind: 'boot', version: PROTOCOL_VERSION, control: memory, device }, [device]);
  }

  boardGone(): void {
    // Nobody is there to answer what waits, and perhaps nobody ever will be.
    if (!this.#worker) this.#cancelAll();
    this.#post({ kind: 'board-gone' });
  }

  watch(on: boolean): void {
    this.#post({ kind: 'watch', on });
  }

  /** Never rejects; what cannot be answered any more is cancelled. */
  fetch(request: HttpRequest, signal?: AbortSignal): Promise<HttpResult> {
    if (signal?.aborted === true || this.#over) return Promise.resolve(CANCELLED);
    const id = this.#nextRequest++;
    return new Promise((resolve) => {
      const cancel = (): void => this.#post({ kind: 'http-cancel', request: id });
      this.#requests.set(id, (result) => {
        this.#requests.delete(id);
        signal?.removeEventListener('abort', cancel);
        resolve(result);
      });
      signal?.addEventListener('abort', cancel, { once: true });
      this.#post({ kind: 'http', request: id, http: request });
    });
  }

  dispose(): void {
    this.#worker?.terminate();
    this.#end();
  }

  #end(): void {
    this.#over = true;
    this.#owned.dispose();
    this.#cancelAll();
  }

  #cancelAll(): void {
    this.#waiting = this.#waiting.filter(({ message }) => message.kind === 'watch');
    for (const settle of [...this.#requests.values()]) settle(CANCELLED);
  }

  #post(message: ToNet, transfer: readonly unknown[] = []): void {
    if (this.#over) return;
    if (this.#worker) this.#worker.post(message, transfer);
    else this.#waiting.push({ message, transfer });
  }

  #receive(message: FromNet): void {
    switch (message.kind) {
      case 'ready':
        return;
      case 'http-result':
        this.#requests.get(message.request)?.(message.result);
        return;
      case 'log':
        this.parts.onLog(message.entries);
        return;
      case 'unknown-name':
        this.parts.onUnknownName(message.name);
        return;
      case 'fault':
        this.parts.onFault(message.fault);
        return;
      default:
        unreachable(message);
    }
  }
}

const CANCELLED: HttpResult = { ok: false, failure: { kind: 'cancelled' } };
