/** From the page to a worker, before anything else: from now on it answers by the BroadcastChannel of this name. */
export interface ExpressMessage {
  readonly kind: 'express';
  readonly channel: string;
}

export function isExpress(message: unknown): message is ExpressMessage {
  return typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'express';
}
