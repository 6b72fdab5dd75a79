/** The little that a Web Worker's scope and a Node worker thread have in common, and all that the workers need. */
export interface WorkerEndpoint {
  post(message: unknown, transfer?: readonly unknown[]): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** A `MessagePort`, of the web or of Node: they agree on this much. */
export interface Port {
  postMessage(message: unknown, transfer?: readonly unknown[]): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}
