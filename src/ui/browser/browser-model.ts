import type { HttpResponse, HttpResult } from '../../protocol/http';
import type { Session } from '../../session/session';
import type { DeviceTabs } from '../../session/site-worker/device-tabs';
import type { SiteWorkerState } from '../../session/site-worker/site-worker-state';
import type { Clock } from '../../shared/clock';
import { DisposableStore, type Dispose } from '../../shared/disposable';
import { browser } from '../../words/en/browser';
import { httpFailures } from '../../words/en/http-failures';
import { failureText } from '../../words/http-failure-text';
import { wordsOf } from '../../words/spoken';
import { Cell } from '../common/cell';
import type { Said } from '../common/said';
import type { TextStore } from '../common/text-store';
import { readAddress, requestTarget, resolveLink } from './address';
import { contentOf, decodeBody, header } from './content';
import type { FrameMessage, FrameReply, FrameRequest } from './frame-messages';
import { get, type History, noHistory, present, step, type Visit, visit } from './history';
import { dataUrl } from './data-url';
import type { PageDocument } from './page-document';
import type { PageFailure } from './page-failure';
import type { PageTrust } from './page-trust';

export type Page =
  | { kind: 'empty' }
  /** The page was open before this page of ours was reloaded, which is a power cycle of the board. */
  | { kind: 'restarted' }
  | { kind: 'html'; document: PageDocument; token: string }
  | { kind: 'text'; text: string }
  | { kind: 'image'; src: string }
  | { kind: 'other'; type: string; bytes: number }
  | { kind: 'failure'; failure: PageFailure };

export interface BrowserState {
  readonly url: string;
  readonly page: Page;
  /** Head and body as they came; null when nothing came. */
  readonly raw: Uint8Array | null;
  readonly status: string | null;
  readonly loading: boolean;
  readonly canGo: { readonly back: boolean; readonly forward: boolean };
  /** A sentence above the page: a refused link, files of other hosts, a restarted board. */
  readonly notice: Said | null;
  readonly autoReload: boolean;
}

const OPEN_KEY = 'browser-address';
const RELOAD_EVERY = 1000;
const MOST_REDIRECTS = 5;
/** Requests of a page's scripts that wait for their turn. */
const MOST_WAITING = 32;
const DEFAULT_BOARD = '192.168.1.42';

export interface BrowserParts {
  readonly session: Session;
  readonly tabStore: TextStore;
  readonly clock: Clock;
  readonly newToken: () => string;
  readonly tabs: Pick<DeviceTabs, 'prefix' | 'subscribe' | 'embedded'>;
  readonly trust: PageTrust;
  readonly site: Cell<SiteWorkerState>;
}

/** The virtual browser: history, one request at a time over the LAN, and what to show for the answer. */
export class BrowserModel {
  readonly state: Cell<BrowserState>;
  readonly #parts: BrowserParts;
  readonly #owned = new DisposableStore();
  #history: History = noHistory;
  #loading: AbortController | null = null;
  #boot: number | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #cancelTimer: Dispose | null = null;
  #cancelRefresh: Dispose | null = null;

  constructor(parts: BrowserParts) {
    this.#parts = parts;
    const open = parts.tabStore.read(OPEN_KEY);
    const target = open === null ? null : readAddress(open, this.board);
    const url = target?.kind === 'board' ? target.url : `http://${this.board}/`;
    if (target?.kind === 'board') this.#history = visit(noHistory, get(url));
    this.state = new Cell<BrowserState>({
      url,
      page: target?.kind === 'board' ? { kind: 'restarted' } : { kind: 'empty' },
      raw: null,
      status: null,
      loading: false,
      canGo: { back: false, forward: false },
      notice: null,
      autoReload: false,
    });
    this.#owned.add(parts.session.subscribe(() => this.#watchBoard()));
    this.#owned.add(() => this.#stopTimers());
  }

  get session(): Session {
    return this.#parts.session;
  }

  get trust(): PageTrust {
    return this.#parts.trust;
  }

  get tabs(): BrowserParts['tabs'] {
    return this.#parts.tabs;
  }

  /** How it stands with the service worker, by which other tabs show the board's pages. */
  get site(): Cell<SiteWorkerState> {
    return this.#parts.site;
  }

  get board(): string {
    return this.#parts.session.snapshot.device?.wifi.ip ?? DEFAULT_BOARD;
  }

