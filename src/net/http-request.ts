import type { HttpRequest } from '../protocol/http';

/** What the pane says by itself; a caller's header of the same name takes its place. */
const DEFAULT_HEADERS: HttpRequest['headers'] = [
  ['User-Agent', 'Mozilla/5.0 (Pinwire)'],
  ['Accept', 'text/html,*/*;q=0.8'],
];

/** These follow from the connection and the body, so a caller's are left out. */
const OWN_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const encoder = new TextEncoder();

/** The request as it goes over the wire: HTTP/1.1, one request per connection (RFC 9112). */
export function encodeRequest(request: HttpRequest): Uint8Array {
  const { to, body } = request;
  const host = to.port === 80 ? to.ip : `${to.ip}:${to.port}`;
  const headers = request.headers.filter(
    ([name]) => TOKEN.test(name) && !OWN_HEADERS.has(name.toLowerCase()),
  );
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const lines = [`${requestMethod(request)} ${encodePath(request.path)} HTTP/1.1`, `Host: ${host}`];
  for (const [name, value] of DEFAULT_HEADERS) {
    if (!given.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
  }
  for (const [name, value] of headers) lines.push(`${name}: ${value.replace(/[\r\n\0]+/g, ' ').trim()}`);
  if (body !== undefined) lines.push(`Content-Length: ${body.length}`);
  lines.push('Connection: close', '', '');

  const head = encoder.encode(lines.join('\r\n'));
  if (body === undefined || body.length === 0) return head;
  const whole = new Uint8Array(head.length + body.length);
  whole.set(head);
  whole.set(body, head.length);
  return whole;
}

/** Upper case, as browsers send it; what cannot stand in a request line becomes GET. */
export function requestMethod(request: HttpRequest): string {
  return TOKEN.test(request.method) ? request.method.toUpperCase() : 'GET';
}

/** Spaces, controls and everything beyond ASCII are percent-encoded, as a browser does with its address bar. */
function encodePath(path: string): string {
  const rooted = path.startsWith('/') ? path : `/${path}`;
  if (/^[!-~]+$/.test(rooted)) return rooted;
  let encoded = '';
  for (const byte of encoder.encode(rooted)) {
    encoded +=
      byte > 0x20 && byte < 0x7f
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}
