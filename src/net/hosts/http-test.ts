import type { Clock } from '../../shared/clock';
import type { Service } from '../lan-stream';
import { errorAnswer, fault, headOf, reason, wholeAnswer, type Answer } from './http-answer';
import { httpService, LONGEST_BODY } from './http-service';
import type { RequestHead } from './request-head';
import type { Step } from './script';

export interface HttpTestOptions {
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
}

type Request = RequestHead & { kind: 'request' };

/** Between two lines of /slow, in milliseconds. */
const SLOW = 500;
const SLOW_LINES = 6;
const LARGE = 100_000;
const LARGEST = 1_000_000;
const MOST_REDIRECTS = 20;

const READING = ['GET', 'HEAD'];
const ANY = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

const INDEX = `/status/404     any status from 200 to 599
/redirect       sends you on to /, and /redirect/3 three times
/chunked        its length is told chunk by chunk (HTTP/1.1)
/slow           a line each half second
/large          ${LARGE} bytes; /large/5000 has 5000
/headers        your request, as it came
/json           a small JSON document
/echo           gives back what you POST or PUT
`;

const encoder = new TextEncoder();

/** A web server to try clients on. Every answer closes the connection. */
export function httpTest({ clock, wallClock }: HttpTestOptions): Service {
  const whole = (answer: Answer, method: string): Step => ({
    send: wholeAnswer(answer, method, wallClock()),
  });
  return httpService({
    clock,
    wantsBody: (head) => head.kind === 'request' && head.path === '/echo',
    respond: (head, body) => {
      const allowed = head.kind === 'request' && head.path === '/echo' ? ANY : READING;
      const wrong = fault(head, allowed);
      if (head.kind !== 'request' || wrong !== null) {
        return [whole(errorAnswer(wrong ?? 400, allowed), 'GET')];
      }
      if (head.method === 'GET' && head.path === '/slow') return slow(wallClock());
      if (head.method === 'GET' && head.path === '/chunked') return chunked(head, wallClock());
      return [whole(answerTo(head, body), head.method)];
    },
  });
}

function answerTo(head: Request, body: Uint8Array): Answer {
  const [, page = '', argument = ''] = /^\/([a-z]*)(?:\/(\d{1,7}))?$/.exec(head.path) ?? [];
  const number = argument === '' ? undefined : Number(argument);
  switch (head.path === '/' ? '/' : page) {
    case '/':
    case 'slow':
    case 'chunked':
      return text(INDEX);
    case 'status':
      return number !== undefined && number >= 200 && number <= 599
        ? { ...text(`${number} ${reason(number)}\n`), status: number }
        : errorAnswer(404, READING);
    case 'redirect':
      return redirect(number ?? 1);
    case 'large':
      return { status: 200, type: 'text/plain', body: letters(Math.min(number ?? LARGE, LARGEST)) };
    case 'headers':
      return text(head.text);
    case 'json':
      return {
        ...text('{"name": "http.test", "numbers": [1, 2, 3], "ok": true}\n'),
        type: 'application/json',
      };
    case 'echo':
      return head.contentLength > LONGEST_BODY
        ? errorAnswer(413, ANY)
        : { status: 200, type: typeOf(head), body };
    default:
      return errorAnswer(404, READING);
  }
}

function text(content: string): Answer {
  return { status: 200, type: 'text/plain', body: encoder.encode(content) };
}

function redirect(times: number): Answer {
  const left = Math.min(times, MOST_REDIRECTS) - 1;
  return {
    ...text('Look there.\n'),
    status: 302,
    headers: [`Location: ${left > 0 ? `/redirect/${left}` : '/'}`],
  };
}

function typeOf(head: Request): string {
  return /^content-type:[ \t]*([\x20-\x7e]+?)[ \t]*\r?$/im.exec(head.text)?.[1] ?? 'text/plain';
}

/** Lines of 50 characters, so that a missing byte shows. */
function letters(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, place) => (place % 50 === 49 ? 0x0a : 0x61 + (place % 26)));
}

function* slow(now: number): Iterable<Step> {
  const line = (turn: number): string => `line ${turn} of ${SLOW_LINES}\n`;
  const body = encoder.encode(line(1).repeat(SLOW_LINES));
  yield { send: headOf({ status: 200, type: 'text/plain', body }, now) };
  for (let turn = 1; turn <= SLOW_LINES; turn++) {
    yield { send: encoder.encode(line(turn)) };
    if (turn < SLOW_LINES) yield { wait: SLOW };
  }
}

/** RFC 9112 §7.1. A client of HTTP/1.0 knows no chunks: its page ends where the connection does. */
function* chunked(head: Request, now: number): Iterable<Step> {
  const knows = head.version !== 'HTTP/1.0';
  const headers = knows ? ['Transfer-Encoding: chunked'] : [];
  const version = knows ? 'HTTP/1.1' : 'HTTP/1.0';
  yield { send: headOf({ status: 200, version, headers, type: 'text/plain', body: null }, now) };
  for (const part of ['This page ', 'comes in ', 'chunks.\n']) {
    yield { send: encoder.encode(knows ? `${part.length.toString(16)}\r\n${part}\r\n` : part) };
  }
  if (knows) yield { send: encoder.encode('0\r\n\r\n') };
}
