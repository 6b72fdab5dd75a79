import { isolateByServiceWorker, type NotIsolated } from './session/site-worker/isolate';
import { placeOf } from './session/site-worker/registration';
import { pageClock } from './ui/common/page-clock';

/** Has the service worker isolate this page, which is loaded anew for that; else says why that cannot be. */
export function isolatePage(): Promise<'reloading' | NotIsolated> {
  return isolateByServiceWorker({
    place: placeOf(window),
    framed: window.parent !== window,
    tabStorage: () => window.sessionStorage,
    clock: pageClock,
    now: () => Date.now(),
    reload: () => window.location.reload(),
  });
}
