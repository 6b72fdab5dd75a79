import type { HttpFailure, HttpRequest, HttpResult } from '../protocol/http';
import type { Fault, FromNet, ToNet } from '../protocol/messages';
import { areGood, GOOD_CONDITIONS, type LanConditions } from '../protocol/lan-conditions';
import type { NetworkLogEntry } from '../protocol/network-log';
import type { PreviewRequest, TabPort } from '../protocol/preview';
import { REAL_HOSTS_OFF, type RealFailure, type RealHosts } from '../protocol/real-hosts';
import type { Road } from '../protocol/road';
import { PROTOCOL_VERSION } from '../protocol/version';
import { DisposableStore } from '../shared/disposable';
import { unreachable } from '../shared/unreachable';
import { garbled, mixedVersions, netDied, netNotLoaded } from './faults';
import { readFromNet } from './incoming';
import type { WorkerPort } from './worker-port';

/** The end of a net worker. What was asked of it has been settled, and nothing more is heard of it. */
export interface NetLoss {
  readonly fault: Fault;
  /** It had begun its work, so another one may well do so, too. */
  readonly hadStarted: boolean;
  /** It had the board's port, which is gone with it. Else the next one gets it. */
  readonly hadBoard: boolean;
}

export interface NetClientParts {
  readonly startWorker: () => WorkerPort<unknown, unknown>;
  readonly onLog: (entries: readonly NetworkLogEntry[]) => void;
  readonly onUnknownName: (name: string) => void;
  readonly onRealHosts: (state: RealHosts) => void;
  readonly onNotReached: (host: string, port: number, failure: RealFailure) => void;
  /** Requests of browser tabs have been under way for a while; said again and again. */
  readonly onTabsWait: () => void;
  readonly onLost: (loss: NetLoss) => void;
}

/** Requests of browser tabs that may wait for a net worker. */
const MOST_TAB_REQUESTS = 64;

interface BoardEnd {
  readonly road: Road;
  readonly device: unknown;
}

interface Asked {
  readonly http: HttpRequest;
  readonly settle: (result: HttpResult) => void;
  sent: boolean;
}

/**
 * The page's side of the net worker, which outlives boards. It is told nothing before it has said of which version it
 * is; what is to be said to it waits until then.
 */
export class NetClient {
  #worker: WorkerPort<unknown, unknown> | undefined;
  #ready = false;
  #watching = false;
  #conditions = GOOD_CONDITIONS;
  #proxy: string | null = null;
  #board: BoardEnd | undefined;
  #boardSent = false;
  readonly #requests = new Map<number, Asked>();
  /** Requests of browser tabs that wait for a net worker and a board. */
  readonly #tabRequests: { readonly request: PreviewRequest; readonly port: TabPort }[] = [];
  readonly #owned = new DisposableStore();
  #nextRequest = 1;
  #over = false;

  constructor(private readonly parts: NetClientParts) {}

