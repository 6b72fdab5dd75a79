import { describe, expect, test } from 'vitest';
import { LAN, type AirFrame } from '../../protocol/air';
import { echoPackets, echoStream } from '../hosts/echo';
import { Hub, MOST_BOARDS } from './hub';
import { HubPort, MOST_STREAMS } from './hub-port';

/** A board's wire, and what came over it. */
class Wired {
  readonly got: AirFrame[] = [];
  readonly port: HubPort;

  constructor(hub: Hub, wanted: string | null = null) {
    const port = hub.join((frame) => this.got.push(frame), wanted);
    this.port = port instanceof HubPort ? port : expect.unreachable(port);
  }

  get ip(): string {
    return this.port.place.ip;
  }

  take(): AirFrame[] {
    return this.got.splice(0);
  }

  open(stream: number, to: Wired, port = 80): void {
    const from = { ip: this.ip, port: 4_096 };
    this.port.receive({ kind: 'open', stream, from, to: { ip: to.ip, port }, window: 100 });
  }
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function three(): [Hub, Wired, Wired, Wired] {
  const hub = new Hub();
  return [hub, new Wired(hub), new Wired(hub), new Wired(hub)];
}

describe('a place on the LAN', () => {
  test('begins with that of a board that is alone, and every board has its own addresses', () => {
    const [, ...boards] = three();
    expect(boards.map(({ port }) => port.place)).toEqual([
      { ip: LAN.board, mac: [0x5c, 0xcf, 0x7f, 0x10, 0x20, 0x42] },
      { ip: '192.168.1.43', mac: [0x5c, 0xcf, 0x7f, 0x10, 0x20, 0x43] },
      { ip: '192.168.1.44', mac: [0x5c, 0xcf, 0x7f, 0x10, 0x20, 0x44] },
    ]);
  });

  test('is not given to the next one as soon as it is free, but before the LAN is full', () => {
    const [hub, one] = three();
    one.port.leave();
    expect(new Wired(hub).ip).toBe('192.168.1.45');
    const others = Array.from({ length: MOST_BOARDS - 3 }, () => new Wired(hub).ip);
    expect(others).toContain(LAN.board);
    expect(new Set(others).size).toBe(MOST_BOARDS - 3);
    expect(hub.join(() => undefined, null)).toBe('full');
  });

  test('that a board had before this hub is kept for it while there are others', () => {
    const hub = new Hub([], [LAN.board, '192.168.1.44', 'nonsense']);
    expect([new Wired(hub).ip, new Wired(hub).ip]).toEqual(['192.168.1.43', '192.168.1.45']);
    expect(new Wired(hub, LAN.board).ip).toBe(LAN.board);
    const others = Array.from({ length: MOST_BOARDS - 3 }, () => new Wired(hub).ip);
    expect(others.at(-1)).toBe('192.168.1.44');
  });

  test('is had again by who had it, unless another has it or it never was one', () => {
    const hub = new Hub();
    expect(new Wired(hub, '192.168.1.60').ip).toBe('192.168.1.60');
    expect(hub.join(() => undefined, '192.168.1.60')).toBe('taken');
    for (const foreign of [LAN.router, '10.0.0.42', '192.168.1.042', '192.168.1.142', ''])
      expect(hub.join(() => undefined, foreign)).toBe('taken');
    expect(new Wired(hub).ip).toBe('192.168.1.61');
  });
});

describe('a connection between two boards', () => {
  test('passes frame by frame, under a number of its own on each side, until both have ended it', () => {
    const [, one, other] = three();
    one.open(1, other);
    expect(other.take()).toEqual([
      {
        kind: 'open',
        stream: 4,
        from: { ip: one.ip, port: 4_096 },
        to: { ip: other.ip, port: 80 },
        window: 100,
      },
    ]);
    other.port.receive({ kind: 'opened', stream: 4, window: 50 });
    one.port.receive({ kind: 'data', stream: 1, bytes: bytes('hello') });
    other.port.receive({ kind: 'credit', stream: 4, bytes: 5 });
    one.port.receive({ kind: 'fin', stream: 1 });
    other.port.receive({ kind: 'data', stream: 4, bytes: bytes('bye') });
    other.port.receive({ kind: 'fin', stream: 4 });
    expect(other.take()).toEqual([
      { kind: 'data', stream: 4, bytes: bytes('hello') },
      { kind: 'fin', stream: 4 },
    ]);
    expect(one.take()).toEqual([
      { kind: 'opened', stream: 1, window: 50 },
      { kind: 'credit', stream: 1, bytes: 5 },
      { kind: 'data', stream: 1, bytes: bytes('bye') },
      { kind: 'fin', stream: 1 },
    ]);
    expect([one.port.streams, other.port.streams]).toEqual([0, 0]);
  });

  test('that is refused or reset is forgotten on both sides, and data for it is answered by a reset', () => {
    const [, one, other] = three();
    one.open(1, other);
    other.port.receive({ kind: 'refused', stream: 4 });
    one.open(3, other);
    one.port.receive({ kind: 'reset', stream: 3 });
    expect([one.port.streams, other.port.streams]).toEqual([0, 0]);
    one.take();
    other.take();
    other.port.receive({ kind: 'data', stream: 8, bytes: bytes('late') });
    other.port.receive({ kind: 'credit', stream: 8, bytes: 5 });
    expect(other.take()).toEqual([{ kind: 'reset', stream: 8 }]);
    expect(one.take()).toEqual([]);
  });

  test('is reset when one of the boards is gone, and not answered where none is', () => {
    const [, one, other, third] = three();
    one.open(1, other);
    third.open(1, other);
    other.open(1, third);
    other.port.leave();
    expect(one.take()).toEqual([{ kind: 'reset', stream: 1 }]);
    expect(third.take().slice(-2)).toEqual([
      { kind: 'reset', stream: 1 },
      { kind: 'reset', stream: 4 },
    ]);
    one.open(3, other);
    expect([one.port.streams, third.port.streams]).toEqual([0, 0]);
  });

  test('is begun by its own address alone, once, and not without end', () => {
    const [, one, other] = three();
    const to = { ip: other.ip, port: 80 };
    one.port.receive({ kind: 'open', stream: 1, from: { ip: '192.168.1.44', port: 1 }, to, window: 1 });
    expect(other.take()).toEqual([]);
    for (let turn = 0; turn < MOST_STREAMS + 10; turn++) one.open(1 + 2 * turn, other);
    one.open(1, other);
    expect(other.take()).toHaveLength(MOST_STREAMS);
  });
});

describe('packets', () => {
  test('go to one board, to all others by broadcast and multicast, and never back', () => {
    const [, one, other, third] = three();
    const from = { ip: one.ip, port: 5_000 };
    for (const ip of [other.ip, LAN.broadcast, '255.255.255.255', '239.1.2.3', '192.168.1.99'])
      one.port.receive({ kind: 'datagram', from, to: { ip, port: 7 }, bytes: bytes(ip) });
    one.port.receive({
      kind: 'datagram',
      from: { ip: third.ip, port: 1 },
      to: { ip: other.ip, port: 7 },
      bytes: bytes('another'),
    });
    const texts = (wired: Wired): string[] =>
      wired
        .take()
        .map((frame) => (frame.kind === 'datagram' ? new TextDecoder().decode(frame.bytes) : frame.kind));
    expect(texts(other)).toEqual([other.ip, LAN.broadcast, '255.255.255.255', '239.1.2.3']);
    expect(texts(third)).toEqual([LAN.broadcast, '255.255.255.255', '239.1.2.3']);
    expect(texts(one)).toEqual([]);
  });
});

describe('a name', () => {
  test('finds the board that told it to DHCP, in any case and in the domain of the LAN', () => {
    const [, one, other] = three();
    const ask = (name: string): AirFrame[] => {
      one.port.receive({ kind: 'query', query: 5, name });
      return one.take();
    };
    expect(ask('garden')).toEqual([{ kind: 'answer', query: 5, addresses: [] }]);
    other.port.receive({ kind: 'lease', name: 'Garden' });
    for (const name of ['garden', 'GARDEN.', 'garden.lan'])
      expect(ask(name)).toEqual([{ kind: 'answer', query: 5, addresses: [other.ip] }]);
    other.port.leave();
    expect(ask('garden')).toEqual([{ kind: 'answer', query: 5, addresses: [] }]);
  });
});

describe('a host that all boards share', () => {
  test('takes connections and packets from each of them', () => {
    const ip = '203.0.113.77';
    const hub = new Hub([
      {
        name: 'shared.test',
        ip,
        shared: true,
        services: new Map([[7, echoStream]]),
        datagrams: new Map([[7, echoPackets]]),
      },
    ]);
    for (const board of [new Wired(hub), new Wired(hub)]) {
      const from = { ip: board.ip, port: 4_096 };
      const to = { ip, port: 7 };
      board.port.receive({ kind: 'open', stream: 1, from, to, window: 100 });
      board.port.receive({ kind: 'data', stream: 1, bytes: bytes('hi') });
      board.port.receive({ kind: 'datagram', from, to, bytes: bytes('packet') });
      board.port.receive({ kind: 'open', stream: 3, from, to: { ip, port: 8 }, window: 100 });
      const got = board.take();
      expect(got).toContainEqual({ kind: 'data', stream: 1, bytes: bytes('hi') });
      expect(got).toContainEqual({ kind: 'datagram', from: to, to: from, bytes: bytes('packet') });
      expect(got).toContainEqual({ kind: 'refused', stream: 3 });
      expect(board.port.streams).toBe(1);
      board.port.leave();
      expect(board.port.streams).toBe(0);
    }
  });
});
