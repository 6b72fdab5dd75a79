import { isolateByServiceWorker, type NotIsolated } from './session/site-worker/isolate';
import { placeOf } from './session/site-worker/registration';
import { pageClock } from './ui/common/page-clock';

/**
 * The third carrier: where the host sends no headers and the browser has no JSPI, this page is loaded anew by the
 * service worker, which adds them. Never rejects.
 */
export function isolatePage(): Promise<'reloading' | NotIsolated> {
  return isolateByServiceWorker({
    place: placeOf(window),
    framed: window.top !== window,
    tabStorage: () => window.sessionStorage,
    clock: pageClock,
    now: () => Math.round(performance.timeOrigin + performance.now()),
    reload: () => window.location.reload(),
  });
}
