import type { HttpRequest, HttpResult } from '../protocol/http';
import type { LanConditions } from '../protocol/lan-conditions';
import type { Fault } from '../protocol/messages';
import type { NetworkLogEntry } from '../protocol/network-log';
import type { PreviewRequest, TabPort } from '../protocol/preview';
import type { RealFailure, RealHosts } from '../protocol/real-hosts';
import type { BoardWorker } from './board-worker';
import { netKeepsStopping } from './faults';
import { NetClient, type NetLoss } from './net-client';
import type { SessionHost } from './worker-port';

/** How many net workers may take another's place in one life of a board. */
const SPARES = 3;

export interface BoardNetworkParts {
  readonly host: Pick<SessionHost, 'startNetWorker' | 'createChannel'>;
  readonly onLog: (entries: readonly NetworkLogEntry[]) => void;
  readonly onUnknownName: (name: string) => void;
  readonly onRealHosts: (state: RealHosts) => void;
  /** A program's connection to a real host failed for a reason that it cannot see. */
  readonly onNotReached: (host: string, port: number, failure: RealFailure) => void;
  readonly onTabsWait: () => void;
  /** What browser tabs had asked of the net worker is not answered any more. */
  readonly onTabsLost: () => void;
  /** Why the board has no network; null when it has, or soon will have. */
  readonly onFault: (fault: Fault | null) => void;
  /** The network was started anew under the board, whose connections are reset. */
  readonly onRestarted: () => void;
}

/**
 * The board's way to the network. A net worker that dies takes no board with it: another one is started, and the
 * board, which may be too busy to be handed anything, goes on to the next of the ports that it was given at its start.
 */
export class BoardNetwork {
  readonly #net: NetClient;
  #board: BoardWorker | undefined;
  /** The net workers' ends of the channels that the board has and that were not used yet. */
  #spares: unknown[] = [];
  #fault: Fault | null = null;

  constructor(private readonly parts: BoardNetworkParts) {
    this.#net = new NetClient({
      startWorker: () => parts.host.startNetWorker(),
      onLog: parts.onLog,
      onUnknownName: parts.onUnknownName,
      onRealHosts: parts.onRealHosts,
      onNotReached: parts.onNotReached,
      onTabsWait: parts.onTabsWait,
      onLost: (loss) => this.#onLost(loss),
    });
  }

  /** @returns the board's ends of its channels: to the net worker, and to those that may take its place. */
  connect(board: BoardWorker): readonly unknown[] {
    const channels = Array.from({ length: 1 + SPARES }, () => this.parts.host.createChannel());
    const [first, ...spares] = channels.map(({ other }) => other);
    this.#board = board;
    this.#spares = spares;
    this.#setFault(null);
    this.#net.connectBoard(board.road, first);
    return channels.map(({ one }) => one);
  }

  /** Once; a network that has failed is not started by this. */
  start(): void {
    if (!this.#fault) this.#net.start();
  }

  /** The student asks to try again what failed. */
  retry(): void {
    this.#setFault(null);
    this.#net.start();
  }

  /** The board looks to its next port: from here on nothing of a dead net worker is heard. */
  onSwitched(board: BoardWorker): void {
    const spare = this.#spares.shift();
    if (board === this.#board && spare !== undefined) this.#net.connectBoard(board.road, spare);
  }

  boardGone(): void {
    this.#board = undefined;
    this.#spares = [];
    this.#net.boardGone();
  }

  setConditions(conditions: LanConditions): void {
    this.#net.setConditions(conditions);
  }

  setProxy(url: string | null): void {
    this.#net.setProxy(url);
  }

  watch(on: boolean): void {
    this.#net.watch(on);
  }

  fetch(request: HttpRequest, signal?: AbortSignal): Promise<HttpResult> {
    if (this.#fault) return Promise.resolve(NETWORK_LOST);
    return this.#net.fetch(request, signal);
  }

  serveTab(request: PreviewRequest, port: TabPort): void {
    if (this.#fault) port.postMessage({ kind: 'failed', failure: { kind: 'network-lost' } });
    else this.#net.serveTab(request, port);
  }

  dispose(): void {
    this.#net.dispose();
  }

  #onLost({ fault, hadStarted, hadBoard }: NetLoss): void {
    this.parts.onTabsLost();
    // Told even where no other network follows: its connections are over.
    const told = !hadBoard || (this.#board?.send({ kind: 'net-lost' }) ?? true);
    const hasSpare = !hadBoard || this.#spares.length > 0;
    if (!hadStarted || fault.remedy === 'reload') this.#setFault(fault);
    else if (!told || !hasSpare) this.#setFault(netKeepsStopping(fault));
    else {
      this.#net.start();
      this.parts.onRestarted();
    }
  }

  #setFault(fault: Fault | null): void {
    this.#fault = fault;
    this.parts.onFault(fault);
  }
}

const NETWORK_LOST: HttpResult = { ok: false, failure: { kind: 'network-lost' } };
