import { cookieDate } from './cookie-date';

/** Browsers keep at least as many for a host (RFC 6265 §6.1), and at least as much of each. */
export const MOST_COOKIES = 50;
export const LARGEST_COOKIE = 4096;

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  /** Milliseconds since 1970; null for as long as the jar lives. */
  readonly expires: number | null;
}

/**
 * The cookies of one host (RFC 6265). A service worker never sees those of the browser, and what a page's script
 * stores by `document.cookie` would be Pinwire's: so the board's are kept here. Ports share them, as in browsers.
 */
export class CookieJar {
  /** In the order in which they were first stored. */
  readonly #cookies: Cookie[] = [];

  /** @param now milliseconds since 1970 */
  constructor(private readonly now: () => number) {}

  /** @param path of the request that was answered with these `Set-Cookie` headers */
  store(path: string, setCookies: readonly string[]): void {
    for (const text of setCookies) {
      const cookie = this.#read(text, path);
      if (cookie !== null) this.#put(cookie);
    }
  }

  /** What `Cookie` says in a request for this path; null where it is left out. */
  header(path: string): string | null {
    const wanted = withoutQuery(path);
    const matching = this.#alive().filter((cookie) => pathMatches(wanted, cookie.path));
    if (matching.length === 0) return null;
    // Longer paths first, then what was stored earlier (§5.4); the sort is stable.
    matching.sort((one, other) => other.path.length - one.path.length);
    return matching.map(({ name, value }) => (name === '' ? value : `${name}=${value}`)).join('; ');
  }

  #read(text: string, path: string): Cookie | null {
    const [pair = '', ...attributes] = text.split(';');
    if (pair.length > LARGEST_COOKIE) return null;
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, equals)).trim();
    const value = pair.slice(equals + 1).trim();
    if (name === '' && value === '') return null;
    const found = new Map(attributes.map(readAttribute));
    // The board speaks plain HTTP: no browser takes from it what is meant for HTTPS alone.
    if (found.has('secure') || /^__(?:secure|host)-/i.test(name)) return null;
    const given = found.get('path') ?? '';
    return {
      name,
      value,
      path: given.startsWith('/') ? given : defaultPath(path),
      expires: this.#expiry(found.get('max-age'), found.get('expires')),
    };
  }

  /** Max-Age counts more than Expires (§4.1.2.2). */
  #expiry(maxAge: string | undefined, expires: string | undefined): number | null {
    if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) {
      const seconds = Number(maxAge);
      return seconds <= 0 ? 0 : this.now() + seconds * 1000;
    }
    return expires === undefined ? null : cookieDate(expires);
  }

  #put(cookie: Cookie): void {
    this.#alive();
    const place = this.#cookies.findIndex(({ name, path }) => name === cookie.name && path === cookie.path);
    const over = cookie.expires !== null && cookie.expires <= this.now();
    if (place >= 0) this.#cookies.splice(place, 1, ...(over ? [] : [cookie]));
    else if (!over) this.#cookies.push(cookie);
    if (this.#cookies.length > MOST_COOKIES) this.#cookies.shift();
  }

  /** Throws away what has expired. */
  #alive(): Cookie[] {
    const now = this.now();
    const alive = this.#cookies.filter(({ expires }) => expires === null || expires > now);
    this.#cookies.splice(0, this.#cookies.length, ...alive);
    return alive;
  }
}

function readAttribute(text: string): [name: string, value: string] {
  const equals = text.indexOf('=');
  if (equals < 0) return [text.trim().toLowerCase(), ''];
  return [text.slice(0, equals).trim().toLowerCase(), text.slice(equals + 1).trim()];
}

/** §5.1.4. */
function defaultPath(path: string): string {
  const wanted = withoutQuery(path);
  const last = wanted.lastIndexOf('/');
  return last <= 0 ? '/' : wanted.slice(0, last);
}

/** §5.1.4. */
function pathMatches(wanted: string, path: string): boolean {
  if (!wanted.startsWith(path)) return false;
  return wanted.length === path.length || path.endsWith('/') || wanted[path.length] === '/';
}

function withoutQuery(path: string): string {
  return path.replace(/[?#].*$/s, '');
}
