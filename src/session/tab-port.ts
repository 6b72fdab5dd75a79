import type { FromPreview } from '../protocol/preview';

/** One end of a channel to the service worker: a `MessagePort`. */
export interface TabPort {
  postMessage(message: FromPreview): void;
}
