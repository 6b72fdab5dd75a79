import { ISOLATE, SERVICE_WORKER_FILE } from '../../protocol/service-worker';
import type { Clock } from '../../shared/clock';
import { serviceWorkers } from './container';
import type { NoServiceWorker } from './site-worker-state';

/** What is needed of the browser's `navigator.serviceWorker`. */
export type Container = Pick<
  ServiceWorkerContainer,
  'controller' | 'register' | 'getRegistration' | 'addEventListener' | 'removeEventListener'
>;

export interface Place {
  /** Null where the browser has none. */
  readonly container: Container | null;
  readonly secure: boolean;
  /** The page's folder. */
  readonly base: string;
}

export function placeOf(view: Window): Place {
  return {
    container: serviceWorkers(view),
    secure: view.isSecureContext,
    base: new URL('./', view.document.baseURI).href,
  };
}

/**
 * Registers the service worker of this page, and makes the browser look for a newer one. Never rejects.
 *
 * @param isolate with headers for isolation; else as it is registered already
 */
export async function register(
  { container, secure, base }: Place,
  isolate = false,
): Promise<ServiceWorkerRegistration | NoServiceWorker> {
  if (!secure) return 'insecure';
  if (!container) return 'unsupported';
  try {
    const address = new URL(SERVICE_WORKER_FILE, base);
    if (isolate || (await isolates(container, base))) address.search = ISOLATE;
    // Past the HTTP cache: a host may let it keep the file for long.
    return await container.register(address, { scope: base, updateViaCache: 'none' });
  } catch {
    return 'refused';
  }
}

/** Whoever needed the headers once needs them at the next visit. */
async function isolates(container: Container, base: string): Promise<boolean> {
  const registration = await container.getRegistration(base);
  if (registration?.scope !== base) return false;
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  return worker !== null && new URL(worker.scriptURL).search === `?${ISOLATE}`;
}

/** The active service worker, once there is one; null when what was to become it was given up. */
export async function activeOf(registration: ServiceWorkerRegistration): Promise<ServiceWorker | null> {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (!worker) return null;
  await settled(worker, ['activated', 'redundant']);
  return worker.state === 'activated' ? worker : registration.active;
}

/** Resolves when the service worker is in one of these states; with a clock, no later than after `most` milliseconds. */
export function settled(
  worker: Pick<ServiceWorker, 'state' | 'addEventListener' | 'removeEventListener'>,
  states: readonly ServiceWorkerState[],
  clock?: Clock,
  most = 0,
): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      forget?.();
      worker.removeEventListener('statechange', look);
      resolve();
    };
    const look = (): void => {
      if (states.includes(worker.state)) end();
    };
    const forget = clock?.after(most, end);
    worker.addEventListener('statechange', look);
    look();
  });
}
