import { LAN } from '../../protocol/air';
import { devicePrefix } from '../../protocol/device-url';
import { readTabIs, readTabRequest, type TabPort, type TabToServiceWorker } from '../../protocol/preview';
import { SERVICE_WORKER_VERSION } from '../../protocol/service-worker';
import type { Clock } from '../../shared/clock';
import { DisposableStore, type Dispose } from '../../shared/disposable';
import { Emitter } from '../../shared/emitter';
import type { Session } from '../session';

/** A service worker that has not answered by then is one of an older build, in milliseconds. */
const ANSWER_WITHIN = 10_000;

export interface DeviceTabsParts {
  readonly session: Pick<Session, 'snapshot' | 'serveTab' | 'onTabsWait' | 'onTabsLost'>;
  /** The active service worker; null where there is none to be had. */
  readonly active: () => Promise<ServiceWorker | null>;
  /** Null where the browser has none. */
  readonly container: Pick<ServiceWorkerContainer, 'addEventListener' | 'removeEventListener'> | null;
  readonly clock: Clock;
  /** The page's own address. */
  readonly base: string;
  /**
   * The page is in a frame of another site's. Browsers keep what belongs to it apart from what a tab of its own has, and
   * a service worker does: no tab would find this page.
   */
  readonly embedded: boolean;
}

/** Lets other tabs of the browser show what this page's board serves. */
export class DeviceTabs {
  readonly #parts: DeviceTabsParts;
  readonly #changed = new Emitter<undefined>();
  readonly #owned = new DisposableStore();
  #tab: string | null = null;
  /** Which of the page's net workers it is, counted from 0 on. */
  #network = 0;

  constructor(parts: DeviceTabsParts) {
    this.#parts = parts;
    const { container, session } = parts;
    const onMessage = (event: MessageEvent<unknown>): void => this.#receive(event);
    const onChange = (): void => void this.start();
    container?.addEventListener('message', onMessage);
    container?.addEventListener('controllerchange', onChange);
    this.#owned.add(() => container?.removeEventListener('message', onMessage));
    this.#owned.add(() => container?.removeEventListener('controllerchange', onChange));
    this.#owned.add(session.onTabsWait(() => void this.#tell(message('tabs-wait'))));
    this.#owned.add(
      session.onTabsLost(() => void this.#tell({ ...message('tabs-lost'), network: this.#network++ })),
    );
  }

  get embedded(): boolean {
    return this.#parts.embedded;
  }

  /** Where a tab finds the board's server at that port: `…/device/<tab>`. Null while, or where, no tab can. */
  prefix(port: number): string | null {
    if (this.#tab === null || this.#parts.embedded) return null;
    const url = new URL('./', this.#parts.base);
    return url.origin + devicePrefix(url.pathname, { tab: this.#tab, port });
  }

  subscribe(onChange: () => void): Dispose {
    return this.#changed.event(onChange);
  }

  /** Asks the service worker by which name it knows this page. */
  async start(): Promise<void> {
    const worker = await this.#parts.active();
    if (!worker || this.#tab !== null) return;
    const { port1, port2 } = new MessageChannel();
    const forget = this.#parts.clock.after(ANSWER_WITHIN, () => port1.close());
    port1.onmessage = ({ data }) => {
      forget();
      port1.close();
      this.#tab = readTabIs(data)?.tab ?? null;
      this.#changed.fire(undefined);
    };
    worker.postMessage(message('which-tab'), [port2]);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #receive({ data, ports }: MessageEvent<unknown>): void {
    const asked = readTabRequest(data);
    const port: TabPort | undefined = ports[0];
    if (asked === null || port === undefined) return;
    const { session } = this.#parts;
    const trusted = session.snapshot.pagesTrusted;
    port.postMessage({ kind: 'taken', board: LAN.board, trusted, network: this.#network });
    session.serveTab(asked.request, port);
  }

  async #tell(said: TabToServiceWorker): Promise<void> {
    (await this.#parts.active())?.postMessage(said);
  }
}

function message<Kind extends TabToServiceWorker['kind']>(kind: Kind) {
  return { version: SERVICE_WORKER_VERSION, kind } as const;
}
