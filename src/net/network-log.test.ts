import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { LAN } from '../protocol/air';
import { lanConditions } from '../protocol/lan-conditions';
import type { NetworkLogEntry } from '../protocol/network-log';
import { bytesOf, FakeBoard } from './fake-board.test-helpers';
import { LogRing } from './log-ring';

const TOWEL = '203.0.113.23';
const MICROPYTHON = '203.0.113.80';
const NOON = Date.UTC(2024, 1, 29, 12, 0, 0);

type Opened = NetworkLogEntry & { kind: 'open' };
const opens = (entries: readonly NetworkLogEntry[]) =>
  entries.filter((entry): entry is Opened => entry.kind === 'open');

describe('the log', () => {
  test('tells what went over the air, in order, with the time of day', () => {
    const board = new FakeBoard();
    board.clock.advance(7);
    board.resolve('micropython.org');
    const connection = board.connect({ ip: MICROPYTHON, port: 80 });
    connection.send('HEAD /x HTTP/1.0\n\n');
    board.settle();
    const kinds = board.network.log.take().map((entry) => entry.kind);
    expect(kinds).toEqual(['started', 'query', 'answer', 'open', 'opened', 'data', 'data', 'fin']);
    connection.end();
    board.settle();
    expect(board.network.log.take()).toMatchObject([{ at: NOON + 7, kind: 'fin', by: 'board' }]);
  });

  test('names both ends, who is at the far one, and the asked name', () => {
    const board = new FakeBoard();
    board.resolve('nobody.example');
    board.connect({ ip: TOWEL, port: 1 });
    board.connect({ ip: '8.8.8.8', port: 53 });
    board.network.fetch({ method: 'GET', to: { ip: LAN.board, port: 80 }, path: '/', headers: [] });
    const entries = board.network.log.take();
    expect(entries[2]).toMatchObject({ kind: 'answer', query: 1, name: 'nobody.example', addresses: [] });
    expect(
      opens(entries).map(({ connection: { by, host, from, to } }) => [by, host, from.ip, to.port]),
    ).toEqual([
      ['board', 'virtual', LAN.board, 1],
      ['board', 'nobody', LAN.board, 53],
      ['lan', 'browser', LAN.browser, 80],
    ]);
  });

  test('says for every entry of a connection where in its streams it is', () => {
    const board = new FakeBoard();
    const connection = board.connect({ ip: MICROPYTHON, port: 80 });
    connection.send('GET /missing ');
    connection.send('HTTP/1.0\n\n');
    board.settle();
    const length = connection.received.length;
    connection.reset();
    board.settle();
    const places = board.network.log.take().flatMap((entry) => ('sent' in entry ? [entry] : []));
    expect(places.map(({ kind, by, sent }) => [kind, by, sent.board, sent.lan])).toEqual([
      ['open', 'board', 0, 0],
      ['opened', 'lan', 0, 0],
      ['data', 'board', 0, 0],
      ['data', 'board', 13, 0],
      ['data', 'lan', 23, 0],
      ['fin', 'lan', 23, length],
      ['reset', 'board', 23, length],
    ]);
    expect(new Set(places.map((entry) => entry.connection)).size).toBe(1);
  });

  test('a board that is gone has reset what was open', () => {
    const board = new FakeBoard();
    board.connect({ ip: TOWEL, port: 23 });
    board.network.log.take();
    board.network.boardGone();
    expect(board.network.log.take()).toMatchObject([{ kind: 'reset', by: 'board' }]);
  });

  test('tells when the access point goes and comes, and that what was open then is over', () => {
    const board = new FakeBoard();
    const connection = board.connect({ ip: TOWEL, port: 23 });
    board.network.log.take();
    board.network.setConditions(lanConditions({ link: 'down' }));
    board.network.setConditions(lanConditions({}));
    expect(board.network.log.take()).toMatchObject([
      { kind: 'link', up: false },
      { kind: 'reset', by: 'board', connection: { stream: connection.id } },
      { kind: 'link', up: true },
    ]);
  });

  test('tells a watcher of a flood of connections the latest, whole, and how much it passed over', () => {
    const board = new FakeBoard();
    const { log } = board.network;
    const knock = (times: number): void => {
      for (let n = 0; n < times; n++) board.connect({ ip: TOWEL, port: 1 });
    };
    log.watch(true);
    knock(100);
    expect(opens(log.take())).toHaveLength(100);
    knock(100);
    const entries = log.take();
    const told = opens(entries).map(({ connection }) => connection);
    expect(told).toHaveLength(24);
    const perConnection = entries.filter((entry) => 'connection' in entry).length / 24;
    expect(entries[0]).toMatchObject({ kind: 'missed', entries: 76 * perConnection });
    expect(told.at(-1)?.stream).toBe(Math.max(...told.map(({ stream }) => stream)));
  });

  test('keeps a bounded past while nobody watches, says how much gave way, and tells it to who then does', () => {
    const board = new FakeBoard();
    const { log } = board.network;
    const waiting = vi.fn();
    log.onWaiting(waiting);
    for (let i = 0; i < 3000; i++) board.resolve('micropython.org');
    expect(waiting).not.toHaveBeenCalled();
    log.watch(true);
    expect(waiting).toHaveBeenCalledOnce();
    const entries = log.take();
    expect(entries.slice(0, 2)).toMatchObject([
      { kind: 'started' },
      { kind: 'missed', entries: 6000 - 4096 },
    ]);
    expect(entries.length).toBe(2 + 4096);
    board.resolve('micropython.org');
    expect(waiting).toHaveBeenCalledTimes(2);
  });

  test('keeps a bounded amount of payload', () => {
    const board = new FakeBoard();
    const ends = { from: { ip: LAN.board, port: 1 }, to: { ip: LAN.router, port: 2 } };
    for (let i = 0; i < 100; i++) board.post({ kind: 'datagram', ...ends, bytes: new Uint8Array(100_000) });
    board.settle();
    expect(board.network.log.take().filter(({ kind }) => kind === 'datagram')).toHaveLength(41);
  });
});

