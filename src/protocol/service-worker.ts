/**
 * Rules of what page and service worker say to each other. A page stays open while the service worker is replaced by one
 * of another build, so each message says by which rules it was written, and what is of other rules is passed over.
 */
export const SERVICE_WORKER_VERSION = 1;

/** The service worker's file beside the page; it never has another name. */
export const SERVICE_WORKER_FILE = 'sw.js';
/** `sw.js?isolate`: the same with headers for cross-origin isolation on everything that it answers. */
export const ISOLATE = 'isolate';

/** How the cache of a build is called, and the lock that each tab with a page of it holds. */
export const buildName = (scope: { readonly pathname: string }, build: string): string =>
  `pinwire:${scope.pathname}:${build}`;

/** From the page. */
export type ToServiceWorker = { readonly version: typeof SERVICE_WORKER_VERSION } &
  /**
   * Store this build for use without a network, and look through what is stored. Answered by `StoreReport`s on the port
   * that comes with it: any number of `storing`, then one of the others.
   */
  (
    | { readonly kind: 'store' }
    | { /** Become the active service worker now. */ readonly kind: 'take-over' }
    | {
        /** Another one is to take your place, but does not while an answer of yours is under way: show its build's page. */
        readonly kind: 'give-way';
        readonly build: string;
      }
    | { /** This page has come up: what it was answered with works. */ readonly kind: 'alive' }
  );

export type StoreReport = { readonly version: typeof SERVICE_WORKER_VERSION; readonly build: string } & (
  | { readonly kind: 'storing'; readonly bytes: number; readonly of: number }
  | { readonly kind: 'stored'; readonly bytes: number }
  | { readonly kind: 'not-stored'; readonly why: NotStored; readonly file: string }
);

export type NotStored =
  /** The browser gives no more room. */
  | 'full'
  /** The file cannot be fetched. */
  | 'unreachable'
  /** The host sends something else than what was built. */
  | 'altered'
  /** The browser does not let it. */
  | 'refused'
  /** There is nothing to store: the page is served by the development server. */
  | 'development';

/** A message of ours by the rules of today, or null. */
export function readToServiceWorker(message: unknown): ToServiceWorker | null {
  return isOurs(message, ['store', 'take-over', 'give-way', 'alive']) ? (message as ToServiceWorker) : null;
}

export function readStoreReport(message: unknown): StoreReport | null {
  return isOurs(message, ['storing', 'stored', 'not-stored']) ? (message as StoreReport) : null;
}

function isOurs(message: unknown, kinds: readonly string[]): boolean {
  if (typeof message !== 'object' || message === null) return false;
  if (!('version' in message) || message.version !== SERVICE_WORKER_VERSION) return false;
  return 'kind' in message && typeof message.kind === 'string' && kinds.includes(message.kind);
}
