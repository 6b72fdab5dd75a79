import { describe, expect, test } from 'vitest';
import type { Check } from '../lesson-data';
import { ScriptedBoard, stepOf } from './scripted-board.test-helpers';

/** A board on which one step with one check is watched. */
const watching = (check: Check | readonly Check[]): ScriptedBoard => new ScriptedBoard([stepOf(check)]);
const done = (board: ScriptedBoard): boolean => board.watch.state('one')?.done ?? false;

describe('connections', () => {
  const telnet: Check = { connection: { to: 'film.test:23', received_at_least: 10 } };

  test('are known by the name that was looked up, and by their bytes', () => {
    const board = watching(telnet);
    board.looksUp('film.test', '203.0.113.23');
    board.connects('203.0.113.24', 23).opened().data('lan', '0123456789');
    const film = board.connects('203.0.113.23', 23).opened().data('lan', '01234');
    expect(done(board)).toBe(false);
    film.data('lan', '56789');
    expect(done(board)).toBe(true);
  });

  test('are known by their address, too', () => {
    const board = watching({ connection: { to: '203.0.113.23:*', state: 'refused' } });
    board.connects('203.0.113.23', 23).refused();
    expect(done(board)).toBe(true);
  });

  test('tell who closed them', () => {
    const board = watching({ connection: { closed_by: 'board', received: 'Hello' } });
    board.connects('1.2.3.4', 80).opened().data('lan', 'Hello').end('lan', 'fin').end('board', 'fin');
    expect(done(board)).toBe(false);
    board.connects('1.2.3.4', 80).opened().data('lan', 'Hello').end('board', 'fin');
    expect(done(board)).toBe(true);
  });

  test('that are still open are counted now, not in all', () => {
    const board = watching({ connection: { from: 'browser', port: 80, state: 'open', times: 2 } });
    board.isVisited().opened().end('board', 'fin').end('lan', 'fin');
    const visit = board.isVisited().opened();
    board.isVisited(81).opened();
    expect(done(board)).toBe(false);
    visit.data('lan', 'x');
    board.isVisited().opened();
    expect(done(board)).toBe(true);
  });

  test('of which something was sent and something else was not', () => {
    const board = watching({ connection: { sent: 'GET', not_sent: '\r\n\r\n', state: 'open' }, for: 2 });
    board.connects('1.2.3.4', 80).opened().data('board', 'GET / HTTP/1.0\r\n\r\n');
    board.clock.advance(5_000);
    expect(done(board)).toBe(false);
    board.connects('1.2.3.4', 80).opened().data('board', 'GET / HTTP/1.0');
    board.clock.advance(1_900);
    expect(done(board)).toBe(false);
    board.clock.advance(200);
    expect(done(board)).toBe(true);
  });

  test('a lookup by name, found or not', () => {
    const board = watching({ lookup: { name: '*.test', found: false } });
    board.looksUp('echo.test', '203.0.113.7');
    board.looksUp('echo.org');
    expect(done(board)).toBe(false);
    board.looksUp('ecco.test');
    expect(done(board)).toBe(true);
  });

  test('a datagram to a host, or from it, by what it holds, and so many of them', () => {
    const board = new ScriptedBoard([
      stepOf({ datagram: { to: 'echo.test:7', contains: 'hello' } }, { id: 'sent' }),
      stepOf({ datagram: { from: '203.0.113.7:*', times: 2 } }, { id: 'got' }),
    ]);
    board.looksUp('echo.test', '203.0.113.7');
    board.datagram('board', '203.0.113.7', 8, 'hello');
    board.datagram('board', '203.0.113.8', 7, 'hello');
    board.datagram('board', '203.0.113.7', 7, 'help');
    board.datagram('lan', '203.0.113.7', 7, 'hello');
    expect(board.watch.done).toEqual([]);
    board.datagram('board', '203.0.113.7', 7, 'hello');
    expect(board.watch.done).toEqual(['sent']);
    board.datagram('lan', '203.0.113.7', 7, 'hello');
    expect(board.watch.done).toEqual(['sent', 'got']);
  });

  test('a flood of connections is forgotten, oldest first, and does no harm', () => {
    const board = watching({ connection: { state: 'opened', times: 60 } });
    for (let n = 0; n < 1_000; n++) board.connects('1.2.3.4', n + 1).refused();
    expect(done(board)).toBe(false);
    for (let n = 0; n < 60; n++) board.connects('1.2.3.4', n + 1).opened();
    expect(done(board)).toBe(true);
  });
});

