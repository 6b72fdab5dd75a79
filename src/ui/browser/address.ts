import { browser } from '../../words/en/browser';
import { wordsOf } from '../../words/spoken';
import type { Said } from '../common/said';

/** Addresses that the virtual browser can open: http, to an IPv4 address of the LAN. */

export type Target =
  | { kind: 'board'; url: string }
  /** Only the part after `#` differs: nothing is to be loaded. */
  | { kind: 'same-page'; fragment: string }
  | { kind: 'refused'; why: Said };

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** What the student typed into the address bar. */
export function readAddress(text: string, board: string): Target {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'refused', why: () => wordsOf(browser).typeAddress(board) };
  const rooted = trimmed.startsWith('/') ? `http://${board}${trimmed}` : trimmed;
  const withScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(rooted) ? rooted : `http://${rooted}`;
  return check(withScheme, board);
}

/** A link, form or script of the page at `base` names `href`. */
export function resolveLink(href: string, base: string, board: string): Target {
  const url = parse(href, base);
  if (url === null) return { kind: 'refused', why: () => wordsOf(browser).noLink(shorten(href)) };
  const here = new URL(base);
  if (url.hash !== '' && withoutHash(url) === withoutHash(here) && href.includes('#'))
    return { kind: 'same-page', fragment: decodeFragment(url.hash.slice(1)) };
  return check(url.href, board);
}

/** Where a request for this address goes. The fragment stays in the browser. */
export function requestTarget(url: string): { ip: string; port: number; path: string } {
  const { hostname, port, pathname, search } = new URL(url);
  return { ip: hostname, port: port === '' ? 80 : Number(port), path: pathname + search };
}

export function sameHost(a: string, b: string): boolean {
  return new URL(a).host === new URL(b).host;
}

function check(text: string, board: string): Target {
  const url = parse(text);
  if (url === null) return { kind: 'refused', why: () => wordsOf(browser).noAddress(shorten(text), board) };
  if (url.protocol === 'https:')
    return {
      kind: 'refused',
      why: () => wordsOf(browser).noTls,
    };
  if (url.protocol !== 'http:')
    return {
      kind: 'refused',
      why: () => wordsOf(browser).otherScheme(url.protocol),
    };
  if (!IPV4.test(url.hostname))
    return {
      kind: 'refused',
      why: () => wordsOf(browser).outside(url.hostname, board),
    };
  return { kind: 'board', url: url.href };
}

function parse(text: string, base?: string): URL | null {
  return URL.canParse(text, base) ? new URL(text, base) : null;
}

function withoutHash(url: URL): string {
  return url.href.slice(0, url.href.length - url.hash.length);
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    // A lone percent sign: the fragment names an element as it stands.
    return fragment;
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
