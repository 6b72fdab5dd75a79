import { beforeEach, describe, expect, test } from 'vitest';
import type { RealFailure, RealHosts } from '../../protocol/real-hosts';
import { bytesOf, FakeBoard, textOf, type BoardConnection } from '../fake-board.test-helpers';
import { duplexExtension } from '../wisp/duplex';
import { FakeProxies } from '../wisp/fake-proxy.test-helpers';
import { Extension, FIRST_INCOMING, Reason, Transport } from '../wisp/packets';

const PROXY = 'ws://proxy.test/token/';
const NOTHING = new Uint8Array(0);
const listing = (...lines: readonly string[]) => [
  duplexExtension(10_000),
  { id: Extension.openConfirmation, data: NOTHING },
  { id: Extension.udp, data: NOTHING },
  { id: Extension.rules, data: bytesOf(lines.join('\n')) },
];

let proxies: FakeProxies;
let board: FakeBoard;
let states: RealHosts['kind'][];
let failures: { host: string; port: number; failure: RealFailure }[];
let unknown: string[];

beforeEach(() => {
  proxies = new FakeProxies();
  board = new FakeBoard({ openSocket: proxies.open });
  states = [];
  failures = [];
  unknown = [];
  board.network.real.onChange(({ kind }) => states.push(kind));
  board.network.real.onFailed((failure) => failures.push(failure));
  board.network.onUnknownName((name) => unknown.push(name));
});

const switchOn = (...rules: readonly string[]): void => {
  board.network.real.setProxy(PROXY);
  proxies.last.greet(listing(...rules));
};

/** The board's connection to a real host, and the number of its stream at the proxy. */
const dial = (name = 'micropython.org', port = 80): { connection: BoardConnection; stream: number } => {
  const connection = board.connect({ ip: board.resolve(name)?.[0] ?? '', port });
  return { connection, stream: proxies.last.of('connect').at(-1)?.stream ?? 0 };
};

describe('a name', () => {
  test('is virtual while real hosts are off', () => {
    expect(board.resolve('micropython.org')).toEqual(['203.0.113.80']);
    expect(proxies.sockets).toHaveLength(0);
  });

  test('is real when the proxy allows it, and virtual when not', () => {
    switchOn('micropython.org:80', '*.example.org:443');
    expect(board.resolve('MicroPython.org.')).toEqual(['198.18.0.1']);
    expect(board.resolve('a.example.org')).toEqual(['198.18.0.2']);
    expect(board.resolve('micropython.org')).toEqual(['198.18.0.1']);
    expect(board.resolve('towel.blinkenlights.nl')).toEqual(['203.0.113.23']);
    expect(board.resolve('example.org')).toEqual([]);
    expect(unknown).toEqual(['example.org']);
  });

  test('is real, but for ours, when the proxy does not say what it allows', () => {
    board.network.real.setProxy(PROXY);
    proxies.last.greet();
    expect(board.resolve('anything.example')).toEqual(['198.18.0.1']);
    expect(board.resolve('echo.test')).toEqual(['203.0.113.7']);
  });

  test('waits until the proxy has said what it allows', () => {
    board.network.real.setProxy(PROXY);
    expect(board.resolve('micropython.org')).toBeNull();
    proxies.last.greet(listing('micropython.org:80'));
    expect(board.frames.at(-1)).toMatchObject({ kind: 'answer', addresses: ['198.18.0.1'] });
  });

  test('is not found when the proxy is lost, rather than becoming another host', () => {
    board.network.real.setProxy(PROXY);
    proxies.last.drop();
    proxies.last.drop();
    expect(board.network.real.state).toEqual({ kind: 'lost', why: 'unreachable' });
    expect(board.resolve('micropython.org')).toBeNull();
    proxies.last.drop();
    proxies.last.drop();
    expect(board.frames.at(-1)).toMatchObject({ kind: 'answer', addresses: [] });
    expect(unknown).toEqual([]);
  });

  test('keeps its address when real hosts are off again, which then leads nowhere', () => {
    switchOn('micropython.org:80');
    const [ip = ''] = board.resolve('micropython.org') ?? [];
    board.network.real.setProxy(null);
    expect(board.resolve('micropython.org')).toEqual(['203.0.113.80']);
    expect(board.connect({ ip, port: 80 }).events).toEqual([]);
    board.network.real.setProxy(PROXY);
    proxies.last.greet(listing('micropython.org:80'));
    expect(board.resolve('micropython.org')).toEqual([ip]);
  });

  test('is given no address when a program has made up too many', () => {
    board.network.real.setProxy(PROXY);
    proxies.last.greet();
    for (let n = 0; n < 4_096; n++) board.resolve(`n${n}.example`);
    expect(board.resolve('n4095.example')).toEqual(['198.18.16.0']);
    expect(board.resolve('one.more.example')).toEqual([]);
  });
});

