import { buildName, ISOLATE } from '../protocol/service-worker';
import { Offline } from './offline/offline';
import { isolated } from './offline/policy';
import { SETTINGS, SiteSettings } from './offline/site-settings';
import { StoredBuilds } from './offline/stored-builds';
import type { Part } from './part';
import { Preview } from './preview/preview';
import { previewSurroundings } from './preview/surroundings';
import type { SiteBuild } from './site';

declare const self: ServiceWorkerGlobalScope;
/** The first line of the built script. */
declare const __PINWIRE_SITE__: SiteBuild;

const site = __PINWIRE_SITE__;
const scope = new URL(self.registration.scope);
const isolate = self.location.search === `?${ISOLATE}`;
const builds = new StoredBuilds({ caches: self.caches, scope, build: site.build, inUse });
const offline = new Offline({
  ...{ site, scope, builds, isolate },
  store: {
    files: site.files,
    builds,
    fetch: (address, options) => self.fetch(address, options),
    hash,
    finish: isolate ? isolated : (response) => response,
  },
  fetch: (request) => self.fetch(request),
  settings: new SiteSettings({
    caches: self.caches,
    cacheName: `pinwire-settings:${scope.pathname}`,
    address: new URL(SETTINGS, scope).href,
    fetch: (address, options) => self.fetch(address, options),
    after: (delay, fire) => {
      const timer = self.setTimeout(fire, delay);
      return () => self.clearTimeout(timer);
    },
  }),
  isAlone: () => self.registration.waiting === null && self.registration.installing === null,
  takeOver: () => self.skipWaiting(),
});
const parts: readonly Part[] = [new Preview(previewSurroundings(self)), offline];

// A page that was there before is answered from now on, too; it keeps to its own build, whose files have names of their own.
self.addEventListener('activate', (event) => {
  // Not waited for: workers are claimed as well, and Firefox waits for the word of each, which a busy board's never gives.
  void self.clients.claim();
  event.waitUntil(offline.activated());
});

self.addEventListener('fetch', (event) => {
  const asked = {
    request: event.request,
    clientId: event.clientId,
    resultingClientId: event.resultingClientId,
    waitUntil: (work: Promise<unknown>) => event.waitUntil(work),
  };
  for (const part of parts) {
    const answer = part.answer(asked);
    if (answer === null) continue;
    event.respondWith(answer);
    return;
  }
});

self.addEventListener('message', (event) => {
  const said = {
    data: event.data as unknown,
    clientId: event.source instanceof Client ? event.source.id : null,
    ports: event.ports,
    waitUntil: (work: Promise<unknown>) => event.waitUntil(work),
  };
  parts.some((part) => part.hear(said));
});

/** Builds that tabs are open of: each holds a lock for as long as it lives. */
async function inUse(): Promise<ReadonlySet<string> | null> {
  if (!('locks' in self.navigator)) return null;
  const { held = [] } = await self.navigator.locks.query();
  const ours = buildName(scope, '');
  return new Set(held.flatMap(({ name }) => (name?.startsWith(ours) === true ? [name] : [])));
}

async function hash(bytes: ArrayBuffer): Promise<string> {
  const digest = await self.crypto.subtle.digest('SHA-256', bytes);
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
