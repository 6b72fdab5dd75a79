import type { NotStored } from '../../protocol/service-worker';

/** How it stands with the service worker, as the page knows. Immutable. */
export interface SiteWorkerState {
  readonly copy: Copy;
  /** Another build of the page is ready to be reloaded into. */
  readonly update: boolean;
}

/** The copy of the page that needs no network. */
export type Copy =
  | { readonly kind: 'none'; readonly why: NoServiceWorker }
  /** There is time for it later. */
  | { readonly kind: 'not-begun' }
  | { readonly kind: 'storing'; readonly bytes: number; readonly of: number }
  | { readonly kind: 'stored'; readonly bytes: number }
  | { readonly kind: 'not-stored'; readonly why: NotStored; readonly file: string };

export type NoServiceWorker =
  /** The page came neither over HTTPS nor from this computer. */
  | 'insecure'
  /** The browser has none, here: an old one, a private window, storage that is blocked. */
  | 'unsupported'
  /** The browser or the host does not give it: its file is missing, or storage is blocked. */
  | 'refused';