describe('requests', () => {
  const head = 'HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n';
  const table =
    '<table><tr><th>Pin<th>Value</tr> <tr><td>Pin(4)<td> 1 <tr><td>Pin(5)</td><td>0</td></tr></table>';

  test('by the browser, with status, header and the rows of its table', () => {
    const board = watching({
      request: {
        by: 'browser',
        method: 'GET',
        path: '/',
        status: 200,
        header: { 'content-type': 'text/html*' },
        table: { rows: 2, row: ['Pin(4)', '1'] },
      },
    });
    board.serves('GET /favicon.ico HTTP/1.1\r\n\r\n', `${head}\r\n${table}`);
    board.serves('GET / HTTP/1.1\r\n\r\n', `${head}\r\n${table.replace(' 1 ', '0')}`);
    board.serves('GET / HTTP/1.1\r\n\r\n', `${head.replace('200', '404')}\r\n${table}`);
    expect(done(board)).toBe(false);
    board.serves('GET / HTTP/1.1\r\n\r\n', `${head}\r\n${table}`);
    expect(done(board)).toBe(true);
  });

  test('are answered when the answer is over, by its length or by its end', () => {
    const board = watching({ request: { status: 200 } });
    const visit = board.isVisited().opened().data('lan', 'GET / HTTP/1.1\r\n\r\n');
    visit.data('board', 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab');
    expect(done(board)).toBe(false);
    visit.data('board', 'cd');
    expect(done(board)).toBe(true);
  });

  test.each([
    ['none', '', 'fin'],
    ['cut', 'HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nab', 'fin'],
    ['cut', 'HTTP/1.0 200 OK\r\n\r\nab', 'reset'],
    ['cut', 'HTTP/1.0 200 OK\r\nA: b', 'fin'],
    ['garbled', 'Hello', 'fin'],
    ['whole', 'HTTP/1.0 200 OK\n\nab', 'fin'],
  ] as const)('end %s where %j comes and then a %s', (answer, text, how) => {
    const others = (['none', 'cut', 'garbled', 'whole'] as const).filter((one) => one !== answer);
    const board = new ScriptedBoard(
      [answer, ...others].map((one) => stepOf({ request: { answer: one } }, { id: one })),
    );
    const visit = board.isVisited().opened().data('lan', 'GET / HTTP/1.0\r\n\r\n');
    if (text !== '') visit.data('board', text);
    visit.end('board', how);
    expect(board.watch.done).toEqual([answer]);
  });

  test('by the board, to a host, with a body', () => {
    const board = watching({
      request: { by: 'board', to: 'http.test:80', method: 'POST', body: 'x=1', status: 200 },
    });
    board.looksUp('http.test', '203.0.113.81');
    const post = board.connects('203.0.113.81', 80).opened();
    post.data('board', 'POST /echo HTTP/1.0\r\nContent-Length: 3\r\n\r\n').data('board', 'x=1');
    post.data('lan', 'HTTP/1.0 200 OK\r\n\r\nx=1').end('lan', 'fin');
    expect(done(board)).toBe(true);
  });

  test('are counted', () => {
    const board = watching({ request: { by: 'browser', status: 200, times: 2 } });
    board.serves('GET / HTTP/1.0\r\n\r\n', 'HTTP/1.0 200 OK\r\n\r\n');
    expect(done(board)).toBe(false);
    board.serves('GET / HTTP/1.0\r\n\r\n', 'HTTP/1.0 200 OK\r\n\r\n');
    expect(done(board)).toBe(true);
  });
});
