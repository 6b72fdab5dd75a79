/** HTTP answers as bytes, and the errors that a real server gives to what it does not understand. */
import type { RequestHead } from './request-head';

/** RFC 9110 §15, and what else clients meet in life. */
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  410: 'Gone',
  413: 'Content Too Large',
  418: "I'm a teapot",
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** Methods that HTTP knows (RFC 9110 §9, RFC 5789). */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

const encoder = new TextEncoder();

export interface Answer {
  readonly status: number;
  readonly version?: 'HTTP/1.0' | 'HTTP/1.1';
  readonly headers?: readonly string[];
  readonly type?: string;
  /** Null for a body whose length is not told. */
  readonly body: Uint8Array | null;
}

/** What is wrong with a request, as a status; null when nothing is. */
export function fault(head: RequestHead, allowed: readonly string[]): number | null {
  if (head.kind === 'malformed') return 400;
  if (head.kind === 'too-long') return 431;
  if (!METHODS.has(head.method)) return 501;
  return allowed.includes(head.method) ? null : 405;
}

/** @param now milliseconds since 1970 */
export function headOf(answer: Answer, now: number): Uint8Array {
  const { status, version = 'HTTP/1.0', headers = [], type = 'text/html; charset=utf-8', body } = answer;
  const lines = [
    `${version} ${status} ${reason(status)}`,
    `Date: ${new Date(now).toUTCString()}`,
    'Server: Pinwire',
    ...(hasBody(status) ? [`Content-Type: ${type}`] : []),
    ...(hasBody(status) && body !== null ? [`Content-Length: ${body.length}`] : []),
    ...headers,
    'Connection: close',
  ];
  return encoder.encode(`${lines.join('\r\n')}\r\n\r\n`);
}

/** Head and body, or what a request by `method` gets of them. */
export function wholeAnswer(answer: Answer, method: string, now: number): Uint8Array {
  const head = headOf(answer, now);
  const body = method === 'HEAD' || !hasBody(answer.status) ? null : answer.body;
  if (body === null) return head;
  const whole = new Uint8Array(head.length + body.length);
  whole.set(head);
  whole.set(body, head.length);
  return whole;
}

export function errorAnswer(status: number, allowed: readonly string[]): Answer {
  const title = `${status} ${reason(status)}`;
  const page = `<!DOCTYPE html>
<html>
  <head><title>${title}</title></head>
  <body><h1>${title}</h1></body>
</html>
`;
  const headers = status === 405 ? [`Allow: ${allowed.join(', ')}`] : [];
  return { status, headers, body: encoder.encode(page) };
}

export function reason(status: number): string {
  return REASONS[status] ?? 'Unnamed';
}

/** RFC 9112 §6.3. */
function hasBody(status: number): boolean {
  return status !== 204 && status !== 304;
}
