import { createHash } from 'node:crypto';
import { buildName, SERVICE_WORKER_VERSION, type StoreReport } from '../../protocol/service-worker';
import type { SiteBuild } from '../site';
import { MemoryCaches } from './memory-caches.test-helpers';
import { Offline } from './offline';
import { isolated } from './policy';
import { StoredBuilds } from './stored-builds';

export const SCOPE = new URL('https://host.example/a/');

/** A host: what it sends for each address. */
export class FakeHost {
  readonly files = new Map<string, string>();
  headers: Record<string, string> = {};
  online = true;
  readonly asked: string[] = [];
  /** What it sends for anything that it does not have. */
  fallback = (): Response => new Response('no such file', { status: 404 });

  put(site: Readonly<Record<string, string>>): void {
    this.files.clear();
    for (const [path, text] of Object.entries(site)) this.files.set(path, text);
  }

  readonly fetch = (request: Request | string): Promise<Response> => {
    const { pathname } = new URL(typeof request === 'string' ? request : request.url);
    const path = pathname.slice(SCOPE.pathname.length) || 'index.html';
    this.asked.push(path);
    if (!this.online) return Promise.reject(new TypeError('Failed to fetch'));
    const text = this.files.get(path);
    if (text === undefined) return Promise.resolve(this.fallback());
    const type = path.endsWith('.json') ? 'application/json' : 'text/plain';
    return Promise.resolve(new Response(text, { headers: { 'Content-Type': type, ...this.headers } }));
  };
}

export const hashOf = (bytes: ArrayBuffer | string): Promise<string> =>
  Promise.resolve(
    createHash('sha256')
      .update(typeof bytes === 'string' ? bytes : new Uint8Array(bytes))
      .digest('base64'),
  );

export async function siteOf(build: string, files: Readonly<Record<string, string>>): Promise<SiteBuild> {
  return {
    build,
    files: await Promise.all(
      Object.entries(files).map(async ([path, text]) => ({
        path,
        bytes: text.length,
        hash: await hashOf(text),
      })),
    ),
  };
}

/** One service worker's part, among others of the same browser. */
export async function offlineOf(
  build: string,
  files: Readonly<Record<string, string>>,
  {
    host,
    caches = new MemoryCaches(),
    isolate = false,
    open = () => [] as string[],
  }: {
    host: FakeHost;
    caches?: MemoryCaches;
    isolate?: boolean;
    /** Builds that tabs are open of. */
    open?: () => string[];
  },
) {
  const site = await siteOf(build, files);
  const builds = new StoredBuilds({
    ...{ caches, scope: SCOPE, build },
    inUse: () => Promise.resolve(new Set(open().map((name) => buildName(SCOPE, name)))),
  });
  const calls = { takenOver: 0, alone: true };
  const offline = new Offline({
    ...{ site, scope: SCOPE, builds, isolate },
    store: {
      ...{ files: site.files, builds, hash: hashOf },
      fetch: host.fetch,
      finish: isolate ? isolated : (response) => response,
    },
    fetch: host.fetch,
    settings: {
      answer: () => Promise.resolve(new Response('{}')),
      fetch: () => Promise.resolve(new Response('{}')),
    },
    isAlone: () => calls.alone,
    takeOver: () => {
      calls.takenOver++;
      return Promise.resolve();
    },
  });
  return { offline, builds, caches, calls };
}

/** Has it store its build; the reports, the last of which says how that ended. */
export async function store(offline: Offline): Promise<StoreReport[]> {
  const { port1, port2 } = new MessageChannel();
  const reports: StoreReport[] = [];
  const ended = new Promise<void>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<StoreReport>) => {
      reports.push(data);
      if (data.kind !== 'storing') resolve();
    };
  });
  say(offline, 'store', [port2]);
  await ended;
  port1.close();
  return reports;
}

export function say(
  offline: Offline,
  kind: string,
  ports: readonly MessagePort[] = [],
  more: { build?: string } = {},
): boolean {
  const data = { version: SERVICE_WORKER_VERSION, kind, ...more };
  return offline.hear({
    data,
    clientId: 'tab',
    ports,
    waitUntil: (work) => void work.catch(() => undefined),
  });
}

/** What a page's request is answered with; null where it is left to the browser. */
export function ask(
  offline: Offline,
  path: string,
  {
    navigate = false,
    ...rest
  }: { navigate?: boolean; cache?: RequestCache; destination?: string; method?: string } = {},
): Promise<Response> | null {
  const request = new Request(new URL(path, SCOPE), { method: rest.method ?? 'GET' });
  // Node lets nobody make a navigation.
  Object.defineProperties(request, {
    mode: { value: navigate ? 'navigate' : 'cors' },
    cache: { value: rest.cache ?? 'default' },
    destination: { value: rest.destination ?? (navigate ? 'document' : '') },
  });
  return offline.answer({ request, clientId: '', resultingClientId: '', waitUntil: () => undefined });
}

/** The text of what a page that is navigated to is answered with. */
export async function page(offline: Offline, path = './'): Promise<string | null> {
  const response = await ask(offline, path, { navigate: true });
  return response?.text() ?? null;
}
