import { placeOf } from './session/site-worker/registration';
import { SiteWorker } from './session/site-worker/site-worker';
import { pageClock } from './ui/common/page-clock';

/** The service worker of this page: the only place that knows the browser's. */
export function startSiteWorker(): SiteWorker {
  const build = document.querySelector<HTMLMetaElement>('meta[name="pinwire-build"]')?.content ?? '';
  const siteWorker = new SiteWorker({
    place: placeOf(window),
    build,
    clock: pageClock,
    locks: 'locks' in navigator ? navigator.locks : null,
    reload: () => location.reload(),
  });
  void siteWorker.start();
  // Whoever clears a site's data does it somewhere else, and comes back.
  window.addEventListener('focus', () => void siteWorker.restore());
  return siteWorker;
}
