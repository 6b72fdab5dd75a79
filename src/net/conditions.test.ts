import { expect, test } from 'vitest';
import { LAN, type AirFrame } from '../protocol/air';
import { FakeBoard, textOf } from './fake-board.test-helpers';
import type { VirtualHost } from './host-table';

const TO = { ip: '203.0.113.7', port: 7 };
const FROM = { ip: LAN.board, port: 4_096 };

/** Gives back what it gets, by TCP and UDP. */
const echo: VirtualHost = {
  name: 'echo.test',
  ip: TO.ip,
  services: new Map([
    [
      7,
      (connection) => ({
        onData: (bytes) => {
          connection.write(bytes);
          connection.consumed(bytes.length);
        },
        onEnd: () => connection.end(),
      }),
    ],
  ]),
  datagrams: new Map([[7, ({ bytes }, reply) => reply(bytes)]]),
};

const boardWith = (random = () => 0.5) => new FakeBoard({ hosts: [echo], random });
const kinds = (board: FakeBoard) => board.frames.map(({ kind }) => kind);
const request = { method: 'GET', to: { ip: LAN.board, port: 80 }, path: '/', headers: [] };

test('latency and jitter are there and back again, for lookups, connections and packets', () => {
  const board = boardWith();
  board.become({ latency: 100, jitter: 20 });
  expect(board.resolve('echo.test')).toBeNull();
  board.advance(219, 1);
  expect(kinds(board)).toEqual([]);
  board.advance(1);
  expect(kinds(board)).toEqual(['answer']);

  const connection = board.connect(TO);
  board.advance(220, 1);
  expect(connection.events).toEqual(['opened']);
  connection.send('hello');
  board.advance(219, 1);
  expect(connection.text).toBe('');
  board.advance(1);
  expect(connection.text).toBe('hello');

  board.post({ kind: 'datagram', from: FROM, to: TO, bytes: Uint8Array.of(1) });
  board.advance(220, 1);
  expect(kinds(board).at(-1)).toBe('datagram');
});

test('a name server that fails has no address for any name, and nobody is told that the name is unknown', () => {
  const board = boardWith();
  const unknown: string[] = [];
  board.network.onUnknownName((name) => unknown.push(name));
  board.become({ dns: 'fails' });
  expect(board.resolve('echo.test')).toEqual([]);
  expect(board.resolve('nobody.test')).toEqual([]);
  expect(unknown).toEqual([]);
});

test('a name server that is silent never answers', () => {
  const board = boardWith();
  board.become({ dns: 'silent' });
  expect(board.resolve('echo.test')).toBeNull();
  board.become({});
  board.advance(60_000, 5_000);
  expect(board.resolve('echo.test')).toEqual([TO.ip]);
});

test.each(['echo.test', 'ECHO.test.', TO.ip])('a host that is down, given as %s, answers nothing', (host) => {
  const board = boardWith();
  board.become({ hostsDown: [host, 'nobody.test'] });
  expect(board.resolve('echo.test')).toEqual([TO.ip]);
  const before = board.connect(TO);
  const closed = board.connect({ ...TO, port: 8 });
  board.post({ kind: 'datagram', from: FROM, to: TO, bytes: Uint8Array.of(1) });
  board.advance(30_000, 5_000);
  expect([before.events, closed.events]).toEqual([[], []]);
  expect(board.connect({ ip: LAN.router, port: 80 }).events).toEqual(['refused']);
});

test('a connection to a host that was down for a while goes on where it was', () => {
  const board = boardWith();
  const connection = board.connect(TO);
  board.become({ hostsDown: ['echo.test'] });
  connection.send('one ');
  board.advance(10_000, 1_000);
  connection.send('two');
  board.become({});
  board.advance(2_000);
  expect(connection.text).toBe('one two');
});

test('the browser pane reaches no host that is down, either', () => {
  const board = boardWith();
  board.become({ hostsDown: ['echo.test'] });
  const events: string[] = [];
  board.network.connect({ ip: LAN.browser, port: 1 }, TO, { onOpened: () => events.push('opened') });
  board.advance(5_000);
  expect(events).toEqual([]);
});

