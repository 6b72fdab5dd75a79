import { readDevicePath } from '../../protocol/device-url';
import type { Clock } from '../../shared/clock';
import type { PreviewSurroundings } from './preview';
import { tabWords } from './tab-words';

/** The service worker's time, for as long as it lives. */
const clock: Clock = {
  get now() {
    return performance.now();
  },
  after(delay, fire) {
    const timer = setTimeout(fire, delay);
    return () => clearTimeout(timer);
  },
};

export function previewSurroundings(scope: ServiceWorkerGlobalScope): PreviewSurroundings {
  const base = new URL(scope.registration.scope);
  return {
    base,
    clock,
    userAgent: scope.navigator.userAgent,
    words: tabWords(scope.navigator.languages),
    page: async (id) => {
      const client = await scope.clients.get(id);
      // A page of a board owns none.
      const { pathname } = new URL(client?.url ?? base);
      if (client?.type !== 'window' || readDevicePath(base.pathname, pathname) !== null) return null;
      return {
        postMessage: (message, transfer) => client.postMessage(message, transfer),
        isThere: async () => (await scope.clients.get(id)) !== undefined,
      };
    },
  };
}
