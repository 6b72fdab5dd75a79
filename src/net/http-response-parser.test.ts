import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, textOf } from './fake-board.test-helpers';
import { HttpResponseParser } from './http-response-parser';

const LIMIT = 100_000;

/** Parses `text` in the pieces that `cuts` makes of it, closes, and tells the outcome in plain values. */
function parse(text: string, { cuts = [] as number[], method = 'GET', limit = LIMIT, close = true } = {}) {
  const bytes = bytesOf(text);
  const parser = new HttpResponseParser(method, limit);
  let place = 0;
  for (const cut of [...cuts, bytes.length].sort((a, b) => a - b)) {
    parser.push(bytes.subarray(place, Math.max(place, cut)));
    place = Math.max(place, cut);
  }
  const before = parser.state;
  if (close) parser.end();
  if (parser.state !== 'done') return { state: parser.state, before };
  const { status, reason, headers, body, raw } = parser.response;
  return { state: parser.state, before, status, reason, headers, body: textOf(body), raw: textOf(raw) };
}

const RESPONSES = {
  'until close': 'HTTP/1.0 200 OK\r\nContent-type: text/html\r\n\r\n<h1>Pins</h1>',
  length: 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more',
  'bare line feeds': 'HTTP/1.0 404 Not Found\nX: 1\n\nbody',
  'no reason': 'HTTP/1.0 200\r\n\r\nbody',
  chunked:
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nT: 1\r\n\r\nmore',
  interim: 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
  'no head': 'HTTP/1.0 200 OK\r\nContent',
  'not HTTP': 'hello from the board',
  'bad chunk': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n',
};

test.each(Object.entries(RESPONSES))('any split of the bytes gives the same result: %s', (_, text) => {
  const whole = parse(text);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: text.length })), (cuts) => {
      expect(parse(text, { cuts })).toEqual(whole);
    }),
  );
});

test('a body without a length ends with the connection', () => {
  expect(parse(RESPONSES['until close'])).toMatchObject({
    before: 'more',
    state: 'done',
    status: 200,
    reason: 'OK',
    headers: [['Content-type', 'text/html']],
    body: '<h1>Pins</h1>',
    raw: RESPONSES['until close'],
  });
});

test('a body with a length is complete before the connection closes, and what follows is not part of it', () => {
  const result = parse(RESPONSES.length, { close: false });
  expect(result).toMatchObject({ state: 'done', body: 'hello' });
  expect(result.raw).toBe('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello');
});

test('chunks are joined, their extensions and trailers left out, and the raw bytes kept', () => {
  const result = parse(RESPONSES.chunked, { close: false });
  expect(result).toMatchObject({ state: 'done', body: 'hello!' });
  expect(result.raw?.endsWith('T: 1\r\n\r\n')).toBe(true);
});

test.each([
  ['nothing at all', ''],
  ['the beginning of HTTP', 'HTT'],
  ['a head without its blank line', 'HTTP/1.0 200 OK\r\nA: b\r\n'],
  ['less than Content-Length', 'HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nfour'],
  ['chunks without the last', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'],
])('closing after %s is no complete response', (_, text) => {
  expect(parse(text).state).toBe('more');
});

test.each([
  ['plain text', 'hello'],
  ['HTML without a status line', '<!DOCTYPE html>'],
  ['a status line without a status', 'HTTP/1.0 OK\r\n\r\n'],
  ['a chunk size that is no number', RESPONSES['bad chunk']],
  [
    'a chunk longer than its size',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n',
  ],
])('%s is not HTTP', (_, text) => {
  expect(parse(text).state).toBe('not-http');
});

test('what cannot become HTTP any more is known at its first wrong byte', () => {
  expect(parse('HTX', { close: false }).state).toBe('not-http');
});

test.each([
  ['HEAD', 'HTTP/1.0 200 OK\r\nContent-Length: 10\r\n\r\n'],
  ['GET', 'HTTP/1.1 204 No Content\r\n\r\n'],
  ['GET', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n'],
])('the answer to %s has no body when it cannot have one', (method, text) => {
  expect(parse(text, { method, close: false })).toMatchObject({ state: 'done', body: '' });
});

test('folded header lines are joined, lines without a colon passed over, lengths that are none ignored', () => {
  const text = 'HTTP/1.0 200 OK\r\nA: 1\r\n\t2\r\nnonsense\r\nContent-Length: many\r\nB:3\r\n\r\nx';
  expect(parse(text)).toMatchObject({
    body: 'x',
    headers: [
      ['A', '1 2'],
      ['Content-Length', 'many'],
      ['B', '3'],
    ],
  });
});

test('a response over the limit is too large, as soon as its length says so', () => {
  const announced = 'HTTP/1.0 200 OK\r\nContent-Length: 1001\r\n\r\n';
  expect(parse(announced, { limit: 1000, close: false }).state).toBe('too-large');
  expect(parse(`HTTP/1.0 200 OK\r\n\r\n${'x'.repeat(1000)}`, { limit: 1000 }).state).toBe('too-large');
  expect(parse(`HTTP/1.0 200 OK\r\nA: ${'x'.repeat(1000)}`, { limit: 1000 }).state).toBe('too-large');
});