describe('the ring of entries', () => {
  test('gives back the newest entries that fit, whole, in order, and counts the others', () => {
    const step = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom('none' as const, 'take' as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const ring = new LogRing(5, 64);
        let kept: NetworkLogEntry[] = [];
        const newest: number[] = [];
        for (const [at, one] of steps.entries()) {
          if (one === 'take') {
            const taken = ring.take();
            expect(taken.entries.length + taken.missed).toBe(newest.length);
            expect(taken.entries.map((entry) => entry.at)).toEqual(newest.slice(taken.missed));
            expect(taken.entries).toEqual(kept.slice(kept.length - taken.entries.length));
            const bytes = kept
              .slice(-5)
              .reduce((sum, entry) => sum + ('bytes' in entry ? entry.bytes.length : 0), 0);
            if (bytes <= 64) expect(taken.entries.length).toBe(Math.min(5, kept.length));
            kept = [];
            newest.length = 0;
            continue;
          }
          const ends = {
            by: 'board',
            from: { ip: '1.1.1.1', port: 1 },
            to: { ip: '1.1.1.2', port: 2 },
          } as const;
          newest.push(at);
          if (one === 'none') {
            const entry = { kind: 'missed', at, entries: 1 } as const;
            kept.push(entry);
            ring.add(entry, null);
          } else {
            kept.push({ kind: 'datagram', at, ...ends, bytes: one });
            // The owner of the bytes may use them again.
            const own = one.slice();
            ring.add({ kind: 'datagram', at, ...ends }, own);
            own.fill(0xee);
          }
        }
      }),
    );
  });

  test('passes over what could never fit', () => {
    const ring = new LogRing(5, 8);
    ring.add({ kind: 'missed', at: 1, entries: 1 }, bytesOf('more than eight'));
    expect(ring.take()).toEqual({ entries: [], missed: 1 });
  });
});
