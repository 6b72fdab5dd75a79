import { expect, test } from 'vitest';
import { LAN } from '../protocol/air';
import type { HttpRequest, HttpResult } from '../protocol/http';
import { FakeBoard, bytesOf, textOf, type BoardConnection } from './fake-board.test-helpers';
import { MOST_WAITING } from './http-client';

const REQUEST: HttpRequest = { method: 'GET', to: { ip: LAN.board, port: 80 }, path: '/', headers: [] };

/** A board whose program takes every connection and does `serve` when the request's head is there. */
function boardThat(serve: (connection: BoardConnection) => void, window?: number): FakeBoard {
  const board = new FakeBoard(window === undefined ? {} : { window });
  board.listeners.set(80, (connection) => {
    connection.accept();
    connection.onData = () => {
      if (connection.text.endsWith('\r\n\r\n')) serve(connection);
    };
  });
  return board;
}

/** Fetches and lets up to 11 s go by. */
async function outcome(board: FakeBoard, request = REQUEST): Promise<HttpResult> {
  const { result } = board.network.fetch(request);
  board.advance(11_000);
  return result;
}

async function failureOf(board: FakeBoard) {
  const result = await outcome(board);
  if (result.ok) throw new Error(`answered with ${result.response.status}`);
  const { failure } = result;
  return 'received' in failure ? { kind: failure.kind, received: textOf(failure.received) } : failure;
}

test('the answer of the lesson’s server, closed without a length, is delivered', async () => {
  const board = boardThat((connection) => {
    connection.send('HTTP/1.0 200 OK\r\nContent-type: text/html\r\n\r\n');
    connection.send('<h1>ESP8266 Pins</h1>');
    connection.end();
  });
  const { result } = board.network.fetch(REQUEST);
  board.settle();
  const answer = await result;
  expect(answer.ok && textOf(answer.response.body)).toBe('<h1>ESP8266 Pins</h1>');
  // Both directions are closed in good order, and no timer is left behind.
  expect(board.connections.get(2)?.events).toEqual(['fin']);
  expect(board.clock.nextDue).toBeNull();
});

test('each request has a port of its own, and none is taken anew soon', () => {
  const board = new FakeBoard({ random: () => 0.9999 });
  for (let n = 0; n < 4; n++) {
    board.network.fetch(REQUEST);
    board.settle();
  }
  const ports = board.frames.flatMap((frame) => (frame.kind === 'open' ? [frame.from.port] : []));
  expect(ports).toEqual([65_534, 65_535, 49_152, 49_153]);
});

test('the request is what a browser sends, from a port in the ephemeral range', async () => {
  const board = boardThat((connection) => connection.end());
  await outcome(board, {
    ...REQUEST,
    path: '/a b?x=\u00e4',
    headers: [
      ['X-A', '1\r\nEvil: 2'],
      ['Host', 'no'],
    ],
  });
  const connection = board.connections.get(2);
  expect(connection?.text).toBe(
    'GET /a%20b?x=%C3%A4 HTTP/1.1\r\nHost: 192.168.1.42\r\nUser-Agent: Mozilla/5.0 (Pinwire)\r\n' +
      'Accept: text/html,*/*;q=0.8\r\nX-A: 1 Evil: 2\r\nConnection: close\r\n\r\n',
  );
  expect(connection?.peer).toEqual({ ip: LAN.browser, port: 57_344 });
});

test('a body larger than the board’s window is sent as the board reads', async () => {
  const board = new FakeBoard({ window: 100 });
  const body = bytesOf('x'.repeat(5000));
  board.listeners.set(80, (connection) => {
    connection.accept();
    connection.onData = () => {
      if (!connection.text.endsWith('x'.repeat(5000))) return;
      connection.send('HTTP/1.0 200 OK\r\n\r\n');
      connection.end();
    };
  });
  const answer = await outcome(board, { ...REQUEST, method: 'post', body });
  expect(answer.ok).toBe(true);
  expect(board.connections.get(2)?.text).toContain('POST / HTTP/1.1');
  expect(board.connections.get(2)?.text).toContain('Content-Length: 5000\r\n');
});

test('a refused connection: nothing listens', async () => {
  expect(await failureOf(new FakeBoard())).toEqual({ kind: 'nothing-listens' });
});

test('no answer to the SYN: unreachable', async () => {
  const board = new FakeBoard();
  board.deaf = true;
  expect(await failureOf(board)).toEqual({ kind: 'unreachable' });
  expect(board.frames.map((frame) => frame.kind)).toEqual(['open', 'reset']);
});

test('a listener whose program does not accept: not accepted', async () => {
  const board = new FakeBoard();
  board.listeners.set(80, () => undefined);
  expect(await failureOf(board)).toEqual({ kind: 'not-accepted' });
});

test('accepted and silent, or stuck in the middle: no answer, with what came', async () => {
  expect(await failureOf(boardThat(() => undefined))).toEqual({ kind: 'no-answer', received: '' });
  const stuck = boardThat((connection) => connection.send('HTTP/1.0 200 OK\r\n'));
  expect(await failureOf(stuck)).toEqual({ kind: 'no-answer', received: 'HTTP/1.0 200 OK\r\n' });
});