  /** Starts a net worker where there is none. */
  start(): void {
    if (this.#worker || this.#over) return;
    try {
      const worker = this.parts.startWorker();
      this.#worker = worker;
      this.#owned.add(worker.onMessage((message) => this.#receive(message)));
      this.#owned.add(
        worker.onFailure((detail) => this.#lose((this.#ready ? netDied : netNotLoaded)(detail))),
      );
    } catch (error) {
      this.#lose(netNotLoaded(String(error)));
    }
  }

  /** @param device the net worker's end of the channel from the board */
  connectBoard(road: Road, device: unknown): void {
    this.#board = { road, device };
    this.#boardSent = false;
    this.#tell();
  }

  boardGone(): void {
    if (this.#boardSent) this.#post({ kind: 'board-gone' });
    this.#board = undefined;
    this.#boardSent = false;
    // Nobody is there to answer what waits, and perhaps nobody ever will be.
    this.#settleAll(CANCELLED, (asked) => !asked.sent);
    this.#refuseTabs({ kind: 'cancelled' });
  }

  /** Holds for net workers that come later, too. */
  setConditions(conditions: LanConditions): void {
    this.#conditions = conditions;
    if (this.#ready) this.#post({ kind: 'conditions', conditions });
  }

  /** Holds for net workers that come later, too. */
  setProxy(url: string | null): void {
    this.#proxy = url;
    if (this.#ready) this.#post({ kind: 'proxy', url });
    else this.parts.onRealHosts(url === null ? REAL_HOSTS_OFF : { kind: 'connecting' });
  }

  watch(on: boolean): void {
    this.#watching = on;
    if (this.#ready) this.#post({ kind: 'watch', on });
  }

  /** Never rejects; what cannot be answered any more is cancelled. */
  fetch(request: HttpRequest, signal?: AbortSignal): Promise<HttpResult> {
    if (signal?.aborted === true || this.#over) return Promise.resolve(CANCELLED);
    const id = this.#nextRequest++;
    return new Promise((resolve) => {
      const cancel = (): void => {
        const asked = this.#requests.get(id);
        if (asked?.sent) this.#post({ kind: 'http-cancel', request: id });
        else asked?.settle(CANCELLED);
      };
      const settle = (result: HttpResult): void => {
        this.#requests.delete(id);
        signal?.removeEventListener('abort', cancel);
        resolve(result);
      };
      this.#requests.set(id, { http: request, settle, sent: false });
      signal?.addEventListener('abort', cancel, { once: true });
      this.#tell();
    });
  }

  /** The answer goes by the port, always one. */
  serveTab(request: PreviewRequest, port: TabPort): void {
    const failure: HttpFailure | null = this.#over
      ? { kind: 'cancelled' }
      : this.#tabRequests.length >= MOST_TAB_REQUESTS
        ? { kind: 'too-many', limit: MOST_TAB_REQUESTS }
        : null;
    if (failure !== null) port.postMessage({ kind: 'failed', failure });
    else {
      this.#tabRequests.push({ request, port });
      this.#tell();
    }
  }

  dispose(): void {
    this.#over = true;
    this.#end();
    this.#settleAll(CANCELLED);
    this.#refuseTabs({ kind: 'cancelled' });
  }

  /** Hands on what waited, once there is somebody who understands it. Requests go after the board that they are for. */
  #tell(): void {
    if (!this.#ready || !this.#board) return;
    if (!this.#boardSent) {
      const { road, device } = this.#board;
      this.#boardSent = true;
      this.#post({ kind: 'boot', version: PROTOCOL_VERSION, road, device }, [device]);
    }
    for (const [request, asked] of this.#requests) {
      if (asked.sent) continue;
      asked.sent = true;
      this.#post({ kind: 'http', request, http: asked.http });
    }
    for (const { request, port } of this.#tabRequests.splice(0))
      this.#post({ kind: 'preview', request, port }, [port]);
  }

  #lose(fault: Fault): void {
    const loss: NetLoss = { fault, hadStarted: this.#ready, hadBoard: this.#boardSent };
    this.#end();
    if (loss.hadBoard) this.#board = undefined;
    this.#settleAll(NETWORK_LOST);
    this.#refuseTabs({ kind: 'network-lost' });
    this.parts.onLost(loss);
  }

  #end(): void {
    this.#owned.dispose();
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#ready = false;
    this.#boardSent = false;
  }

  #settleAll(result: HttpResult, which: (asked: Asked) => boolean = () => true): void {
    for (const asked of [...this.#requests.values()]) if (which(asked)) asked.settle(result);
  }

  #refuseTabs(failure: HttpFailure): void {
    for (const { port } of this.#tabRequests.splice(0)) port.postMessage({ kind: 'failed', failure });
  }

  #post(message: ToNet, transfer: readonly unknown[] = []): void {
    this.#worker?.post(message, transfer);
  }

  #receive(raw: unknown): void {
    const message = readFromNet(raw);
    if (message) this.#heed(message);
    else this.#lose(garbled('net worker', raw));
  }

  #heed(message: FromNet): void {
    switch (message.kind) {
      case 'ready':
        if (message.version !== PROTOCOL_VERSION) {
          this.#lose(mixedVersions('net worker', `net worker ${message.version}, page ${PROTOCOL_VERSION}`));
          return;
        }
        this.#ready = true;
        if (this.#watching) this.#post({ kind: 'watch', on: true });
        if (!areGood(this.#conditions)) this.#post({ kind: 'conditions', conditions: this.#conditions });
        if (this.#proxy !== null) this.#post({ kind: 'proxy', url: this.#proxy });
        this.#tell();
        return;
      case 'http-result':
        this.#requests.get(message.request)?.settle(message.result);
        return;
      case 'tabs-wait':
        this.parts.onTabsWait();
        return;
      case 'log':
        this.parts.onLog(message.entries);
        return;
      case 'unknown-name':
        this.parts.onUnknownName(message.name);
        return;
      case 'real-hosts':
        this.parts.onRealHosts(message.state);
        return;
      case 'not-reached':
        this.parts.onNotReached(message.host, message.port, message.failure);
        return;
      case 'fault':
        this.#lose(message.fault);
        return;
      default:
        unreachable(message);
    }
  }
}

const CANCELLED: HttpResult = { ok: false, failure: { kind: 'cancelled' } };
const NETWORK_LOST: HttpResult = { ok: false, failure: { kind: 'network-lost' } };
