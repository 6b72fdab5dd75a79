import { placeOf } from './session/site-worker/registration';
import { SiteWorker } from './session/site-worker/site-worker';

/** The service worker of this page: the only place that knows the browser's. */
export function startSiteWorker(): SiteWorker {
  const siteWorker = new SiteWorker({ place: placeOf(window) });
  void siteWorker.active();
  return siteWorker;
}