test.each([
  ['HTTP/1.0 200 OK\r\nContent-type: te'],
  ['HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nshort'],
  [''],
])('closed after %j: closed early', async (text) => {
  const board = boardThat((connection) => {
    if (text !== '') connection.send(text);
    connection.end();
  });
  expect(await failureOf(board)).toEqual({ kind: 'closed-early', received: text });
});

test('reset before the answer is whole: reset, with what came', async () => {
  const board = boardThat((connection) => {
    connection.send('HTTP/1.0 200 OK\r\n\r\nhalf');
    connection.reset();
  });
  expect(await failureOf(board)).toEqual({ kind: 'reset', received: 'HTTP/1.0 200 OK\r\n\r\nhalf' });
});

test('a reset after a whole answer changes nothing', async () => {
  const board = boardThat((connection) => {
    connection.send('HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok');
    connection.reset();
  });
  expect((await outcome(board)).ok).toBe(true);
});

test('an answer that does not begin as HTTP: not HTTP, and the connection is reset', async () => {
  const board = boardThat((connection) => connection.send('hello'));
  expect(await failureOf(board)).toEqual({ kind: 'not-http', received: 'hello' });
  expect(board.connections.get(2)?.events).toEqual(['reset']);
});

test('an endless answer: too large', async () => {
  const board = boardThat((connection) => {
    connection.send('HTTP/1.0 200 OK\r\n\r\n');
    for (let i = 0; i < 2_400; i++) {
      connection.send(new Uint8Array(2_000));
      board.settle();
    }
  });
  expect(await failureOf(board)).toEqual({ kind: 'too-large', limit: 4 * 1024 * 1024 });
});

test('a server that never closes after a whole answer is reset after a while', async () => {
  const board = boardThat((connection) => {
    connection.send('HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok');
  });
  const { result } = board.network.fetch(REQUEST);
  board.settle();
  expect((await result).ok).toBe(true);
  board.advance(4900);
  expect(board.connections.get(2)?.events).toEqual(['fin']);
  board.advance(200);
  expect(board.connections.get(2)?.events).toEqual(['fin', 'reset']);
});

test('requests to one target go one at a time, and the second’s time begins when it is sent', async () => {
  const board = new FakeBoard();
  const taken: BoardConnection[] = [];
  board.listeners.set(80, (connection) => {
    taken.push(connection);
    connection.accept();
  });
  const first = board.network.fetch(REQUEST);
  const second = board.network.fetch(REQUEST);
  board.advance(9000);
  expect(taken.length).toBe(1);
  taken[0]?.send('HTTP/1.0 200 OK\r\n\r\n');
  taken[0]?.end();
  board.settle();
  expect((await first.result).ok).toBe(true);
  expect(taken.length).toBe(2);
  board.advance(9900);
  taken[1]?.send('HTTP/1.0 200 OK\r\n\r\n');
  taken[1]?.end();
  board.settle();
  expect((await second.result).ok).toBe(true);
});

test('cancelling ends a request under way or waiting, and the next one goes', async () => {
  const board = boardThat(() => undefined);
  const fetches = [0, 1, 2].map(() => board.network.fetch(REQUEST));
  board.settle();
  fetches[1]?.cancel();
  fetches[0]?.cancel();
  fetches[0]?.cancel();
  board.settle();
  const cancelled = { ok: false, failure: { kind: 'cancelled' } };
  expect(await fetches[0]?.result).toEqual(cancelled);
  expect(await fetches[1]?.result).toEqual(cancelled);
  expect([...board.connections.keys()]).toEqual([2, 6]);
  board.advance(11_000);
  expect(await fetches[2]?.result).toMatchObject({ failure: { kind: 'no-answer' } });
});

test('so many requests may wait; one more is cancelled at once', async () => {
  const board = boardThat(() => undefined);
  const fetches = Array.from({ length: MOST_WAITING + 2 }, () => board.network.fetch(REQUEST));
  expect(await fetches.at(-1)?.result).toEqual({ ok: false, failure: { kind: 'cancelled' } });
});

test('virtual hosts, closed ports and empty addresses answer the browser pane, too', async () => {
  const board = new FakeBoard();
  const get = (ip: string, port = 80) =>
    board.network.fetch({ ...REQUEST, to: { ip, port }, path: '/ks/test.html' }).result;
  expect(await get('203.0.113.80')).toMatchObject({ ok: true, response: { status: 200, reason: 'OK' } });
  expect(await get('203.0.113.80', 81)).toEqual({ ok: false, failure: { kind: 'nothing-listens' } });
  const nobody = get('203.0.113.99');
  await Promise.resolve();
  board.advance(11_000);
  expect(await nobody).toEqual({ ok: false, failure: { kind: 'unreachable' } });
  expect(board.frames).toEqual([]);
});
