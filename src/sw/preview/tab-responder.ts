import type { DevicePlace } from '../../protocol/device-url';
import type { Clock } from '../../shared/clock';
import { askBoard, type BoardAnswer, type Owner } from './board-answer';
import { DeviceLinks } from './device-links';
import { pageAlone } from './html/alone';
import { isHtml, linkedPage, looksLikeHtml } from './html/page';
import { explainSandbox, keepNavigations } from './html/preludes';
import { BODILESS, tabHeaders } from './tab-response';

type Bytes = Uint8Array<ArrayBuffer>;
type Answer = Extract<BoardAnswer, { kind: 'answer' }>;

/** A file that is put into a page. */
const LARGEST_FILE = 2 * 1024 * 1024;
const MOST_REDIRECTS = 5;

interface ResponderParts {
  readonly owner: Owner;
  readonly clock: Clock;
  readonly userAgent: string;
  /** What a page without rights says of what it cannot do. */
  readonly sandboxed: string;
  /** The path of Pinwire's folder. */
  readonly base: string;
  readonly to: DevicePlace & { readonly target: string };
  /** A page is to be shown; else something of a page. */
  readonly isPage: boolean;
  /** The name, percent-encoded, under which the answer is to be stored; null where it is to be shown. */
  readonly download: string | null;
}

/** Makes of the board's answer what the tab gets. */
export class TabResponder {
  constructor(private readonly parts: ResponderParts) {}

  async respond(request: Request, answer: Answer): Promise<Response> {
    const { head, facts } = answer;
    const links = new DeviceLinks(this.parts.base, this.parts.to, facts.board);
    const headers = tabHeaders(head, { facts, links, destination: request.destination });
    const { download } = this.parts;
    if (download !== null && !headers.has('content-disposition'))
      headers.set(
        'content-disposition',
        `attachment${download === '' ? '' : `; filename*=UTF-8''${download}`}`,
      );
    const init = { status: head.status, statusText: ascii(head.reason), headers };
    if (BODILESS.has(head.status) || request.method === 'HEAD') {
      await answer.body.cancel();
      return new Response(null, init);
    }
    let body = decoded(answer.body, headers);
    if (this.parts.isPage && !headers.has('content-type')) body = await withType(body, headers);
    if (!this.parts.isPage || !isHtml(headers.get('content-type'))) return new Response(body, init);
    headers.delete('content-length');
    return new Response(facts.trusted ? this.#linked(body, links) : this.#alone(body, links, request), init);
  }

  #linked(body: ReadableStream<Bytes>, links: DeviceLinks): ReadableStream<Bytes> {
    const { base } = this.parts;
    // At the root of a site the service worker gets every navigation, and leads it to the board itself.
    const prelude = base === '/' ? '' : keepNavigations(links.prefix, base);
    return body.pipeThrough(linkedPage((address) => links.toTab(address), prelude));
  }

  #alone(body: ReadableStream<Bytes>, links: DeviceLinks, request: Request): ReadableStream<Bytes> {
    return pageAlone(body, {
      map: (address) => links.toTab(address),
      prelude: explainSandbox(this.parts.sandboxed),
      load: (address, signal) => this.#load(new URL(links.toTab(address), request.url), links, signal),
    });
  }

  async #load(url: URL, links: DeviceLinks, signal: AbortSignal): Promise<string | null> {
    const { owner, clock, userAgent, to } = this.parts;
    let at = url;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const target = links.targetOf(at);
      if (target === null) return null;
      const request = {
        method: 'GET',
        ...target,
        headers: [
          ['User-Agent', userAgent] as const,
          ['Referer', `http://${links.board}${to.target}`] as const,
        ],
      };
      const answer = await askBoard({ owner, request, clock, signal });
      if (answer.kind !== 'answer') return null;
      const headers = tabHeaders(answer.head, { facts: answer.facts, links, destination: '' });
      const location = answer.head.status >= 300 ? headers.get('location') : null;
      if (location === null)
        return answer.head.status < 400 ? dataUrl(decoded(answer.body, headers), headers) : null;
      await answer.body.cancel();
      at = new URL(location, at);
    }
    return null;
  }
}

/** A response that we make is not decoded by the browser. */
function decoded(body: ReadableStream<Bytes>, headers: Headers): ReadableStream<Bytes> {
  const encoding = headers.get('content-encoding')?.trim().toLowerCase();
  const format = encoding === 'gzip' || encoding === 'x-gzip' ? 'gzip' : encoding;
  if (format !== 'gzip' && format !== 'deflate') return body;
  headers.delete('content-encoding');
  headers.delete('content-length');
  return body.pipeThrough(new DecompressionStream(format));
}

/** Looks at the beginning of what names no type, and hands it on. */
async function withType(body: ReadableStream<Bytes>, headers: Headers): Promise<ReadableStream<Bytes>> {
  const reader = body.getReader();
  const first = await reader.read();
  if (first.value && looksLikeHtml(first.value)) headers.set('content-type', 'text/html');
  let pending: typeof first | null = first;
  return new ReadableStream<Bytes>(
    {
      pull: async (controller) => {
        const { done, value } = pending ?? (await reader.read());
        pending = null;
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

async function dataUrl(body: ReadableStream<Bytes>, headers: Headers): Promise<string | null> {
  const reader = body.getReader();
  let binary = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    for (const byte of value) binary += String.fromCharCode(byte);
    if (binary.length > LARGEST_FILE) {
      await reader.cancel();
      return null;
    }
  }
  const type = (headers.get('content-type') ?? '').replace(/[^\w/;=+.-]/g, '');
  return `data:${type};base64,${btoa(binary)}`;
}

/** What `Response` takes for a reason phrase; the board may say anything. */
function ascii(reason: string): string {
  return reason.replace(/[^\t -~]/g, '?');
}
