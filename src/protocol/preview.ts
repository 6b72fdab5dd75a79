/**
 * The board's web server in a real browser tab: a request of such a tab goes from the service worker to the tab that
 * owns the board, and from there to its net worker, with one end of a channel of its own. All that follows goes by
 * that channel, past the page.
 */
import type { HttpFailure, HttpRequest } from './http';

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
  /** By the page, at once: where the board is, and whether the student trusts what its program serves. */
  | { kind: 'taken'; board: string; trusted: boolean }
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

/** How much of a body may be on its way to a tab that does not take it, in bytes. */
export const PREVIEW_WINDOW = 64 * 1024;
