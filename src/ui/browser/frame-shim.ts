import { PAGE_LOCATION } from './page-location';

/**
 * Runs inside the shown page, before the page's own scripts, and carries what would go to the network to the pane
 * instead: links, forms, fetch() and XMLHttpRequest. It is turned into text and put into the document, so it may use
 * nothing from outside itself. The frame's content security policy (frame.html) keeps in what it misses.
 */
function shim(token: string, pageUrl: string, locationName: string): void {
  const say = (message: object) => window.parent.postMessage({ pinwire: token, ...message }, '*');
  const absolute = (href: string) => new URL(href, document.baseURI || pageUrl).href;
  const waiting = new Map<number, (reply: Reply) => void>();
  let lastId = 0;

  interface Reply {
    ok: boolean;
    why?: string;
    url?: string;
    status?: number;
    reason?: string;
    headers?: [string, string][];
    body?: Uint8Array<ArrayBuffer>;
  }

  const ask = (method: string, href: string, headers: [string, string][], body: string | null) =>
    new Promise<Reply>((resolve) => {
      const id = ++lastId;
      waiting.set(id, resolve);
      say({ kind: 'fetch', id, method, href: absolute(href), headers, body });
    });

  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window.parent) return;
    const data = event.data as {
      pinwire?: unknown;
      kind?: unknown;
      id?: unknown;
      reply?: Reply;
      fragment?: string;
    };
    if (data.pinwire !== token) return;
    event.stopImmediatePropagation();
    if (data.kind === 'scroll') {
      const fragment = data.fragment ?? '';
      if (fragment === '') window.scrollTo(0, 0);
      else document.getElementById(fragment)?.scrollIntoView();
    }
    if (data.kind === 'reply' && typeof data.id === 'number' && data.reply) {
      waiting.get(data.id)?.(data.reply);
      waiting.delete(data.id);
    }
  });

  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    const link = event.target instanceof Element ? event.target.closest('a[href], area[href]') : null;
    const href = link?.getAttribute('href');
    if (href === null || href === undefined || /^javascript:/i.test(href)) return;
    event.preventDefault();
    say({
      kind: 'navigate',
      href: href.startsWith('#') ? pageUrl.replace(/#.*/, '') + href : absolute(href),
    });
  });

  const submit = (form: HTMLFormElement, submitter: HTMLElement | null) => {
    const method = (
      submitter?.getAttribute('formmethod') ??
      form.getAttribute('method') ??
      'get'
    ).toUpperCase();
    const action = submitter?.getAttribute('formaction') ?? form.getAttribute('action');
    const fields: [string, string][] = [];
    for (const [name, value] of new FormData(form, submitter)) {
      fields.push([name, typeof value === 'string' ? value : value.name]);
    }
    const href = action === null || action === '' ? pageUrl : absolute(action);
    say({ kind: 'submit', method: method === 'POST' ? 'POST' : 'GET', href, fields });
  };
  document.addEventListener('submit', (event) => {
    if (event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
    event.preventDefault();
    submit(event.target, event.submitter);
  });
  HTMLFormElement.prototype.submit = function (this: HTMLFormElement) {
    submit(this, null);
  };
  window.open = (url) => {
    if (url !== undefined) say({ kind: 'navigate', href: absolute(String(url)) });
    return null;
  };

  window.fetch = async (input, init) => {
    const request = new Request(input instanceof Request ? input : absolute(String(input)), init);
    const body = request.method === 'GET' || request.method === 'HEAD' ? null : await request.text();
    const reply = await ask(request.method, request.url, [...request.headers], body);
    if (!reply.ok) throw new TypeError(reply.why);
    const empty = request.method === 'HEAD' || [204, 205, 304].includes(reply.status ?? 200);
    const response = new Response(empty ? null : (reply.body ?? null), {
      status: reply.status ?? 200,
      statusText: reply.reason ?? '',
      headers: reply.headers ?? [],
    });
    Object.defineProperty(response, 'url', { value: reply.url });
    return response;
  };

  // XMLHttpRequest on top of fetch: what small pages use of it, asynchronous only.
  class Xhr extends EventTarget {
    readyState = 0;
    status = 0;
    statusText = '';
    response: unknown = '';
    responseText = '';
    responseType = '';
    responseURL = '';
    timeout = 0;
    withCredentials = false;
    onload: ((event: Event) => void) | null = null;
    onerror: ((event: Event) => void) | null = null;
    onloadend: ((event: Event) => void) | null = null;
    onreadystatechange: ((event: Event) => void) | null = null;
    #method = 'GET';
    #href = '';
    #aborted = false;
    #sent: [string, string][] = [];
    #received = new Headers();

    open(method: string, href: string): void {
      this.#method = method;
      this.#href = href;
      this.#become(1);
    }
    setRequestHeader(name: string, value: string): void {
      this.#sent.push([name, value]);
    }
    getResponseHeader(name: string): string | null {
      return this.#received.get(name);
    }
    getAllResponseHeaders(): string {
      return [...this.#received].map(([name, value]) => `${name}: ${value}\r\n`).join('');
    }
    overrideMimeType(): void {
      this.responseURL = this.#href;
    }
    abort(): void {
      this.#aborted = true;
    }
    send(body?: string | null): void {
      const init = { method: this.#method, headers: this.#sent, body: body ?? null };
      window
        .fetch(this.#href, init)
        .then(async (answer) => {
          const bytes = await answer.arrayBuffer();
          if (this.#aborted) return;
          this.status = answer.status;
          this.statusText = answer.statusText;
          this.responseURL = answer.url;
          this.#received = answer.headers;
          this.#take(bytes);
          this.#become(4);
          this.#tell('load');
        })
        .catch(() => {
          if (this.#aborted) return;
          this.#become(4);
          this.#tell('error');
        })
        .finally(() => this.#tell('loadend'));
    }
    #take(bytes: ArrayBuffer): void {
      if (this.responseType === 'arraybuffer') this.response = bytes;
      else if (this.responseType === 'blob') this.response = new Blob([bytes]);
      else {
        this.responseText = new TextDecoder().decode(bytes);
        this.response = this.responseType === 'json' ? JSON.parse(this.responseText) : this.responseText;
      }
    }
    #become(state: number): void {
      this.readyState = state;
      this.#tell('readystatechange');
    }
    #tell(name: 'load' | 'error' | 'loadend' | 'readystatechange'): void {
      const event = new Event(name);
      this[`on${name}`]?.(event);
      this.dispatchEvent(event);
    }
  }
  const here = new URL(pageUrl);
  const leave = (href: string) => say({ kind: 'navigate', href: absolute(href) });
  const pageLocation = {
    get href() {
      return pageUrl;
    },
    set href(href: string) {
      leave(href);
    },
    assign: leave,
    replace: leave,
    reload: () => leave(pageUrl.replace(/#.*/, '')),
    pathname: here.pathname,
    search: here.search,
    hash: here.hash,
    host: here.host,
    hostname: here.hostname,
    origin: here.origin,
    port: here.port,
    protocol: here.protocol,
    toString: () => pageUrl,
  };
  Object.assign(window, { XMLHttpRequest: Xhr, [locationName]: pageLocation });

  document.currentScript?.remove();
  say({ kind: 'hello' });
}

/** The shim as the text of a script element. The URL is the board's word, so it may not end the element. */
export function frameShim(token: string, pageUrl: string): string {
  const quote = (text: string) => JSON.stringify(text).replaceAll('<', '\\u003c');
  return `(${shim.toString()})(${quote(token)}, ${quote(pageUrl)}, ${quote(PAGE_LOCATION)});`;
}
