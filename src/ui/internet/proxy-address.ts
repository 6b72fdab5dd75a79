import { site } from '../../words/en/site';
import { wordsOf } from '../../words/spoken';
import { SaidError } from '../common/said';

/**
 * The address for a WebSocket: `http` becomes `ws`, and a `/` stands at its end, as Wisp wants it.
 *
 * @param base of the page, for an address that begins with none
 * @throws SaidError
 */
export function proxyUrl(text: string, base: string): string {
  let url: URL;
  try {
    url = new URL(text.trim(), base);
  } catch {
    throw new SaidError(() => wordsOf(site).noAddress);
  }
  url.protocol = url.protocol.replace(/^http/, 'ws');
  if (!/^wss?:$/.test(url.protocol)) throw new SaidError(() => wordsOf(site).wrongScheme);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  url.hash = '';
  return url.href;
}

/** An address without what lets one in. */
export function withoutToken(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