  /** Opens what stands in the address bar. */
  open(text: string): void {
    const target = readAddress(text, this.board);
    if (target.kind === 'board') this.#go(get(target.url));
    else if (target.kind === 'refused') this.#change({ notice: target.why });
  }

  reload(): void {
    const here = present(this.#history);
    if (here) void this.#load(here);
    else this.open(this.state.value.url);
  }

  go(by: -1 | 1): void {
    const next = step(this.#history, by);
    if (next === this.#history) return;
    this.#history = next;
    this.reload();
  }

  /** Loading is given up; what was shown stays. */
  stop(): void {
    this.#loading?.abort();
    this.#loading = null;
    this.#change({ loading: false });
  }

  setAutoReload(on: boolean): void {
    this.#change({ autoReload: on });
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (on) this.#tick();
  }

  /** A sentence above the page. */
  say(notice: Said): void {
    this.#change({ notice });
  }

  dismissNotice(): void {
    this.#change({ notice: null });
  }

  /** A checked message of the shown page. The result is what to send back, if anything. */
  async receive(
    message: FrameMessage,
  ): Promise<{ scrollTo: string } | { reply: FrameReply; id: number } | null> {
    switch (message.kind) {
      case 'hello':
        return null;
      case 'navigate':
        return this.#follow(message.href, (url) => get(url));
      case 'submit':
        return this.#follow(message.href, (url) => formVisit(message.method, url, message.fields));
      case 'fetch':
        return { id: message.id, reply: await this.#fetchForPage(message.request) };
    }
  }

  /** The frame shows something that is not the page we gave it: its script led it elsewhere. */
  leftThePage(): void {
    this.#change({ page: { kind: 'failure', failure: { kind: 'left' } } });
  }

  /** The frame for pages could not be loaded. */
  frameFailed(): void {
    this.#change({ page: { kind: 'failure', failure: { kind: 'not-loaded' } } });
  }

  dispose(): void {
    this.#loading?.abort();
    this.#owned.dispose();
  }

  #follow(href: string, toVisit: (url: string) => Visit): { scrollTo: string } | null {
    const target = resolveLink(href, this.state.value.url, this.board);
    if (target.kind === 'same-page') return { scrollTo: target.fragment };
    if (target.kind === 'refused') this.#change({ notice: target.why });
    else this.#go(toVisit(target.url));
    return null;
  }

  #go(next: Visit): void {
    this.#history = visit(this.#history, next);
    void this.#load(next);
  }

  async #load(asked: Visit): Promise<void> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this.#cancelRefresh?.();
    this.#parts.tabStore.write(OPEN_KEY, asked.url);
    const { at, visits } = this.#history;
    this.#change({
      url: asked.url,
      loading: true,
      notice: null,
      canGo: { back: at > 0, forward: at < visits.length - 1 },
    });
    const { visit: shown, result } = await this.#request(asked, loading.signal);
    const givenUp = () => loading.signal.aborted;
    if (givenUp()) return;
    const page = await this.#pageOf(shown, result, loading.signal);
    if (givenUp()) return;
    this.#loading = null;
    this.#boot = this.#parts.session.snapshot.device?.boot ?? null;
    this.#show(shown, result, page);
  }

  #show(shown: Visit, result: HttpResult, page: Page): void {
    const response = result.ok ? result.response : null;
    this.#change({
      url: shown.url,
      page,
      raw: response?.raw ?? null,
      status: response ? `${response.status} ${response.reason}`.trim() : null,
      loading: false,
      notice: page.kind === 'html' ? refusedFiles(page.document) : null,
    });
    const refresh = page.kind === 'html' ? page.document.refresh : null;
    if (refresh) {
      const delay = Math.max(1, refresh.seconds) * 1000;
      this.#cancelRefresh = this.#parts.clock.after(delay, () => {
        this.#follow(refresh.href === '' ? shown.url : refresh.href, get);
      });
    }
  }

  /** Follows redirects; the last answer or failure counts. */
  async #request(asked: Visit, signal: AbortSignal): Promise<{ visit: Visit; result: HttpResult }> {
    let at = asked;
    for (let redirects = 0; ; redirects++) {
      const result = await this.#fetch(at, signal);
      const next = result.ok && redirects < MOST_REDIRECTS ? this.#redirect(at, result.response) : null;
      if (next === null || signal.aborted) return { visit: at, result };
      at = next;
    }
  }

  #redirect(from: Visit, response: HttpResponse): Visit | null {
    const location = [301, 302, 303, 307, 308].includes(response.status)
      ? header(response, 'location')
      : null;
    if (location === null) return null;
    const target = resolveLink(location, from.url, this.board);
    if (target.kind !== 'board') return null;
    return response.status >= 307 ? { ...from, url: target.url } : get(target.url);
  }

  #fetch(asked: Visit, signal?: AbortSignal): Promise<HttpResult> {
    const { path, ...to } = requestTarget(asked.url);
    const { method, headers, body } = asked;
    return this.#parts.session.fetch({ method, to, path, headers, ...(body ? { body } : {}) }, signal);
  }

  async #pageOf(shown: Visit, result: HttpResult, signal: AbortSignal): Promise<Page> {
    if (!result.ok) {
      const to = requestTarget(shown.url);
      return { kind: 'failure', failure: { kind: 'request', failure: result.failure, to } };
    }
    const { response } = result;
    const content = contentOf(response);
    if (content.kind === 'image') return { kind: 'image', src: dataUrl(response, false) };
    if (content.kind === 'other') return { kind: 'other', type: content.type, bytes: response.body.length };
    const text = decodeBody(response.body, content.charset);
    if (content.kind === 'text') return { kind: 'text', text };
    const token = this.#parts.newToken();
    const builder = await import('./page-document').catch(() => null);
    if (!builder) return { kind: 'failure', failure: { kind: 'not-loaded' } };
    const document = await builder.buildPage(text, {
      url: shown.url,
      token,
      board: this.board,
      get: async (url) => {
        const file = await this.#fetch(get(url), signal);
        return file.ok ? file.response : null;
      },
    });
    return { kind: 'html', document, token };
  }

  /** Requests of the page's scripts take turns, as a board with one connection at a time needs it. */
  async #fetchForPage(request: FrameRequest): Promise<FrameReply> {
    const target = resolveLink(request.href, this.state.value.url, this.board);
    if (target.kind !== 'board')
      return { ok: false, why: target.kind === 'refused' ? target.why() : wordsOf(browser).nothingToLoad };
    if (this.#waiting >= MOST_WAITING) return { ok: false, why: wordsOf(browser).tooManyWait };
    const body = request.body === null ? {} : { body: new TextEncoder().encode(request.body) };
    const asked: Visit = { method: request.method, url: target.url, headers: request.headers, ...body };
    this.#waiting++;
    const turn = this.#queue.then(() => this.#request(asked, new AbortController().signal));
    this.#queue = turn.catch(() => undefined);
    const { visit: answered, result } = await turn.finally(() => this.#waiting--);
    if (!result.ok) {
      const text = failureText(result.failure, requestTarget(answered.url), wordsOf(httpFailures));
      return { ok: false, why: text.title };
    }
    const { status, reason, headers, body: bytes } = result.response;
    return { ok: true, url: answered.url, status, reason, headers, body: bytes };
  }

  /** Once a second; a turn in which a request is still under way is skipped, and a form is not sent again. */
  #tick(): void {
    this.#cancelTimer = this.#parts.clock.after(RELOAD_EVERY, () => {
      const here = present(this.#history);
      if (this.#loading === null && (here === null || here.method === 'GET')) this.reload();
      this.#tick();
    });
  }

  #watchBoard(): void {
    const boot = this.#parts.session.snapshot.device?.boot ?? null;
    if (this.#boot === null || boot === null || boot === this.#boot) return;
    this.#boot = boot;
    if (this.state.value.page.kind !== 'empty')
      this.#change({ notice: () => wordsOf(browser).boardRestarted });
  }

  #stopTimers(): void {
    this.#cancelTimer?.();
    this.#cancelRefresh?.();
  }

  #change(part: Partial<BrowserState>): void {
    this.state.update((state) => ({ ...state, ...part }));
  }
}

function formVisit(
  method: 'GET' | 'POST',
  url: string,
  fields: readonly (readonly [string, string])[],
): Visit {
  const encoded = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
  if (method === 'GET') {
    const address = new URL(url);
    address.search = encoded;
    return get(address.href);
  }
  return {
    method,
    url,
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: new TextEncoder().encode(encoded),
  };
}

function refusedFiles({ refused }: PageDocument): Said | null {
  return refused.length === 0 ? null : () => wordsOf(browser).foreignFiles(refused);
}
