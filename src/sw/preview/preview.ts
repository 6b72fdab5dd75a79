import { readDevicePath, type DevicePlace } from '../../protocol/device-url';
import { LAN } from '../../protocol/air';
import { readTabToServiceWorker, type TabIs } from '../../protocol/preview';
import { SERVICE_WORKER_VERSION } from '../../protocol/service-worker';
import type { Clock } from '../../shared/clock';
import { Emitter } from '../../shared/emitter';
import type { Asked, Part, Said } from '../part';
import { askBoard, type Owner } from './board-answer';
import { DeviceLinks } from './device-links';
import { readDownload } from './download-mark';
import {
  errorPage,
  errorText,
  failed,
  NO_RIGHTS,
  OWNER_GONE,
  OWNER_SILENT,
  REQUEST_TOO_LARGE,
  type Refusal,
} from './error-page';
import { tabRequest } from './tab-request';
import { TabResponder } from './tab-responder';
import type { TabWords } from './tab-words';

/** So many clients are remembered as pages of a board. */
const MOST_REMEMBERED = 256;

export interface PreviewSurroundings {
  /** The service worker's folder. */
  readonly base: URL;
  /** The page with that id; null when there is none that could own a board. */
  readonly page: (id: string) => Promise<Omit<Owner, 'onNetworkLost'> | null>;
  readonly clock: Clock;
  readonly userAgent: string;
  readonly words: TabWords;
}

type Target = DevicePlace & { readonly target: string };

/** Pages below `device/`: answered by the board of the tab that is named in their address. */
export class Preview implements Part {
  /**
   * Pages of boards, by client. A service worker that was ended in between has forgotten them; then the address of the
   * page that asks, which comes with nearly all requests, says the same.
   */
  readonly #pages = new Map<string, DevicePlace>();
  readonly #networkLost = new Emitter<{ readonly tab: string; readonly network: number }>();

  constructor(private readonly surroundings: PreviewSurroundings) {}

  answer(asked: Asked): Promise<Response> | Response | null {
    const { request } = asked;
    const url = new URL(request.url);
    const { base } = this.surroundings;
    if (url.origin !== base.origin) return null;
    const direct = readDevicePath(base.pathname, url.pathname);
    if (direct !== null) return this.#answerDirect(asked, url, direct);
    const place = this.#pageOf(asked);
    if (place === null) return null;
    const { prefix } = new DeviceLinks(base.pathname, place, LAN.board);
    // 307 keeps the method and the body of a form.
    if (request.mode === 'navigate') return redirect(307, prefix + url.pathname + url.search);
    return this.#ask(asked, { ...place, target: url.pathname + url.search });
  }

  hear({ data, clientId, ports }: Said): boolean {
    const message = readTabToServiceWorker(data);
    if (message?.kind === 'which-tab' && clientId !== null) {
      const answer: TabIs = { version: SERVICE_WORKER_VERSION, kind: 'tab-is', tab: clientId };
      ports[0]?.postMessage(answer);
    }
    if (message?.kind === 'tabs-lost' && clientId !== null)
      this.#networkLost.fire({ tab: clientId, network: message.network });
    return message !== null;
  }

  #answerDirect(asked: Asked, url: URL, found: Target): Promise<Response> | Response {
    if (found.target === '') return redirect(301, `${url.pathname}/${url.search}`);
    this.#remember(asked.resultingClientId, found);
    return this.#ask(asked, { ...found, target: found.target + url.search });
  }

  /** The board whose page asks for something outside its folder. */
  #pageOf({ request, clientId }: Asked): DevicePlace | null {
    const { base } = this.surroundings;
    if (URL.canParse(request.referrer)) {
      const { origin, pathname } = new URL(request.referrer);
      const found = origin === base.origin ? readDevicePath(base.pathname, pathname) : null;
      if (found !== null) return { tab: found.tab, port: found.port };
    }
    return request.mode === 'navigate' ? null : (this.#pages.get(clientId) ?? null);
  }

  #remember(clientId: string, { tab, port }: DevicePlace): void {
    if (clientId === '') return;
    this.#pages.delete(clientId);
    this.#pages.set(clientId, { tab, port });
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > MOST_REMEMBERED && oldest !== undefined) this.#pages.delete(oldest);
  }

  async #owner(id: string): Promise<Owner | null> {
    const page = await this.surroundings.page(id);
    return (
      page && {
        postMessage: (message, transfer) => page.postMessage(message, transfer),
        isThere: () => page.isThere(),
        onNetworkLost: (listener) =>
          this.#networkLost.event(({ tab, network }) => {
            if (tab === id) listener(network);
          }),
      }
    );
  }

  async #ask({ request }: Asked, asks: Target): Promise<Response> {
    const { target, name: download } = readDownload(asks.target);
    const to = { ...asks, target };
    const { base, clock, userAgent, words } = this.surroundings;
    const isPage = request.mode === 'navigate';
    const refuse = (refusal: Refusal): Response =>
      isPage
        ? errorPage(
            refusal,
            { base: base.pathname, again: request.method === 'GET' ? request.url : null },
            words,
          )
        : errorText(refusal, words);
    const owner = await this.#owner(to.tab);
    if (owner === null) return refuse(OWNER_GONE);
    const links = new DeviceLinks(base.pathname, to, LAN.board);
    const referrer = URL.canParse(request.referrer) ? links.toBoard(request.referrer) : null;
    const asked = await tabRequest(request, to, { userAgent, referrer });
    if (asked === 'too-large') return refuse(REQUEST_TOO_LARGE);
    const answer = await askBoard({ owner, request: asked, clock, signal: request.signal });
    switch (answer.kind) {
      case 'owner-gone':
        return refuse(OWNER_GONE);
      case 'owner-silent':
        return refuse(OWNER_SILENT);
      case 'failed':
        return refuse(failed(answer.failure, answer.facts?.board ?? LAN.board, to.port));
      case 'answer':
        // Sandboxed pages ask no service worker: this one was opened with full rights.
        if (!answer.facts.trusted && !isPage) {
          await answer.body.cancel();
          return refuse(NO_RIGHTS);
        }
        return new TabResponder({
          owner,
          clock,
          userAgent,
          sandboxed: words.tabs.sandboxed,
          base: base.pathname,
          to,
          isPage,
          download,
        }).respond(request, answer);
    }
  }
}

/** With the embedder's policy: WebKit takes a redirect in a frame of an isolated page for a page without it. */
function redirect(status: 301 | 307, location: string): Response {
  return new Response(null, {
    status,
    headers: {
      Location: location,
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cache-Control': 'no-store',
    },
  });
}
