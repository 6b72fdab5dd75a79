/**
 * The board's web server in a real browser tab: a request of such a tab goes from the service worker to the tab that
 * owns the board, and from there to its net worker, with one end of a channel of its own. All that follows goes by
 * that channel, past the page.
 */
import type { HttpFailure, HttpRequest } from './http';
import { SERVICE_WORKER_VERSION } from './service-worker';

/** A request, but for the address of the board, which only the tab that owns it knows. */
export interface PreviewRequest extends Omit<HttpRequest, 'to'> {
  readonly port: number;
}

/** Service worker → net worker. */
export type ToPreview =
  /** So many bytes more of the body are wanted; before the first of these, none. */
  | { kind: 'credit'; bytes: number }
  /** Nobody waits for the answer any more: the connection to the board is reset. */
  | { kind: 'cancel' }
  /** Is somebody there? */
  | { kind: 'ping' };

/** The page that owns the board, and after it the net worker → service worker. */
export type FromPreview =
  /**
   * By the page, at once: where the board is, whether the student trusts what its program serves, and which of the
   * page's net workers gets the request, counted from 0 on.
   */
  | { kind: 'taken'; board: string; trusted: boolean; network: number }
  | {
      kind: 'head';
      status: number;
      reason: string;
      headers: readonly (readonly [name: string, value: string])[];
    }
  | { kind: 'body'; bytes: Uint8Array }
  /** The answer is complete. Nothing follows. */
  | { kind: 'end' }
  /** There is no answer, or no more of it. Nothing follows. */
  | { kind: 'failed'; failure: HttpFailure }
  | { kind: 'pong' };

/** The owner's end of the channel: a `MessagePort`. */
export interface TabPort {
  postMessage(message: FromPreview): void;
}

/** How much of a body may be on its way to a tab that does not take it, in bytes. */
export const PREVIEW_WINDOW = 64 * 1024;

interface Versioned {
  readonly version: typeof SERVICE_WORKER_VERSION;
}

/** Page → service worker. */
export type TabToServiceWorker = Versioned &
  (
    | {
        /** Which tab am I? Answered by `TabIs` on the port that comes with it. */ readonly kind: 'which-tab';
      }
    | {
        /** Requests are under way: Firefox ends a service worker, and its streams, that hears nothing for 30 s. */
        readonly kind: 'tabs-wait';
      }
    | {
        /** The net worker of that number is gone, with all that it was asked; nothing more comes by its channels. */
        readonly kind: 'tabs-lost';
        readonly network: number;
      }
  );

export type TabIs = Versioned & { readonly kind: 'tab-is'; readonly tab: string };

/** Service worker → page that owns the board. The port that comes with it takes `FromPreview` and sends `ToPreview`. */
export type TabRequest = Versioned & { readonly kind: 'tab-request'; readonly request: PreviewRequest };

export function readTabToServiceWorker(message: unknown): TabToServiceWorker | null {
  return isOurs(message, ['which-tab', 'tabs-wait', 'tabs-lost']) ? (message as TabToServiceWorker) : null;
}

export function readTabIs(message: unknown): TabIs | null {
  return isOurs(message, ['tab-is']) ? (message as TabIs) : null;
}

export function readTabRequest(message: unknown): TabRequest | null {
  return isOurs(message, ['tab-request']) ? (message as TabRequest) : null;
}

/** A page stays open while the service worker is replaced by one of another build. */
function isOurs(message: unknown, kinds: readonly string[]): boolean {
  if (typeof message !== 'object' || message === null) return false;
  if (!('version' in message) || message.version !== SERVICE_WORKER_VERSION) return false;
  return 'kind' in message && typeof message.kind === 'string' && kinds.includes(message.kind);
}
