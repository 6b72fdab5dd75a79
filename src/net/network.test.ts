import { expect, test, vi } from 'vitest';
import { LAN } from '../protocol/air';
import { FakeBoard } from './fake-board.test-helpers';
import { HostTable, type VirtualHost } from './host-table';

const TOWEL = '203.0.113.23';
const MICROPYTHON = '203.0.113.80';
const nothing = new Map();

test('DNS knows the hosts of the lessons, in any case and with a final dot', () => {
  const board = new FakeBoard();
  expect(board.resolve('towel.blinkenlights.nl')).toEqual([TOWEL]);
  expect(board.resolve('MicroPython.ORG')).toEqual([MICROPYTHON]);
  expect(board.resolve('micropython.org.')).toEqual([MICROPYTHON]);
});

test('an unknown name is answered at once with no address, and made known', () => {
  const board = new FakeBoard();
  const unknown: string[] = [];
  board.network.onUnknownName((name) => unknown.push(name));
  expect(board.resolve('nobody.example')).toEqual([]);
  expect(board.resolve('micropython.org..')).toEqual([]);
  expect(board.resolve('')).toEqual([]);
  board.resolve('micropython.org');
  expect(unknown).toEqual(['nobody.example', 'micropython.org..', '']);
});

test.each([
  ['a closed port of a virtual host', { ip: MICROPYTHON, port: 81 }],
  ['the router', { ip: LAN.router, port: 80 }],
  ['the browser pane', { ip: LAN.browser, port: 80 }],
])('%s refuses', (_, to) => {
  expect(new FakeBoard().connect(to).events).toEqual(['refused']);
});

test.each([['203.0.113.200'], ['93.184.216.34'], ['192.168.1.77'], ['198.18.0.1']])(
  'nobody answers at %s',
  (ip) => {
    const board = new FakeBoard();
    board.connect({ ip, port: 80 });
    board.advance(60_000, 10_000);
    expect(board.frames).toEqual([]);
  },
);

test('a stream number that is in use or not the board’s own is reset', () => {
  const board = new FakeBoard();
  const to = { ip: TOWEL, port: 23 };
  board.post({ kind: 'open', stream: 8, from: { ip: LAN.board, port: 5 }, to, window: 10 });
  board.settle();
  expect(board.frames).toEqual([{ kind: 'reset', stream: 8 }]);
});

test('data to a connection that does not exist is answered with a reset, anything else is ignored', () => {
  const board = new FakeBoard();
  board.post({ kind: 'fin', stream: 99 });
  board.post({ kind: 'credit', stream: 99, bytes: 5 });
  board.post({ kind: 'reset', stream: 99 });
  board.settle();
  expect(board.frames).toEqual([]);
  board.post({ kind: 'data', stream: 99, bytes: new Uint8Array(1) });
  board.settle();
  expect(board.frames).toEqual([{ kind: 'reset', stream: 99 }]);
});

test('what one message causes leaves in one message', () => {
  const messages: number[] = [];
  const board = new FakeBoard();
  const { network } = board;
  const toBoard = vi
    .spyOn(board.frames, 'push')
    .mockImplementation((...frames) => messages.push(frames.length));
  network.fromBoardAll([
    { kind: 'query', query: 1, name: 'micropython.org' },
    { kind: 'query', query: 2, name: 'towel.blinkenlights.nl' },
  ]);
  expect(messages).toEqual([2]);
  toBoard.mockRestore();
});

test('when the board is gone, hosts see their connections reset and nothing is sent to it', () => {
  const board = new FakeBoard();
  board.connect({ ip: TOWEL, port: 23 });
  board.advance(1000);
  const before = board.frames.length;
  board.network.boardGone();
  board.settle();
  board.advance(5000);
  expect(board.frames.length).toBe(before);
  // The film of the first connection has stopped: no timer is left.
  expect(board.clock.nextDue).toBeNull();
});

test('when the board is gone, requests under way and waiting are cancelled, and the next one starts anew', async () => {
  const board = new FakeBoard();
  board.listeners.set(80, () => undefined);
  const request = { method: 'GET', to: { ip: LAN.board, port: 80 }, path: '/', headers: [] };
  const first = board.network.fetch(request);
  const second = board.network.fetch(request);
  board.settle();
  const before = board.frames.length;
  board.network.boardGone();
  expect(board.frames.length).toBe(before);
  const cancelled = { ok: false, failure: { kind: 'cancelled' } };
  expect(await first.result).toEqual(cancelled);
  expect(await second.result).toEqual(cancelled);
  board.listeners.clear();
  const third = board.network.fetch(request);
  board.settle();
  expect(await third.result).toEqual({ ok: false, failure: { kind: 'nothing-listens' } });
});

test.each(['the board', 'the host'])('a connection that %s closes last is forgotten', (last) => {
  const board = new FakeBoard();
  const connection = board.connect({ ip: MICROPYTHON, port: 80 });
  if (last === 'the host') connection.end();
  else connection.send('GET / HTTP/1.0\r\n\r\n');
  board.settle();
  if (last === 'the board') connection.end();
  board.settle();
  // Those that were not forgotten would be logged as reset now.
  board.network.log.take();
  board.network.boardGone();
  expect(board.network.log.take()).toEqual([]);
});

test('a UDP packet comes to the port of its host, which may answer now and later; any other is lost', () => {
  const replies: ((bytes: Uint8Array) => void)[] = [];
  const echo: VirtualHost = {
    name: 'echo.example',
    ip: '203.0.113.7',
    services: nothing,
    datagrams: new Map([
      [
        7,
        ({ bytes }, reply) => {
          reply(bytes);
          replies.push(reply);
        },
      ],
    ]),
  };
  const board = new FakeBoard({ hosts: [echo] });
  const from = { ip: LAN.board, port: 4096 };
  const to = { ip: echo.ip, port: 7 };
  const bytes = Uint8Array.of(1, 2);
  board.post({ kind: 'datagram', from, to, bytes });
  for (const lost of [
    { ...to, port: 8 },
    { ip: LAN.broadcast, port: 7 },
    { ip: LAN.router, port: 53 },
  ])
    board.post({ kind: 'datagram', from, to: lost, bytes });
  board.settle();
  expect(board.frames).toEqual([{ kind: 'datagram', from: to, to: from, bytes }]);
  for (const reply of replies) reply(Uint8Array.of(3));
  expect(board.frames.at(-1)).toEqual({ kind: 'datagram', from: to, to: from, bytes: Uint8Array.of(3) });
  expect(board.network.log.take().filter(({ kind }) => kind === 'datagram')).toHaveLength(6);
});

test('a table with two hosts of one name or address, or one outside the documentation addresses, is a mistake', () => {
  const host = (name: string, ip: string): VirtualHost => ({ name, ip, services: nothing });
  expect(() => new HostTable([host('a', '203.0.113.1'), host('A.', '203.0.113.2')])).toThrow(RangeError);
  expect(() => new HostTable([host('a', '203.0.113.1'), host('b', '203.0.113.1')])).toThrow(RangeError);
  expect(() => new HostTable([host('a', '192.168.1.5')])).toThrow(RangeError);
});