describe('a connection to a real host', () => {
  beforeEach(() => switchOn('micropython.org:80'));

  test('is asked for by name, and open when the proxy says so', () => {
    const { connection, stream } = dial();
    expect(proxies.last.of('connect')).toEqual([
      { kind: 'connect', stream, transport: Transport.tcp, port: 80, host: 'micropython.org' },
    ]);
    expect(connection.events).toEqual([]);
    proxies.last.send({ kind: 'continue', stream, credit: 0 });
    board.settle();
    expect(connection.events).toEqual(['opened']);
  });

  test('is asked for by address where the program has one', () => {
    board.connect({ ip: '9.9.9.9', port: 53 });
    expect(proxies.last.of('connect')).toMatchObject([{ port: 53, host: '9.9.9.9' }]);
  });

  test('carries bytes both ways, and ends by halves', () => {
    const { connection, stream } = dial();
    proxies.last.send({ kind: 'continue', stream, credit: 0 });
    board.settle();
    connection.send('GET / HTTP/1.0\r\n\r\n');
    connection.end();
    board.settle();
    expect(textOf(proxies.last.of('data')[0]?.bytes ?? NOTHING)).toBe('GET / HTTP/1.0\r\n\r\n');
    expect(proxies.last.of('shut')).toEqual([{ kind: 'shut', stream }]);
    proxies.last.send({ kind: 'data', stream, bytes: bytesOf('x'.repeat(20_000)) }, { kind: 'shut', stream });
    board.settle();
    expect(connection.text).toBe('x'.repeat(20_000));
    expect(connection.events).toEqual(['opened', 'fin']);
  });

  test('grants the proxy what the board has taken, and no more', () => {
    const { connection, stream } = dial();
    connection.reads = false;
    proxies.last.send(
      { kind: 'continue', stream, credit: 0 },
      { kind: 'data', stream, bytes: new Uint8Array(10_000) },
    );
    board.settle();
    const granted = (): number => proxies.last.of('continue').reduce((sum, { credit }) => sum + credit, 0);
    expect(granted()).toBe(4_096);
    connection.grant(1_000);
    board.settle();
    expect(granted()).toBe(5_096);
  });

  test('lets the board send what the proxy has granted, and no more', () => {
    const { connection, stream } = dial();
    proxies.last.send({ kind: 'continue', stream, credit: 0 });
    board.settle();
    let sent = 0;
    while (connection.credit > 0) {
      const size = Math.min(connection.credit, 1_000);
      connection.send(new Uint8Array(size));
      sent += size;
      board.settle();
    }
    // The proxy's window, and what the LAN holds itself.
    expect(sent).toBe(10_000 + 2_144);
    proxies.last.send({ kind: 'continue', stream, credit: 500 });
    board.settle();
    expect(connection.credit).toBe(500);
  });

  test.each<readonly [string, number, readonly string[], RealFailure | undefined]>([
    ['refused by the host', Reason.refused, ['refused'], undefined],
    ['not allowed', Reason.blocked, ['refused'], 'blocked'],
    ['throttled', Reason.throttled, ['refused'], 'throttled'],
    ['unreachable', Reason.unreachable, [], 'unreachable'],
    ['not answered', Reason.timeout, [], 'timeout'],
  ])('that is %s', (_, reason, events, failure) => {
    const { connection, stream } = dial();
    proxies.last.send({ kind: 'close', stream, reason });
    board.settle();
    expect(connection.events).toEqual(events);
    expect(failures).toEqual(failure ? [{ host: 'micropython.org', port: 80, failure }] : []);
  });

  test('is reset when the host resets it, or the proxy ends', () => {
    const first = dial();
    const second = dial();
    for (const { stream } of [first, second]) proxies.last.send({ kind: 'continue', stream, credit: 0 });
    proxies.last.send({ kind: 'close', stream: first.stream, reason: Reason.networkError });
    board.settle();
    expect([first.connection.events, second.connection.events]).toEqual([['opened', 'reset'], ['opened']]);
    proxies.last.drop();
    board.settle();
    expect(second.connection.events).toEqual(['opened', 'reset']);
    expect(states.at(-1)).toBe('lost');
  });

  test('is ended at the proxy when the board resets it, also before it is open', () => {
    const early = dial();
    early.connection.reset();
    board.settle();
    const late = dial();
    proxies.last.send({ kind: 'continue', stream: late.stream, credit: 0 });
    late.connection.reset();
    board.settle();
    expect(proxies.last.of('close').map(({ stream }) => stream)).toEqual([early.stream, late.stream]);
  });

  test('is ended at the proxy when the board is gone', () => {
    const { stream } = dial();
    board.network.boardGone();
    expect(proxies.last.of('close').map((close) => close.stream)).toEqual([stream]);
  });

  test('is known for a real one in the log', () => {
    board.network.log.watch(true);
    dial();
    const entries = board.network.log.take();
    expect(entries.flatMap((entry) => (entry.kind === 'open' ? entry.connection.host : []))).toEqual([
      'real',
    ]);
  });

  test('is answered by nobody when its host is switched off', () => {
    board.resolve('micropython.org');
    board.become({ hostsDown: ['micropython.org'] });
    expect(dial().connection.events).toEqual([]);
    expect(proxies.last.of('connect')).toEqual([]);
  });

  test.each([
    '192.168.1.77',
    '192.168.4.2',
    '203.0.113.200',
    '127.0.0.1',
    '0.0.0.1',
    '224.0.0.1',
    '198.19.0.9',
  ])('is not tried to %s', (ip) => {
    board.connect({ ip, port: 80 });
    expect(proxies.last.of('connect')).toEqual([]);
  });
});

