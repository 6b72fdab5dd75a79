import { describe, expect, test } from 'vitest';
import { FakeBoard, type BoardConnection } from '../fake-board.test-helpers';

const TO = { ip: '203.0.113.81', port: 80 };

function ask(board: FakeBoard, request: string): BoardConnection {
  const connection = board.connect(TO);
  for (const part of request.match(/[^]{1,2000}/g) ?? []) {
    connection.send(part);
    board.settle();
  }
  return connection;
}

function answerTo(request: string): { status: string; head: string; body: string } {
  const { text } = ask(new FakeBoard(), request);
  const split = text.indexOf('\r\n\r\n');
  return { status: text.split('\r\n', 1)[0] ?? '', head: text.slice(0, split), body: text.slice(split + 4) };
}

const get = (path: string, version = '1.0') =>
  answerTo(`GET ${path} HTTP/${version}\r\nHost: http.test\r\n\r\n`);

test.each([
  ['/', 'HTTP/1.0 200 OK'],
  ['/status/404', 'HTTP/1.0 404 Not Found'],
  ['/status/418', "HTTP/1.0 418 I'm a teapot"],
  ['/status/599', 'HTTP/1.0 599 Unnamed'],
  ['/status/199', 'HTTP/1.0 404 Not Found'],
  ['/status/9999999', 'HTTP/1.0 404 Not Found'],
  ['/status', 'HTTP/1.0 404 Not Found'],
  ['/nothing', 'HTTP/1.0 404 Not Found'],
  ['/redirect', 'HTTP/1.0 302 Found'],
])('GET %s is %s', (path, status) => {
  const answer = get(path);
  expect(answer.status).toBe(status);
  expect(Number(/Content-Length: (\d+)/.exec(answer.head)?.[1])).toBe(answer.body.length);
});

test.each([204, 304])('an answer with status %d has no body', (status) => {
  const { head, body } = get(`/status/${status}`);
  expect(body).toBe('');
  expect(head).not.toContain('Content-');
});

test('redirects count down to the first page', () => {
  const where = (path: string) => /Location: (\S+)/.exec(get(path).head)?.[1];
  expect(['/redirect/3', '/redirect/2', '/redirect/1', '/redirect', '/redirect/999'].map(where)).toEqual([
    '/redirect/2',
    '/redirect/1',
    '/',
    '/',
    '/redirect/19',
  ]);
});

describe('/chunked', () => {
  test('comes in chunks to a client of HTTP/1.1', () => {
    const { status, head, body } = get('/chunked', '1.1');
    expect(status).toBe('HTTP/1.1 200 OK');
    expect(head).toContain('Transfer-Encoding: chunked');
    expect(head).not.toContain('Content-Length');
    expect(body).toBe('a\r\nThis page \r\n9\r\ncomes in \r\n8\r\nchunks.\n\r\n0\r\n\r\n');
  });

  test('comes as it is to a client of HTTP/1.0, up to the end of the connection', () => {
    const { head, body } = get('/chunked');
    expect(head).not.toContain('Transfer-Encoding');
    expect(body).toBe('This page comes in chunks.\n');
  });
});

test('/slow sends a line each half second, as many bytes as it says', () => {
  const board = new FakeBoard();
  const connection = ask(board, 'GET /slow HTTP/1.0\r\n\r\n');
  expect(connection.text.endsWith('line 1 of 6\n')).toBe(true);
  board.advance(500);
  expect(connection.text.endsWith('line 2 of 6\n')).toBe(true);
  expect(connection.events).toEqual(['opened']);
  board.advance(2_000);
  const [head = '', body = ''] = connection.text.split('\r\n\r\n');
  expect(Number(/Content-Length: (\d+)/.exec(head)?.[1])).toBe(body.length);
  expect(connection.events).toEqual(['opened', 'fin']);
});

test.each([
  ['/large', 100_000],
  ['/large/5000', 5_000],
  ['/large/0', 0],
  ['/large/9999999', 1_000_000],
])('%s has %d bytes', (path, size) => {
  expect(get(path).body.length).toBe(size);
});

test('/headers gives the request back as it came', () => {
  const request = 'GET /headers?a=b HTTP/1.1\r\nHost: http.test\r\nX-Mine: 1\r\n\r\n';
  expect(answerTo(request).body).toBe(request);
});

test('/json is JSON', () => {
  const { head, body } = get('/json');
  expect(head).toContain('Content-Type: application/json');
  expect(JSON.parse(body)).toMatchObject({ name: 'http.test' });
});

describe('/echo', () => {
  const post = (body: string, length = body.length) =>
    answerTo(
      `POST /echo HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`,
    );

  test.each([['{"a": 1}'], ['x'.repeat(9_000)], ['']])('gives back what is sent (%#)', (body) => {
    const answer = post(body);
    expect(answer.head).toContain('Content-Type: application/json');
    expect(answer.body).toBe(body);
  });

  test('takes no more than it says, and nothing of what is too long', () => {
    expect(post('abcdef', 3).body).toBe('abc');
    expect(post('x'.repeat(70_000)).status).toBe('HTTP/1.0 413 Content Too Large');
  });

  test('waits for a body that comes late, and closes when it never comes', () => {
    const board = new FakeBoard();
    const connection = ask(board, 'PUT /echo HTTP/1.0\r\nContent-Length: 4\r\n\r\nab');
    expect(connection.text).toBe('');
    connection.send('cd');
    board.settle();
    expect(connection.text.endsWith('\r\n\r\nabcd')).toBe(true);

    const other = ask(board, 'PUT /echo HTTP/1.0\r\nContent-Length: 4\r\n\r\nab');
    other.end();
    board.settle();
    expect(other.events).toEqual(['opened', 'fin']);
  });
});

test.each([
  ['POST / HTTP/1.0\r\n\r\n', '405 Method Not Allowed'],
  ['BREW /echo HTTP/1.0\r\n\r\n', '501 Not Implemented'],
  ['hello\n', '400 Bad Request'],
])('%j gives %s', (request, status) => {
  expect(answerTo(request).status).toBe(`HTTP/1.0 ${status}`);
});
