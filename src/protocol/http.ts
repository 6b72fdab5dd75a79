/** One request of the browser pane or of a browser tab to the board, over the LAN, and what can become of it. */

export interface HttpRequest {
  readonly method: string;
  readonly to: { readonly ip: string; readonly port: number };
  /** Path and query, beginning with `/`. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** Head and body exactly as they came. */
  readonly raw: Uint8Array;
}

export type HttpFailure =
  /** The board refused the connection: no socket listens on that port. */
  | { kind: 'nothing-listens' }
  /** A socket listens, but within the time no program took the connection with `accept()`. */
  | { kind: 'not-accepted' }
  /** The program took the connection and did not answer in time; `received` is what came until then. */
  | { kind: 'no-answer'; received: Uint8Array }
  /** The board closed before a whole answer had come. */
  | { kind: 'closed-early'; received: Uint8Array }
  /** The board reset the connection, after `received`. */
  | { kind: 'reset'; received: Uint8Array }
  /** What came does not begin as HTTP does. */
  | { kind: 'not-http'; received: Uint8Array }
  /** Nobody has that address, or the board's Wi-Fi is down. */
  | { kind: 'unreachable' }
  /** The answer is larger than the pane takes. */
  | { kind: 'too-large'; limit: number }
  /** It is HTTP, but its status is none that a browser can show: only 200 to 599 are. */
  | { kind: 'bad-status'; status: number }
  /** So many requests wait for the board already that this one was not sent. */
  | { kind: 'too-many'; limit: number }
  /** The pane gave up by itself (a newer request, a reset of the board). */
  | { kind: 'cancelled' }
  /** The part of the page that plays the network has stopped. */
  | { kind: 'network-lost' };

export type HttpResult = { ok: true; response: HttpResponse } | { ok: false; failure: HttpFailure };
