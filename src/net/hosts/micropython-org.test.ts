import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeBoard } from '../fake-board.test-helpers';

const TO = { ip: '203.0.113.80', port: 80 };
const DATE = 'Date: Thu, 29 Feb 2024 12:00:00 GMT';

function ask(...pieces: string[]): string {
  const board = new FakeBoard();
  const connection = board.connect(TO);
  // A host has credit for 2,144 bytes at a time.
  for (const part of pieces.flatMap((piece) => piece.match(/[^]{1,2000}/g) ?? [])) {
    connection.send(part);
    board.settle();
  }
  return connection.text;
}
const statusOf = (answer: string) => answer.split('\r\n', 1)[0];

test('the page of the tutorial comes with a whole HTTP/1.0 answer, and then the host closes', () => {
  const board = new FakeBoard();
  const connection = board.connect(TO);
  connection.send('GET /ks/test.html HTTP/1.0\r\nHost: micropython.org\r\n\r\n');
  board.settle();
  const [head = '', body = ''] = connection.text.split('\r\n\r\n');
  expect(head.split('\r\n')).toEqual([
    'HTTP/1.0 200 OK',
    DATE,
    'Server: Pinwire',
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ]);
  expect(body).toMatch(/^<!DOCTYPE html>[\n -~]*<h1>Hello[\n -~]*<\/html>\n$/);
  expect(connection.events).toEqual(['opened', 'fin']);
});

test('a request may come in any pieces', () => {
  const request = 'GET /ks/test.html HTTP/1.0\r\nHost: micropython.org\r\n\r\n';
  const whole = ask(request);
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: request.length - 1 })), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), request.length];
      const pieces = places.slice(1).map((end, i) => request.slice(places[i], end));
      expect(ask(...pieces)).toBe(whole);
    }),
  );
});

test('HEAD gives the same head without the page', () => {
  const get = ask('GET /ks/test.html HTTP/1.1\n\n');
  expect(ask('HEAD /ks/test.html HTTP/1.1\n\n')).toBe(get.slice(0, get.indexOf('\r\n\r\n') + 4));
});

test.each([
  ['GET / HTTP/1.0\r\n\r\n', '404 Not Found'],
  ['GET /ks/test.html?a=b HTTP/1.0\n\n', '200 OK'],
  ['GET http://micropython.org/ks/test.html HTTP/1.1\r\nHost: a\r\n\r\n', '200 OK'],
  ['GET http://micropython.org HTTP/1.1\r\n\r\n', '404 Not Found'],
  ['POST /ks/test.html HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc', '405 Method Not Allowed'],
  ['BREW /pot HTTP/1.0\r\n\r\n', '501 Not Implemented'],
  ['hello\n', '400 Bad Request'],
  ['GET /ks/test.html\r\n', '400 Bad Request'],
  ['GET ks/test.html HTTP/1.0\r\n', '400 Bad Request'],
  [`GET / HTTP/1.0\r\nA: ${'x'.repeat(9000)}`, '431 Request Header Fields Too Large'],
  ['x'.repeat(9000), '431 Request Header Fields Too Large'],
])('%j gives %s', (request, status) => {
  const answer = ask(request);
  expect(statusOf(answer)).toBe(`HTTP/1.0 ${status}`);
  expect(answer).toContain(DATE);
  expect(answer).toContain('<h1>');
});

test('a client that closes without a request is closed, too', () => {
  const board = new FakeBoard();
  const connection = board.connect(TO);
  connection.end();
  board.settle();
  expect(connection.events).toEqual(['opened', 'fin']);
  expect(connection.text).toBe('');
});

test('a reader of 100 bytes at a time gets the whole page', () => {
  const board = new FakeBoard({ window: 100 });
  const connection = board.connect(TO);
  connection.send('GET /ks/test.html HTTP/1.0\r\n\r\n');
  board.settle();
  expect(connection.text.endsWith('</html>\n')).toBe(true);
});
