import type { HttpResponse } from '../../protocol/http';
import { resolveLink } from './address';
import { contentOf, decodeBody } from './content';
import { dataUrl } from './data-url';
import { frameShim } from './frame-shim';
import { redirectLocation } from './page-location';

/** Pages of a small board name few files; more than this is a mistake or an attack on the reader's patience. */
const MOST_FILES = 32;
const MOST_BYTES = 2 * 1024 * 1024;

export interface PageRequest {
  readonly url: string;
  readonly token: string;
  readonly board: string;
  /** Gets one file over the LAN; null when the board did not give it. */
  readonly get: (url: string) => Promise<HttpResponse | null>;
}

export interface PageDocument {
  readonly html: string;
  readonly title: string;
  /** Hosts whose files were asked for and not loaded. */
  readonly refused: readonly string[];
  /** From `<meta http-equiv="refresh">`. */
  readonly refresh: { readonly seconds: number; readonly href: string } | null;
}

/**
 * Makes of the board's HTML a document that stands alone: its files inlined one request at a time, the shim in front.
 * The frame that shows it (frame.html) has a policy by which nothing of it reaches a network.
 */
export async function buildPage(source: string, request: PageRequest): Promise<PageDocument> {
  const page = new DOMParser().parseFromString(setHandlersAside(source), 'text/html');
  const loader = new FileLoader(request);
  const refresh = takeRefresh(page);
  const own = page.querySelector('base[href]')?.getAttribute('href') ?? '';
  const base = new URL(own, request.url).href;
  for (const link of page.querySelectorAll('link')) await inlineLink(link, base, loader);
  for (const script of page.querySelectorAll('script[src]'))
    await inlineAttribute(script, 'src', base, loader);
  for (const image of page.querySelectorAll('img[src], input[type=image][src]'))
    await inlineAttribute(image, 'src', base, loader);
  for (const style of page.querySelectorAll('style'))
    style.textContent = await inlineUrls(style.textContent, base, loader);
  redirectScripts(page);
  prepend(page, request, base);
  return { html: putHandlersBack(serialise(page)), title: page.title, refused: [...loader.refused], refresh };
}

/**
 * Attributes such as `onclick` go by another name while the document is taken apart: the policy of our own page speaks
 * against them, though nothing runs them here. Words in texts and scripts that look the same come back as they were.
 */
const ASIDE = 'data-pinwire-';
const setHandlersAside = (html: string) => html.replace(/(?<=[\s"'/])on(?=[a-z]+\s*=)/gi, `${ASIDE}$&`);
const putHandlersBack = (html: string) => html.replace(new RegExp(`${ASIDE}(?=on[a-z])`, 'gi'), '');

class FileLoader {
  readonly refused = new Set<string>();
  readonly #request: PageRequest;
  readonly #loaded = new Map<string, HttpResponse | null>();
  #files = 0;
  #bytes = 0;

  constructor(request: PageRequest) {
    this.#request = request;
  }

  async load(href: string, base: string): Promise<HttpResponse | null> {
    const target = resolveLink(href, base, this.#request.board);
    if (target.kind !== 'board') {
      if (URL.canParse(href, base)) this.refused.add(new URL(href, base).host);
      return null;
    }
    const known = this.#loaded.get(target.url);
    if (known !== undefined) return known;
    if (this.#files >= MOST_FILES || this.#bytes > MOST_BYTES) return null;
    this.#files++;
    const response = await this.#request.get(target.url);
    const found = response !== null && response.status < 400 ? response : null;
    this.#bytes += found?.body.length ?? 0;
    this.#loaded.set(target.url, found);
    return found;
  }
}

async function inlineLink(link: HTMLLinkElement, base: string, loader: FileLoader): Promise<void> {
  const href = link.getAttribute('href');
  if (!link.relList.contains('stylesheet') || href === null) {
    // Icons and preloads: a request that shows nothing here.
    link.remove();
    return;
  }
  const response = await loader.load(href, base);
  const style = link.ownerDocument.createElement('style');
  if (link.media !== '') style.media = link.media;
  if (response) {
    const sheet = new URL(href, base).href;
    style.textContent = await inlineUrls(
      decodeBody(response.body, contentOf(response).charset),
      sheet,
      loader,
    );
  }
  link.replaceWith(style);
}

async function inlineAttribute(
  element: Element,
  name: string,
  base: string,
  loader: FileLoader,
): Promise<void> {
  const href = element.getAttribute(name) ?? '';
  if (/^(data|blob):/i.test(href)) return;
  const response = await loader.load(href, base);
  element.removeAttribute('srcset');
  element.removeAttribute('integrity');
  element.removeAttribute('crossorigin');
  if (!response) return;
  const script = element.localName === 'script';
  element.setAttribute(name, dataUrl(script ? withOwnLocation(response) : response, script));
}

/** `url(…)` in a style sheet: pictures and fonts of the board. */
async function inlineUrls(css: string, base: string, loader: FileLoader): Promise<string> {
  const found = [...css.matchAll(/url\(\s*(["']?)([^"')]+)\1\s*\)/g)];
  let text = css;
  for (const [whole, , href] of found) {
    if (href === undefined || /^(data|blob|#)/i.test(href)) continue;
    const response = await loader.load(href, base);
    if (response) text = text.replaceAll(whole, `url("${dataUrl(response, false)}")`);
  }
  return text;
}

function withOwnLocation(response: HttpResponse): Pick<HttpResponse, 'headers' | 'body'> {
  const text = redirectLocation(decodeBody(response.body, contentOf(response).charset));
  return { headers: [], body: new TextEncoder().encode(text) };
}

/** Inline scripts and handlers such as `onclick`. */
function redirectScripts(page: Document): void {
  for (const script of page.querySelectorAll('script:not([src])'))
    script.textContent = redirectLocation(script.textContent);
  for (const element of page.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes]) {
      if (name.startsWith(`${ASIDE}on`)) element.setAttribute(name, redirectLocation(value));
    }
  }
}

/** Browsers obey it by loading the address anew; a frame cannot, so the pane does. */
function takeRefresh(page: Document): PageDocument['refresh'] {
  let refresh: PageDocument['refresh'] = null;
  for (const meta of page.querySelectorAll('meta[http-equiv]')) {
    const name = meta.getAttribute('http-equiv')?.toLowerCase();
    if (name === 'refresh') refresh = readRefresh(meta.getAttribute('content') ?? '') ?? refresh;
    if (name === 'refresh' || name === 'content-security-policy') meta.remove();
  }
  return refresh;
}

/** `5` or `0; url=/next`. */
export function readRefresh(content: string): PageDocument['refresh'] {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(?:[;,]\s*(?:url\s*=\s*)?["']?([^"']*)["']?)?\s*$/i.exec(content);
  return match?.[1] === undefined ? null : { seconds: Number(match[1]), href: (match[2] ?? '').trim() };
}

function prepend(page: Document, request: PageRequest, base: string): void {
  const script = page.createElement('script');
  script.textContent = frameShim(request.token, request.url);
  for (const old of page.querySelectorAll('base')) old.remove();
  const anchor = page.createElement('base');
  anchor.href = base;
  page.head.prepend(anchor, script);
}

/** A page without a doctype stays in quirks mode, as in other browsers. */
function serialise(page: Document): string {
  const doctype = page.doctype === null ? '' : new XMLSerializer().serializeToString(page.doctype);
  return doctype + page.documentElement.outerHTML;
}
