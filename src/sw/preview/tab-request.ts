import type { PreviewRequest } from '../../protocol/preview';

/** A form with files may be large; the board reads it bit by bit, and it waits in memory until then. */
export const LARGEST_REQUEST = 16 * 1024 * 1024;

/** What a browser tells a server about where a request comes from; a page on plain HTTP tells nothing of it. */
const NOT_SENT = /^(?:sec-|proxy-|x-client-data$)/i;

export interface Sender {
  readonly userAgent: string;
  /** The page that asks, as the board knows it; null where it is none of the board's. */
  readonly referrer: string | null;
}

/** What goes to the board for a request of a tab: whole, since not all browsers give a body in parts (Firefox). */
export async function tabRequest(
  request: Request,
  { port, target }: { readonly port: number; readonly target: string },
  { userAgent, referrer }: Sender,
): Promise<PreviewRequest | 'too-large'> {
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const body = hasBody ? new Uint8Array(await request.arrayBuffer()) : undefined;
  if (body && body.length > LARGEST_REQUEST) return 'too-large';
  const headers = [...request.headers].filter(([name]) => !NOT_SENT.test(name));
  // Neither Firefox nor WebKit shows it to a service worker.
  if (!request.headers.has('user-agent')) headers.push(['User-Agent', userAgent]);
  if (referrer !== null) headers.push(['Referer', referrer]);
  return { method: request.method, port, path: target, headers, ...(body ? { body } : {}) };
}
