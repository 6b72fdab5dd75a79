import { describe, expect, test } from 'vitest';
import type { AirFrame } from '../../protocol/air';
import { Emitter } from '../../shared/emitter';
import { FakeBoard, bytesOf, textOf, type BoardConnection } from '../fake-board.test-helpers';
import { echoStream } from '../hosts/echo';
import type { VirtualHost } from '../host-table';
import { Hub } from './hub';
import { HubPort } from './hub-port';

const SHARED: VirtualHost = {
  name: 'shared.test',
  ip: '203.0.113.77',
  shared: true,
  services: new Map([[7, echoStream]]),
};

/** Boards with a network each, on one hub. */
class World {
  hub = new Hub([SHARED]);
  readonly boards: FakeBoard[] = [];
  readonly #plugs: { join(): void; leave(): void }[] = [];

  add(): FakeBoard {
    const frames = new Emitter<readonly AirFrame[]>();
    const link = new Emitter<boolean>();
    let port: HubPort | null = null;
    let address: string | null = null;
    const join = (): void => {
      const joined = this.hub.join((frame) => frames.fire([frame]), address);
      port = joined instanceof HubPort ? joined : expect.unreachable(joined);
      address = port.place.ip;
      link.fire(true);
    };
    join();
    this.#plugs.push({
      join,
      leave: () => {
        port?.leave();
        port = null;
        link.fire(false);
      },
    });
    const board = new FakeBoard({
      hosts: [SHARED],
      lan: {
        address: `192.168.1.${42 + this.boards.length}`,
        send: (frame) => port?.receive(frame),
        onFrames: frames.event,
        onLink: link.event,
      },
    });
    this.boards.push(board);
    return board;
  }

  /** The hub dies, and another takes its place. */
  replaceHub(): void {
    for (const plug of this.#plugs) plug.leave();
    this.hub = new Hub([SHARED]);
    for (const plug of this.#plugs) plug.join();
  }

  settle(): void {
    for (let turn = 0; turn < 10; turn++) for (const board of this.boards) board.settle();
  }
}

function two(): { world: World; one: FakeBoard; other: FakeBoard } {
  const world = new World();
  return { world, one: world.add(), other: world.add() };
}

const OTHER = { ip: '192.168.1.43', port: 80 };

function echoOn(board: FakeBoard): BoardConnection[] {
  const taken: BoardConnection[] = [];
  board.listeners.set(80, (connection) => {
    taken.push(connection);
    connection.onData = ({ parts }) => connection.send(parts.at(-1) ?? '');
  });
  return taken;
}

describe('two boards on one LAN', () => {
  test('connect, talk with credit from end to end, and end', () => {
    const { world, one, other } = two();
    const taken = echoOn(other);
    const connection = one.connect(OTHER);
    world.settle();
    expect([connection.events, taken.map(({ peer }) => peer.ip)]).toEqual([['opened'], ['192.168.1.42']]);
    expect(connection.credit).toBe(4096);
    connection.send('hello');
    world.settle();
    expect([connection.text, connection.credit]).toEqual(['hello', 4096]);
    connection.end();
    taken[0]?.end();
    world.settle();
    expect([connection.events, taken[0]?.events]).toEqual([['opened', 'fin'], ['fin']]);
  });

  test('hear a refusal of a closed port, and nothing where no board is', () => {
    const { world, one } = two();
    const refused = one.connect(OTHER);
    const nobody = one.connect({ ip: '192.168.1.99', port: 80 });
    world.settle();
    expect([refused.events, nobody.events]).toEqual([['refused'], []]);
  });

  test('see each other in their logs', () => {
    const { world, one, other } = two();
    echoOn(other);
    one.connect(OTHER);
    world.settle();
    const opened = (board: FakeBoard): unknown[] =>
      board.network.log.take().flatMap((entry) => (entry.kind === 'open' ? [entry.connection] : []));
    expect(opened(one)).toMatchObject([{ by: 'board', host: 'board' }]);
    expect(opened(other)).toMatchObject([{ by: 'lan', host: 'board' }]);
  });

  test('exchange packets, by address, by broadcast and by multicast', () => {
    const { world, one, other } = two();
    const from = { ip: '192.168.1.42', port: 5_000 };
    for (const ip of [OTHER.ip, '192.168.1.255', '255.255.255.255', '224.0.0.251'])
      one.post({ kind: 'datagram', from, to: { ip, port: 7 }, bytes: bytesOf(ip) });
    world.settle();
    const texts = other.frames.map((frame) => (frame.kind === 'datagram' ? textOf(frame.bytes) : frame.kind));
    expect(texts).toEqual([OTHER.ip, '192.168.1.255', '255.255.255.255', '224.0.0.251']);
    expect(one.frames).toEqual([]);
  });

  test('find each other by name; a name that nobody has is told once the LAN has said so', () => {
    const { world, one, other } = two();
    const unknown: string[] = [];
    one.network.onUnknownName((name) => unknown.push(name));
    other.post({ kind: 'lease', name: 'garden' });
    world.settle();
    expect([one.resolve('garden'), one.resolve('pond')]).toEqual([['192.168.1.43'], []]);
    expect(unknown).toEqual(['pond']);
  });

  test('lose their connections when one is switched off, and can connect again', () => {
    const { world, one, other } = two();
    const taken = echoOn(other);
    const outward = one.connect(OTHER);
    world.settle();
    other.network.boardGone();
    world.settle();
    expect(outward.events).toEqual(['opened', 'reset']);
    one.connect(OTHER);
    world.settle();
    one.network.boardGone();
    world.settle();
    expect(taken[1]?.events).toEqual(['reset']);
  });

  test('lose their connections and lookups with the hub, not their names, and go on with the next', () => {
    const { world, one, other } = two();
    const taken = echoOn(other);
    other.post({ kind: 'lease', name: 'garden' });
    const connection = one.connect(OTHER);
    world.settle();
    world.replaceHub();
    world.settle();
    expect([connection.events, taken[0]?.events]).toEqual([['opened', 'reset'], ['reset']]);
    expect(one.resolve('garden')).toEqual(['192.168.1.43']);
    const again = one.connect(OTHER);
    world.settle();
    expect(again.events).toEqual(['opened']);
  });

  test('are cut off from each other where one has no access point', () => {
    const { world, one, other } = two();
    const taken = echoOn(other);
    const connection = one.connect(OTHER);
    world.settle();
    one.become({ link: 'down' });
    connection.send('lost');
    one.connect(OTHER);
    world.settle();
    expect([taken.length, taken[0]?.text]).toEqual([1, '']);
    one.become({ link: 'up' });
    world.settle();
    expect(taken[0]?.events).toEqual(['reset']);
  });

  test('share hosts that keep something for all', () => {
    const { world, one, other } = two();
    for (const board of [one, other]) {
      const connection = board.connect({ ip: SHARED.ip, port: 7 });
      connection.send('hi');
      world.settle();
      expect(connection.text).toBe('hi');
    }
  });
});
