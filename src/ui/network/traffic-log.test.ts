import { describe, expect, test } from 'vitest';
import { LAN } from '../../protocol/air';
import { FakeTraffic, NOON, SERVER } from './fake-traffic.test-helpers';
import type { Conversation, TrafficItem } from './traffic';
import { MOST_ITEMS, TrafficLog } from './traffic-log';

function setup() {
  const traffic = new FakeTraffic();
  const log = new TrafficLog();
  const take = (): readonly TrafficItem[] => {
    log.add(traffic.take());
    return log.items;
  };
  const conversation = (): Conversation => {
    const item = take().findLast(({ kind }) => kind === 'conversation');
    if (item?.kind !== 'conversation') throw new Error('no conversation');
    return item;
  };
  return { traffic, log, take, conversation };
}

describe('a connection', () => {
  test('has the name that was looked up, its state, and the bytes each way', () => {
    const { traffic, conversation } = setup();
    traffic.lookup('micropython.org', [SERVER.ip]);
    const stream = traffic.open();
    expect(conversation()).toMatchObject({ name: 'micropython.org', state: 'connecting' });
    traffic.lan({ kind: 'opened', stream, window: 1 });
    expect(conversation().state).toBe('open');
    traffic.data(stream, 'board', 'GET');
    traffic.now += 5;
    traffic.data(stream, 'lan', 'four');
    expect(conversation()).toMatchObject({ sent: { board: 3, lan: 4 }, startedAt: NOON, lastAt: NOON + 5 });
  });

  test('is half closed by one FIN and closed by the other; who was first is known', () => {
    const { traffic, conversation } = setup();
    const stream = traffic.opened();
    traffic.lan({ kind: 'fin', stream });
    expect(conversation().state).toBe('closing');
    traffic.board({ kind: 'fin', stream });
    expect(conversation()).toMatchObject({ state: 'closed', ends: [{ by: 'lan' }, { by: 'board' }] });
  });

  test('can be refused, unanswered and reset', () => {
    const { traffic, conversation } = setup();
    traffic.lan({ kind: 'refused', stream: traffic.open() });
    expect(conversation().state).toBe('refused');
    traffic.board({ kind: 'reset', stream: traffic.open() });
    expect(conversation().state).toBe('unanswered');
    traffic.board({ kind: 'reset', stream: traffic.opened() });
    expect(conversation()).toMatchObject({ state: 'reset', ends: [{ by: 'board', how: 'reset' }] });
  });

  test('is another one when a board uses the stream anew', () => {
    const { traffic, log, take } = setup();
    const ends = { from: { ip: LAN.board, port: 1 }, to: SERVER };
    traffic.board({ kind: 'open', stream: 1, ...ends, window: 1 });
    traffic.now += 1;
    traffic.board({ kind: 'open', stream: 1, ...ends, window: 1 });
    expect(take()).toHaveLength(2);
    expect(log.entries).toHaveLength(3);
  });

  test('whose beginning the log does not have is listed with what is known', () => {
    const { traffic, log } = setup();
    const stream = traffic.opened();
    traffic.data(stream, 'board', 'lost');
    traffic.take();
    traffic.data(stream, 'lan', 'seen');
    log.add(traffic.take());
    expect(log.items).toMatchObject([
      { state: 'open', sent: { board: 4, lan: 4 }, connection: { to: SERVER } },
    ]);
  });

  test('of a network that was started anew is lost', () => {
    const { traffic, take } = setup();
    traffic.opened();
    take();
    traffic.restart();
    traffic.lookup('a.example', []);
    expect(take()).toMatchObject([{ state: 'lost' }, { kind: 'lookup' }]);
  });
});

test('a lookup waits for its answer and knows it', () => {
  const { traffic, take } = setup();
  traffic.board({ kind: 'query', query: 7, name: 'a.example' });
  expect(take()).toMatchObject([{ name: 'a.example', answer: null }]);
  traffic.now += 3;
  traffic.lan({ kind: 'answer', query: 7, addresses: [] });
  expect(take()).toMatchObject([{ name: 'a.example', answer: { addresses: [], at: NOON + 3 } }]);
});

test('datagrams between two ends are one item, in both directions', () => {
  const { traffic, take } = setup();
  const [a, b] = [
    { ip: LAN.board, port: 5000 },
    { ip: SERVER.ip, port: 7 },
  ];
  traffic.board({ kind: 'datagram', from: a, to: b, bytes: new Uint8Array(3) });
  traffic.lan({ kind: 'datagram', from: b, to: a, bytes: new Uint8Array(3) });
  expect(take()).toMatchObject([
    { kind: 'datagrams', from: a, to: b, by: 'board', sent: { board: 3, lan: 3 }, entries: { length: 2 } },
  ]);
  traffic.now += 60_000;
  traffic.board({ kind: 'datagram', from: a, to: b, bytes: new Uint8Array(3) });
  expect(take()).toHaveLength(2);
});

test('the access point is listed when it goes', () => {
  const { traffic, take } = setup();
  traffic.lan({ kind: 'link', up: false });
  expect(take()).toMatchObject([{ kind: 'link', up: false, startedAt: NOON }]);
});

test('an item that changes is another object, others stay the same', () => {
  const { traffic, take } = setup();
  const first = traffic.opened();
  traffic.opened();
  const before = take();
  traffic.data(first, 'lan', 'x');
  const after = take();
  expect(after[0]).not.toBe(before[0]);
  expect(after[1]).toBe(before[1]);
});

describe('what is kept', () => {
  test('is the newest items', () => {
    const { traffic, take } = setup();
    for (let n = 0; n < MOST_ITEMS + 20; n++) traffic.lookup(`host${n}`, []);
    const items = take();
    expect(items).toHaveLength(MOST_ITEMS);
    expect(items[0]).toMatchObject({ name: 'host20' });
  });

  test('is bounded by bytes: a connection forgets its beginning, and keeps its counts', () => {
    const { traffic, log, conversation } = setup();
    const stream = traffic.opened();
    for (let n = 0; n < 100; n++) {
      traffic.data(stream, 'lan', new Uint8Array(200_000));
      log.add(traffic.take());
    }
    const { sent, entries, forgotten } = conversation();
    expect(sent.lan).toBe(20_000_000);
    expect(entries.length + forgotten).toBe(102);
    expect(entries.length).toBeLessThan(43);
    expect(log.entries).toHaveLength(entries.length);
  });

  test('says where the log itself has a gap', () => {
    const { log } = setup();
    log.add([{ kind: 'missed', at: NOON, entries: 5 }]);
    expect(log.items).toMatchObject([{ kind: 'gap', entries: 5 }]);
  });

  test('is nothing after a clearing, and a connection that goes on comes again', () => {
    const { traffic, log, take } = setup();
    traffic.lookup('micropython.org', [SERVER.ip]);
    const stream = traffic.opened();
    take();
    log.clear();
    expect([log.items, log.entries]).toEqual([[], []]);
    traffic.data(stream, 'lan', 'more');
    expect(take()).toMatchObject([{ name: 'micropython.org', state: 'open', entries: { length: 1 } }]);
  });
});
