import type { LanSwitch } from '../net/lan/neighbours';
import { Network, type PendingFetch } from '../net/network';
import type { AirMessage, Fault, FromNet, ToNet } from '../protocol/messages';
import type { ToPreview } from '../protocol/preview';
import type { FramesTaken } from '../protocol/road';
import { PROTOCOL_VERSION } from '../protocol/version';
import { unreachable } from '../shared/unreachable';
import type { PackageIndex } from '../net/hosts/packages';
import type { OpenSocket } from '../net/wisp/socket';
import type { Clock } from '../shared/clock';
import { BoardLink } from './board-link';
import { boardWay } from './board-way';
import type { Port, WorkerEndpoint } from './endpoint';
import { TimerClock } from './timer-clock';
import { versionFault } from './version-fault';

/** How long log entries are gathered before they are told, in milliseconds. */
const LOG_INTERVAL = 100;
const MOST_WAITING_FRAMES = 4_096;
/** How often it is said that requests of browser tabs are under way, in milliseconds: see `tabs-wait`. */
const TABS_INTERVAL = 10_000;

/** What a network takes from around it. */
export interface NetSurroundings {
  /** Opens the WebSocket to a proxy; null where there is no way to one. */
  readonly openSocket: OpenSocket | null;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  /** How long log entries are gathered before they are told, in milliseconds. */
  readonly logInterval: number;
  /** Leads to other boards of the LAN; left out where there are none. */
  readonly lan?: LanSwitch;
  /** Packages for `mip`. */
  readonly packages?: PackageIndex;
  /** Where threads share one time: the board of this number was rung. */
  readonly onRing?: (slot: number) => void;
}

/** The computer's own time. */
export const inRealTime = (openSocket: OpenSocket): NetSurroundings => ({
  openSocket,
  clock: new TimerClock(),
  random: () => Math.random(),
  wallClock: () => Date.now(),
  logInterval: LOG_INTERVAL,
});

/**
 * The net worker, wherever it runs: the LAN and all beyond it. It serves one device worker at a time, by a port from
 * it and a way to it (board-way.ts), and the page's browser pane by messages. It outlives the board's worker.
 */
export function runNetWorker(endpoint: WorkerEndpoint, surroundings: NetSurroundings): Network {
  const worker = new NetWorker((message) => endpoint.post(message), surroundings);
  endpoint.onMessage((message) => worker.receive(message as ToNet));
  return worker.network;
}

type TabPort = Port & { close(): void };

class NetWorker {
  readonly network: Network;
  readonly #fetches = new Map<number, PendingFetch>();
  #board: BoardLink | undefined;
  #port: Port | undefined;
  #previews = 0;
  #tellsPreviews = false;

  constructor(
    private readonly post: (message: FromNet) => void,
    private readonly surroundings: NetSurroundings,
  ) {
    const { openSocket, clock, random, wallClock, logInterval, lan, packages } = surroundings;
    this.network = new Network({
      ...(openSocket ? { openSocket } : {}),
      ...(lan ? { lan } : {}),
      ...(packages ? { packages } : {}),
      clock,
      random,
      wallClock,
      toBoard: (frames) => this.#board?.send(frames),
    });
    this.network.onUnknownName((name) => this.post({ kind: 'unknown-name', name }));
    this.network.real.onChange((state) => this.post({ kind: 'real-hosts', state }));
    this.network.real.onFailed((failed) => this.post({ kind: 'not-reached', ...failed }));
    this.network.onPreviewsOpen((count) => {
      this.#previews = count;
      this.#tellPreviews();
    });
    this.network.log.onWaiting(() => {
      clock.after(logInterval, () => this.#tellLog());
    });
    this.post({ kind: 'ready', version: PROTOCOL_VERSION });
  }

  receive(message: ToNet): void {
    switch (message.kind) {
      case 'boot':
        this.#boot(message);
        return;
      case 'http':
        this.#fetch(message.request, message.http);
        return;
      case 'http-cancel':
        this.#fetches.get(message.request)?.cancel();
        return;
      case 'preview':
        this.#preview(message.request, message.port as TabPort);
        return;
      case 'board-gone':
        this.#dropBoard();
        return;
      case 'conditions':
        this.network.setConditions(message.conditions);
        return;
      case 'proxy':
        this.network.real.setProxy(message.url);
        return;
      case 'watch':
        this.network.log.watch(message.on);
        return;
      default:
        unreachable(message);
    }
  }

  /** Whoever has ceased to watch meanwhile finds it all when he watches again. */
  #tellLog(): void {
    const { log } = this.network;
    const entries = log.watching ? log.take() : [];
    if (entries.length > 0) this.post({ kind: 'log', entries });
  }

  #tellPreviews(): void {
    if (this.#tellsPreviews || this.#previews === 0) return;
    this.#tellsPreviews = true;
    this.surroundings.clock.after(TABS_INTERVAL, () => {
      this.#tellsPreviews = false;
      if (this.#previews > 0) this.post({ kind: 'tabs-wait' });
      this.#tellPreviews();
    });
  }

  #boot({ version, road, device }: Extract<ToNet, { kind: 'boot' }>): void {
    if (version !== PROTOCOL_VERSION) {
      this.post({ kind: 'fault', fault: versionFault('net worker', version) });
      return;
    }
    this.#dropBoard();
    this.#port = device as Port;
    const { clock, onRing } = this.surroundings;
    const way = boardWay(road, this.#port, onRing);
    this.#board = new BoardLink(way, clock, MOST_WAITING_FRAMES, () =>
      this.post({ kind: 'fault', fault: OVERFLOW }),
    );
    this.#port.onmessage = ({ data }) => {
      const message = data as AirMessage | FramesTaken;
      if (message.kind === 'air') this.network.fromBoardAll(message.frames);
      else way.onTaken(message.bytes);
    };
    this.network.boardCame();
  }

  #dropBoard(): void {
    this.network.boardGone();
    this.#board?.close();
    this.#board = undefined;
    if (this.#port) this.#port.onmessage = null;
    this.#port = undefined;
  }

  #preview(request: Extract<ToNet, { kind: 'preview' }>['request'], port: TabPort): void {
    const receive = this.network.preview(request, {
      // The bytes of a body are its receiver's own.
      post: (message) => port.postMessage(message, message.kind === 'body' ? [message.bytes.buffer] : []),
      close: () => port.close(),
    });
    port.onmessage = ({ data }) => receive(data as ToPreview);
  }

  #fetch(request: number, http: Extract<ToNet, { kind: 'http' }>['http']): void {
    const pending = this.network.fetch(http);
    this.#fetches.set(request, pending);
    void pending.result.then((result) => {
      this.#fetches.delete(request);
      this.post({ kind: 'http-result', request, result });
    });
  }
}

const OVERFLOW: Fault = {
  where: 'net worker',
  why: 'net-cut-off',
  detail: `more than ${MOST_WAITING_FRAMES} frames were waiting`,
  remedy: 'restart',
};
