import { readToServiceWorker, SERVICE_WORKER_VERSION, type StoreReport } from '../../protocol/service-worker';
import type { Asked, Part, Said } from '../part';
import { PAGE, type SiteBuild } from '../site';
import { FRAME, hasPolicy, isolated, withHeaders } from './policy';
import { SETTINGS, type SiteSettings } from './site-settings';
import { HASHED, NotStoredError, storeBuild, verifyBuild, type StoreParts } from './store-build';
import type { StoredBuilds } from './stored-builds';

export interface OfflineParts {
  readonly site: SiteBuild;
  /** The page's folder. */
  readonly scope: URL;
  readonly builds: StoredBuilds;
  readonly store: StoreParts;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly settings: Pick<SiteSettings, 'answer' | 'fetch'>;
  /** Whether pages and workers are to get the headers for isolation. */
  readonly isolate: boolean;
  /** Whether this is the active service worker, and no other waits. */
  readonly isAlone: () => boolean;
  readonly takeOver: () => Promise<void>;
}

/** So many pages in a row that never said that they came up: what they were answered with may be broken. */
const SUSPICIOUS = 2;

type Outcome = StoreReport extends infer Report
  ? Report extends StoreReport
    ? Omit<Report, 'version' | 'build'>
    : never
  : never;

/**
 * The site itself: from the copy of its build where that is whole, else from the network. A page and its files belong
 * to one build, since the page is answered by the copy only when all that it may ask for is there.
 */
export class Offline implements Part {
  readonly #parts: OfflineParts;
  readonly #paths: ReadonlySet<string>;
  /** Pages that were answered by the copy since one came up. */
  #silent = 0;
  /** The build of the service worker that is to take the place of this one. */
  #successor: string | null = null;
  #storing: Promise<Outcome> | null = null;
  readonly #watchers = new Set<(outcome: Outcome) => void>();

  constructor(parts: OfflineParts) {
    this.#parts = parts;
    this.#paths = new Set(parts.site.files.map(({ path }) => path));
  }

  answer({ request }: Asked): Promise<Response> | null {
    const path = this.#pathOf(request);
    if (path === null) return null;
    const response = this.#respond(request, path);
    if (path.startsWith('frame/')) {
      return (response ?? this.#parts.fetch(request)).then((frame) => withHeaders(frame, FRAME));
    }
    if (!this.#parts.isolate || !hasPolicy(request)) return response;
    return (response ?? this.#parts.fetch(request)).then(isolated);
  }

  hear(said: Said): boolean {
    const message = readToServiceWorker(said.data);
    switch (message?.kind) {
      case 'store': {
        const [port] = said.ports;
        if (port) said.waitUntil(this.#store(port));
        return true;
      }
      case 'take-over':
        said.waitUntil(this.#parts.takeOver());
        return true;
      case 'give-way':
        this.#successor = message.build;
        return true;
      case 'alive':
        this.#silent = 0;
        return true;
      case undefined:
        return false;
    }
  }

  /** It has become the active service worker. */
  async activated(): Promise<void> {
    if (await this.#parts.builds.isComplete()) await this.#parts.builds.tidy();
  }

  /** From the page's folder on; null for what is none of its files. */
  #pathOf(request: Request): string | null {
    if (request.method !== 'GET' || request.headers.has('Range')) return null;
    const { origin, pathname } = new URL(request.url);
    const { scope } = this.#parts;
    if (origin !== scope.origin || !pathname.startsWith(scope.pathname)) return null;
    const path = pathname.slice(scope.pathname.length);
    return path === '' ? PAGE : path;
  }

  #respond(request: Request, path: string): Promise<Response> | null {
    if (path === SETTINGS) return this.#parts.settings.answer();
    if (path === PAGE) return request.mode === 'navigate' ? this.#page(request) : null;
    // Somebody found the copy wanting.
    if (request.cache === 'reload' || request.cache === 'no-store') return null;
    if (this.#paths.has(path)) return this.#file(request, () => this.#parts.builds.find(path));
    // Of another build, whose tab is still open: the host may not have it any more.
    if (HASHED.test(path)) {
      return this.#file(request, () => this.#parts.builds.findElsewhere(path));
    }
    return null;
  }

  async #file(request: Request, find: () => Promise<Response | null>): Promise<Response> {
    // A copy that cannot be read is none.
    return (await find().catch(() => null)) ?? this.#parts.fetch(request);
  }

  async #page(request: Request): Promise<Response> {
    const stored = await this.#storedPage().catch(() => null);
    if (stored) return stored;
    const { builds, fetch } = this.#parts;
    // Its own is whole here only where it gives way to one that is not.
    const other = async () => ((await builds.isComplete()) ? builds.find(PAGE) : builds.otherPage());
    try {
      const response = await fetch(request);
      return response.status < 500 ? response : ((await other().catch(() => null)) ?? response);
    } catch (error) {
      const page = await other().catch(() => null);
      if (page) return page;
      throw error;
    }
  }

  async #storedPage(): Promise<Response | null> {
    const { builds, store } = this.#parts;
    // Its files have names of their own, and are found in its copy or at the host.
    if (this.#successor !== null) return builds.pageOf(this.#successor);
    if (!(await builds.isComplete())) return null;
    if (this.#silent >= SUSPICIOUS) {
      this.#silent = 0;
      await verifyBuild(store);
      if (!(await builds.isComplete())) return null;
    }
    this.#silent++;
    return builds.find(PAGE);
  }

  async #store(port: MessagePort): Promise<void> {
    const { build } = this.#parts.site;
    const tell = (outcome: Outcome): void =>
      port.postMessage({ version: SERVICE_WORKER_VERSION, build, ...outcome } satisfies StoreReport);
    this.#watchers.add(tell);
    try {
      // Several tabs may ask at once.
      this.#storing ??= this.#storeOnce().finally(() => (this.#storing = null));
      tell(await this.#storing);
    } finally {
      this.#watchers.delete(tell);
    }
  }

  async #storeOnce(): Promise<Outcome> {
    const { builds, store, settings, isAlone } = this.#parts;
    if (store.files.length === 0) return { kind: 'not-stored', why: 'development', file: '' };
    try {
      await verifyBuild(store);
      const bytes = await storeBuild(store, (stored, of) => {
        for (const watcher of this.#watchers) watcher({ kind: 'storing', bytes: stored, of });
      });
      await settings.fetch().catch(() => undefined);
      if (isAlone()) await builds.tidy();
      return { kind: 'stored', bytes };
    } catch (error) {
      if (!(error instanceof NotStoredError)) return { kind: 'not-stored', why: 'refused', file: '' };
      // What a student stores needs the room more.
      if (error.why === 'full') await builds.drop().catch(() => undefined);
      return { kind: 'not-stored', why: error.why, file: error.file };
    }
  }
}