describe('a UDP packet to a real host', () => {
  const from = { ip: '192.168.1.42', port: 1234 };

  test('goes through the proxy, and so does the answer', () => {
    switchOn('time.example:123/udp');
    const to = { ip: board.resolve('time.example')?.[0] ?? '', port: 123 };
    board.post({ kind: 'datagram', from, to, bytes: bytesOf('what time?') });
    board.post({ kind: 'datagram', from, to, bytes: bytesOf('again') });
    board.settle();
    const [connect, ...more] = proxies.last.of('connect');
    expect(connect).toMatchObject({ transport: Transport.udp, port: 123, host: 'time.example' });
    expect(more).toEqual([]);
    expect(proxies.last.of('data').map(({ bytes }) => textOf(bytes))).toEqual(['what time?', 'again']);
    proxies.last.send({ kind: 'data', stream: connect?.stream ?? 0, bytes: bytesOf('noon') });
    expect(board.frames.at(-1)).toEqual({ kind: 'datagram', from: to, to: from, bytes: bytesOf('noon') });
  });

  test('closes its way back after two minutes without any', () => {
    switchOn('time.example:123');
    const to = { ip: board.resolve('time.example')?.[0] ?? '', port: 123 };
    board.post({ kind: 'datagram', from, to, bytes: bytesOf('x') });
    board.settle();
    board.clock.advance(119_999);
    expect(proxies.last.of('close')).toHaveLength(0);
    board.clock.advance(1);
    expect(proxies.last.of('close')).toHaveLength(1);
  });
});

describe('a program on this computer', () => {
  beforeEach(() => switchOn('publish 9080:80\npublish 9266:8266\npublish 9081:80'));
  const id = FIRST_INCOMING;
  const come = (): void => {
    proxies.last.send({ kind: 'incoming', stream: id, port: 80, address: '127.0.0.1:50123' });
    board.settle();
  };

  test('reaches the board by the ports that the proxy publishes', () => {
    expect(proxies.last.of('listen')).toEqual([
      { kind: 'listen', port: 80 },
      { kind: 'listen', port: 8_266 },
    ]);
    let peer = '';
    board.listeners.set(80, (connection) => {
      peer = `${connection.peer.ip}:${connection.peer.port}`;
      connection.onData = () => connection.send('hello');
    });
    come();
    expect(peer).toBe('192.168.1.1:50123');
    expect(proxies.last.of('continue')).toEqual([{ kind: 'continue', stream: id, credit: 0 }]);
    proxies.last.send({ kind: 'data', stream: id, bytes: bytesOf('GET /') });
    board.settle();
    expect(proxies.last.of('data').map(({ bytes }) => textOf(bytes))).toEqual(['hello']);
  });

  test('is refused where nothing listens', () => {
    come();
    expect(proxies.last.of('close')).toEqual([{ kind: 'close', stream: id, reason: Reason.refused }]);
  });

  test('is refused at a port that is not published', () => {
    proxies.last.send({ kind: 'incoming', stream: id, port: 23, address: '127.0.0.1:5' });
    board.settle();
    expect(proxies.last.of('close')).toEqual([{ kind: 'close', stream: id, reason: Reason.refused }]);
  });
});