test('the board is told that its access point is gone, and that it is back', () => {
  const board = boardWith();
  board.become({ link: 'down' });
  board.become({ link: 'down', latency: 5 });
  board.become({});
  expect(board.frames).toEqual([
    { kind: 'link', up: false },
    { kind: 'link', up: true },
  ]);
});

test('a board that starts is told whether there is an access point', () => {
  const board = boardWith();
  board.network.boardCame();
  expect(board.frames).toEqual([{ kind: 'link', up: true }]);
  board.become({ link: 'down' });
  board.network.boardGone();
  board.network.boardCame();
  expect(board.frames.at(-1)).toEqual({ kind: 'link', up: false });
});

test('without an access point nothing passes; connections of before are over when it is back', () => {
  const board = boardWith();
  const connection = board.connect(TO);
  board.become({ link: 'down' });
  expect(board.resolve('echo.test')).toBeNull();
  board.advance(10_000, 1_000);
  const frames = board.frames.length;
  board.become({});
  board.advance(10_000, 1_000);
  expect(board.frames.length).toBe(frames + 1);
  // What the board has lost, the host has lost, too.
  connection.send('anybody?');
  board.settle();
  expect(connection.events.at(-1)).toBe('reset');
  expect(board.connect(TO).events).toEqual(['opened']);
});

test('a page asked of a board without an access point is unreachable, and comes when it is back', async () => {
  const board = boardWith();
  board.listeners.set(80, (connection) => {
    connection.accept();
    connection.onData = () => undefined;
    connection.send('HTTP/1.0 200 OK\r\n\r\nhere');
    connection.end();
  });
  board.become({ link: 'down' });
  const first = board.network.fetch(request);
  board.advance(11_000, 1_000);
  expect(await first.result).toEqual({ ok: false, failure: { kind: 'unreachable' } });
  board.become({});
  const second = board.network.fetch(request);
  board.settle();
  expect(await second.result).toMatchObject({ ok: true, response: { status: 200 } });
});

test('what was on its way to a board that is gone reaches no other', () => {
  const board = boardWith();
  board.become({ latency: 1_000 });
  board.connect(TO);
  board.resolve('echo.test');
  board.network.boardGone();
  board.advance(10_000, 1_000);
  expect([board.frames, board.clock.nextDue]).toEqual([[], null]);
});

test('what is on its way to a connection that the board has reset is not sent', () => {
  const board = boardWith();
  const connection = board.connect(TO);
  board.become({ latency: 100, bandwidth: 8 });
  connection.send('x'.repeat(1_000));
  board.advance(1_300);
  connection.reset();
  board.advance(60_000, 1_000);
  expect(connection.text.length).toBeLessThan(1_000);
  expect(board.clock.nextDue).toBeNull();
});

test('the log stands at the antenna: what is lost beyond it is in it, what is lost before it is not', () => {
  let lost = true;
  const board = boardWith(() => (lost ? 0 : 0.99));
  board.become({ loss: 50 });
  const packet: AirFrame = { kind: 'datagram', from: FROM, to: TO, bytes: Uint8Array.of(1) };
  board.post(packet);
  board.advance(100);
  lost = false;
  board.post(packet);
  board.advance(100);
  const sources = board.network.log
    .take()
    .flatMap((entry) => (entry.kind === 'datagram' ? [entry.from.ip] : []));
  expect(sources).toEqual([LAN.board, LAN.board, TO.ip]);
});

test('a download through the worst network comes whole', () => {
  let state = 7;
  const board = boardWith(() => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647);
  board.become({ latency: 200, jitter: 300, bandwidth: 64, loss: 20 });
  const connection = board.connect(TO);
  board.advance(30_000, 500);
  let expected = '';
  for (let turn = 0; turn < 20; turn++) {
    const part = `${turn} `.repeat(100);
    connection.send(part);
    expected += part;
    board.advance(60_000, 500);
  }
  board.advance(600_000, 1_000);
  expect(textOf(connection.received)).toBe(expected);
});
