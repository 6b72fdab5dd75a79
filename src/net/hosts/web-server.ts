/**
 * A small web server for virtual hosts: static pages, one request per connection, HTTP/1.0 answers, and the errors
 * that a real server gives to what it does not understand.
 */
import type { ConnectionHandlers, Service } from '../lan-stream';
import { SendAll } from '../send-all';
import { RequestHeadReader, type RequestHead } from './request-head';

export interface WebServerOptions {
  /** Bodies of HTML pages by path. */
  readonly pages: ReadonlyMap<string, string>;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
}

const REASONS = {
  200: 'OK',
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  431: 'Request Header Fields Too Large',
  501: 'Not Implemented',
} as const;
type Status = keyof typeof REASONS;

/** Methods that HTTP knows (RFC 9110 §9, RFC 5789) and these pages do not allow. */
const OTHER_METHODS = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

const encoder = new TextEncoder();

export function webServer(options: WebServerOptions): Service {
  return (connection): ConnectionHandlers => {
    const reader = new RequestHeadReader();
    const sending = new SendAll(connection);
    let answered = false;
    return {
      onData: (bytes) => {
        connection.consumed(bytes.length);
        if (answered) return; // A body, or a second request: the connection closes after one answer.
        const head = reader.push(bytes);
        if (head === null) return;
        answered = true;
        sending.start(answer(head, options), () => {
          connection.end();
        });
      },
      onEnd: () => {
        if (!answered) connection.end();
      },
      onRoom: () => {
        sending.resume();
      },
    };
  };
}

function answer(head: RequestHead, options: WebServerOptions): Uint8Array {
  const page = head.kind === 'request' ? options.pages.get(head.path) : undefined;
  const status = judge(head, page !== undefined);
  const body = encoder.encode(status === 200 && page !== undefined ? page : errorPage(status));
  const lines = [
    `HTTP/1.0 ${status} ${REASONS[status]}`,
    `Date: ${new Date(options.wallClock()).toUTCString()}`,
    'Server: Pinwire',
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${body.length}`,
    ...(status === 405 ? ['Allow: GET, HEAD'] : []),
    'Connection: close',
  ];
  const headBytes = encoder.encode(`${lines.join('\r\n')}\r\n\r\n`);
  if (head.kind === 'request' && head.method === 'HEAD') return headBytes;
  const whole = new Uint8Array(headBytes.length + body.length);
  whole.set(headBytes);
  whole.set(body, headBytes.length);
  return whole;
}

function judge(head: RequestHead, found: boolean): Status {
  if (head.kind === 'malformed') return 400;
  if (head.kind === 'too-long') return 431;
  if (OTHER_METHODS.has(head.method)) return 405;
  if (head.method !== 'GET' && head.method !== 'HEAD') return 501;
  return found ? 200 : 404;
}

function errorPage(status: Status): string {
  const title = `${status} ${REASONS[status]}`;
  return `<!DOCTYPE html>
<html>
  <head><title>${title}</title></head>
  <body><h1>${title}</h1></body>
</html>
`;
}
