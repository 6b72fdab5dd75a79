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
