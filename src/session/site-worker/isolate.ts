import { SERVICE_WORKER_VERSION, type ToServiceWorker } from '../../protocol/service-worker';
import type { Clock } from '../../shared/clock';
import { register, settled, type Place } from './registration';
import type { NoServiceWorker } from './site-worker-state';

/** Why the service worker cannot make the page cross-origin isolated. */
export type NotIsolated =
  | NoServiceWorker
  /** Within another page, which is not isolated itself: no header of ours changes that. */
  | 'framed'
  /** Without the tab's storage a second reload could not be told from the first. */
  | 'no-storage'
  /** The service worker did not start. */
  | 'silent'
  /** The page was loaded with the headers, and is not isolated. */
  | 'in-vain';

export interface IsolateParts {
  readonly place: Place;
  readonly framed: boolean;
  /** Called each time: merely reading `window.sessionStorage` throws where storage is forbidden. */
  readonly tabStorage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly clock: Clock;
  /** Milliseconds since 1970, which go on over a reload. */
  readonly now: () => number;
  readonly reload: () => void;
}

const TRIED = 'pinwire.isolating';
/** So long after it a page that is not isolated has another cause than that reload (a hard reload, say), in milliseconds. */
const JUST_NOW = 30_000;
/** Milliseconds within which a service worker of a few kilobytes is there, or is not to be had. */
const MOST_WAIT = 10_000;

/**
 * Loads the page anew, with the headers that its host does not send (reference: network §4.6). Once: when that was in
 * vain, the next call says so, and only the one after that tries again, which is a person's reload.
 */
export async function isolateByServiceWorker(parts: IsolateParts): Promise<'reloading' | NotIsolated> {
  const { place, framed, reload } = parts;
  if (framed) return 'framed';
  const tried = firstTry(parts);
  if (tried !== true) return tried;
  const registration = await register(place, true);
  if (typeof registration === 'string') return forgetTry(parts, registration);
  if (!(await inControl(parts, registration))) return forgetTry(parts, 'silent');
  reload();
  return 'reloading';
}

function firstTry(parts: IsolateParts): true | NotIsolated {
  try {
    const storage = parts.tabStorage();
    const before = Number(storage.getItem(TRIED) ?? -Infinity);
    if (parts.now() - before < JUST_NOW) return forgetTry(parts, 'in-vain');
    storage.setItem(TRIED, String(parts.now()));
    return true;
  } catch {
    return 'no-storage';
  }
}

function forgetTry(parts: IsolateParts, why: NotIsolated): NotIsolated {
  try {
    parts.tabStorage().removeItem(TRIED);
  } catch {
    // Where nothing can be forgotten, nothing was stored.
  }
  return why;
}

/** Whether the page is answered by the service worker that adds the headers. */
async function inControl(
  { place: { container }, clock }: IsolateParts,
  { installing, waiting, active }: ServiceWorkerRegistration,
): Promise<boolean> {
  // The newest: an older one may not add them. Nothing runs in this page yet that it could disturb.
  const worker = installing ?? waiting ?? active;
  if (!worker || !container) return false;
  await settled(worker, ['installed', 'activated', 'redundant'], clock, MOST_WAIT);
  worker.postMessage({ version: SERVICE_WORKER_VERSION, kind: 'take-over' } satisfies ToServiceWorker);
  await settled(worker, ['activated', 'redundant'], clock, MOST_WAIT);
  return worker.state === 'activated';
}
