/** What stands in `pinwire.json` beside the page, which an instructor may put there (README). */
export interface SiteSettings {
  /** Of the proxy to real hosts; relative to the page, or whole. Null: there is none. */
  readonly proxy: string | null;
  /** Real hosts are on from the start. */
  readonly real: boolean;
}

export const NO_SETTINGS: SiteSettings = { proxy: null, real: false };

/** @throws RangeError with a sentence about what is wrong in the file */
export function readSiteSettings(text: string): SiteSettings {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RangeError(`it is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RangeError('it is not an object, as in { "proxy": "wss://…" }');
  const { proxy = null, real = false, ...others } = value as Readonly<Record<string, unknown>>;
  if (proxy !== null && typeof proxy !== 'string') throw new RangeError('“proxy” is not a text');
  if (typeof real !== 'boolean') throw new RangeError('“real” is neither true nor false');
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new RangeError(`“${unknown}” is not known; there are “proxy” and “real”`);
  return { proxy, real };
}

/**
 * The address for a WebSocket: `http` becomes `ws`, and a `/` stands at its end, as Wisp wants it.
 *
 * @param base of the page, for an address that begins with none
 * @throws RangeError with a sentence
 */
export function proxyUrl(text: string, base: string): string {
  let url: URL;
  try {
    url = new URL(text.trim(), base);
  } catch {
    throw new RangeError(
      'This is no address. A proxy prints its own when it starts, as ws://127.0.0.1:8081/…/',
    );
  }
  url.protocol = url.protocol.replace(/^http/, 'ws');
  if (!/^wss?:$/.test(url.protocol))
    throw new RangeError('The address of a proxy begins with ws:// or wss://.');
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  url.hash = '';
  return url.href;
}

/** An address without what lets one in. */
export function withoutToken(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
