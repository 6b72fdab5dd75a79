import { mapRefresh } from './html/links';
import type { AnswerHead, BoardFacts } from './board-answer';
import type { DeviceLinks } from './device-links';

/** What concerns one connection (RFC 9110 §7.6.1), is kept by ourselves, or would be said in the name of this site. */
const NOT_PASSED = new RegExp(
  `^(?:${[
    'connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|alt-svc',
    'set-cookie2?|clear-site-data|strict-transport-security|service-worker-allowed',
    'x-frame-options|cross-origin-.*|referrer-policy|nel|report-to|reporting-endpoints|origin-agent-cluster',
  ].join('|')})$`,
  'i',
);

/** A page whose code the student does not trust: without an origin, so that nothing of Pinwire's is within its reach. */
export const SANDBOX =
  'sandbox allow-scripts allow-forms allow-modals allow-downloads allow-popups allow-popups-to-escape-sandbox';

/** These must not have a body. */
export const BODILESS = new Set([204, 205, 304]);

export interface Shown {
  readonly facts: BoardFacts;
  readonly links: DeviceLinks;
  /** What the answer is for: `document`, `iframe`, `image`, … (Fetch §2.2.5). */
  readonly destination: string;
}

/** The headers of the board's answer as the tab gets them. */
export function tabHeaders(head: AnswerHead, { facts, links, destination }: Shown): Headers {
  const headers = new Headers();
  for (const [name, value] of head.headers) {
    if (NOT_PASSED.test(name)) continue;
    try {
      headers.append(name, rewritten(name.toLowerCase(), value, links));
    } catch {
      // No browser would have taken such a header; the rest of the answer is none the worse for it.
    }
  }
  // Where the page that asks is isolated, only what says so may be loaded.
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  // By the address of the page that asks it is known which board is meant.
  headers.set('Referrer-Policy', 'same-origin');
  if (destination === 'document' && facts.trusted) {
    // Isolated without the embedder's policy: another group than Pinwire's own pages, whether they are isolated or
    // not, so that neither has the other's window (HTML §7.1.3.1).
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  } else if (destination !== 'document') headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  if (!facts.trusted) headers.append('Content-Security-Policy', SANDBOX);
  return headers;
}

function rewritten(name: string, value: string, links: DeviceLinks): string {
  if (name === 'location' || name === 'content-location') return links.toTab(value);
  return name === 'refresh' ? mapRefresh(value, (address) => links.toTab(address)) : value;
}
