/** A request that came to the service worker: what is needed of a FetchEvent. */
export interface Asked {
  readonly request: Request;
  /** The client that asks; empty for a navigation. */
  readonly clientId: string;
  /** The client that a navigation makes; empty for anything else. */
  readonly resultingClientId: string;
  /** Keeps the service worker alive until the promise settles. */
  waitUntil(work: Promise<unknown>): void;
}

/** A message to the service worker: what is needed of an ExtendableMessageEvent. */
export interface Said {
  readonly data: unknown;
  /** The id of the client that says it; null when it is no client. */
  readonly clientId: string | null;
  readonly ports: readonly MessagePort[];
  waitUntil(work: Promise<unknown>): void;
}

/** One of the things that the service worker does. Parts are asked in order. */
export interface Part {
  /** Null leaves the request to the next part, and after the last one to the browser. Decided at once. */
  answer(asked: Asked): Response | Promise<Response> | null;
  /** Whether the message was for this part. */
  hear(said: Said): boolean;
}
