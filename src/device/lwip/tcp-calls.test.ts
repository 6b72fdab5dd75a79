import { describe, expect, test } from 'vitest';
import {
  EADDRINUSE,
  EAGAIN,
  EALREADY,
  EBADF,
  ECONNABORTED,
  ECONNRESET,
  EHOSTUNREACH,
  EINPROGRESS,
  EINVAL,
  EISCONN,
  ENOMEM,
  ENOTCONN,
  EOPNOTSUPP,
} from './errnos.test-helpers';
import { BOARD, FAR, LwipWorld } from './lwip-world.test-helpers';

/** Of a closed socket. */
const CLOSED = -16;

type Make = (world: LwipWorld) => number;

/** Sockets in each of their states, and the number by which `repr` shows it (reference/esp8266 §2.4). */
const STATES = {
  new: { make: (world) => world.lwip.socket(), shown: 0 },
  listening: { make: (world) => world.listener(), shown: 1 },
  connecting: { make: (world) => world.connecting().socket, shown: 2 },
  connected: { make: (world) => world.connected().socket, shown: 3 },
  UDP: { make: (world) => world.udp(), shown: 4 },
  'peer closed': { make: (world) => world.after('fin'), shown: 5 },
  'reset, told by recv': {
    make: (world) => {
      const socket = world.after('reset');
      world.recv(socket);
      return socket;
    },
    shown: 6,
  },
  'reset, not told': { make: (world) => world.after('reset'), shown: -9 },
  aborted: {
    make: (world) => {
      const { socket } = world.connected();
      world.lwip.dropAll();
      return socket;
    },
    shown: -8,
  },
  refused: { make: (world) => world.failed('refused'), shown: -9 },
  unanswered: { make: (world) => world.failed('unanswered'), shown: -8 },
  closed: { make: (world) => world.closed(), shown: CLOSED },
} as const satisfies Record<string, { make: Make; shown: number }>;

type State = keyof typeof STATES;

test.each(Object.entries(STATES))('a socket that is %s shows its state', (_, { make, shown }) => {
  const world = new LwipWorld();
  expect(world.lwip.state(make(world))).toBe(shown);
});

/** What each call gives in each state. Errors that are told once are those of the first call. */
const CALLS: [string, (world: LwipWorld, socket: number) => unknown, Record<State, unknown>][] = [
  [
    'connect',
    ({ lwip }, socket) => lwip.connect(socket, FAR, 23),
    {
      new: EINPROGRESS,
      listening: EALREADY,
      connecting: EALREADY,
      connected: EISCONN,
      UDP: 0,
      'peer closed': EALREADY,
      'reset, told by recv': EBADF,
      'reset, not told': EBADF,
      aborted: EBADF,
      refused: EBADF,
      unanswered: EBADF,
      closed: EBADF,
    },
  ],
  [
    'bind',
    ({ lwip }, socket) => lwip.bind(socket, '0.0.0.0', 81),
    {
      new: 0,
      listening: EALREADY,
      connecting: EALREADY,
      connected: EALREADY,
      UDP: 0,
      'peer closed': EALREADY,
      'reset, told by recv': EBADF,
      'reset, not told': EBADF,
      aborted: EBADF,
      refused: EBADF,
      unanswered: EBADF,
      closed: EBADF,
    },
  ],
  [
    'listen',
    ({ lwip }, socket) => lwip.listen(socket, 1),
    {
      new: 0,
      listening: ENOMEM,
      connecting: ENOMEM,
      connected: ENOMEM,
      UDP: EOPNOTSUPP,
      'peer closed': ENOMEM,
      'reset, told by recv': EBADF,
      'reset, not told': EBADF,
      aborted: EBADF,
      refused: EBADF,
      unanswered: EBADF,
      closed: EBADF,
    },
  ],
  [
    'accept',
    ({ lwip }, socket) => lwip.accept(socket),
    {
      new: EINVAL,
      listening: EAGAIN,
      connecting: EINVAL,
      connected: EINVAL,
      UDP: EOPNOTSUPP,
      'peer closed': EINVAL,
      'reset, told by recv': EBADF,
      'reset, not told': EBADF,
      aborted: EBADF,
      refused: EBADF,
      unanswered: EBADF,
      closed: EBADF,
    },
  ],
  [
    'recv, again and again',
    (world, socket) => [world.recv(socket), world.recv(socket), world.recv(socket)],
    {
      new: [ENOTCONN, ENOTCONN, ENOTCONN],
      listening: [ENOTCONN, ENOTCONN, ENOTCONN],
      connecting: [EAGAIN, EAGAIN, EAGAIN],
      connected: [EAGAIN, EAGAIN, EAGAIN],
      UDP: [EAGAIN, EAGAIN, EAGAIN],
      'peer closed': ['', '', ''],
      'reset, told by recv': ['', '', ''],
      'reset, not told': [ECONNRESET, '', ''],
      aborted: [ECONNABORTED, EBADF, EBADF],
      refused: [ECONNRESET, '', ''],
      unanswered: [ECONNABORTED, EBADF, EBADF],
      closed: [EBADF, EBADF, EBADF],
    },
  ],
  [
    'readline',
    ({ lwip }, socket) => lwip.readableLine(socket, 100),
    {
      new: ENOTCONN,
      listening: ENOTCONN,
      connecting: EAGAIN,
      connected: EAGAIN,
      UDP: EAGAIN,
      'peer closed': 0,
      'reset, told by recv': 0,
      'reset, not told': ECONNRESET,
      aborted: ECONNABORTED,
      refused: ECONNRESET,
      unanswered: ECONNABORTED,
      closed: EBADF,
    },
  ],
  [
    'send, twice',
    (world, socket) => [world.send(socket, 'abc'), world.send(socket, 'abc')],
    {
      new: [ENOTCONN, ENOTCONN],
      listening: [ENOTCONN, ENOTCONN],
      connecting: [EAGAIN, EAGAIN],
      connected: [3, 3],
      UDP: [3, 3],
      'peer closed': [3, 3],
      'reset, told by recv': [EBADF, EBADF],
      'reset, not told': [ECONNRESET, EBADF],
      aborted: [ECONNABORTED, EBADF],
      refused: [ECONNRESET, EBADF],
      unanswered: [ECONNABORTED, EBADF],
      closed: [EBADF, EBADF],
    },
  ],
  [
    'close, twice',
    ({ lwip }, socket) => {
      lwip.close(socket);
      lwip.close(socket);
      return lwip.state(socket);
    },
    Object.fromEntries(Object.keys(STATES).map((state) => [state, CLOSED])) as Record<State, unknown>,
  ],
];

describe.each(CALLS)('%s', (_, call, results) => {
  test.each(Object.keys(STATES) as State[])('of a socket that is %s', (state) => {
    const world = new LwipWorld();
    const socket = STATES[state].make(world);
    expect(call(world, socket)).toEqual(results[state]);
  });
});

describe('connect', () => {
  test('to a closed port fails by 104', () => {
    const world = new LwipWorld();
    expect(world.lwip.connected(world.failed('refused'))).toBe(ECONNRESET);
  });

  test('that nobody answers fails by 103 after 6 seconds', () => {
    const world = new LwipWorld();
    const { socket } = world.connecting();
    world.clock.advance(5_999);
    expect(world.lwip.connected(socket)).toBe(EAGAIN);
    world.clock.advance(1);
    expect(world.lwip.connected(socket)).toBe(ECONNABORTED);
  });

  test('without a route fails by 113, and the socket stays usable', () => {
    const world = new LwipWorld();
    const socket = world.lwip.socket();
    world.online = false;
    expect([world.lwip.connect(socket, FAR, 23), world.lwip.state(socket)]).toEqual([EHOSTUNREACH, 0]);
    world.online = true;
    expect(world.lwip.connect(socket, FAR, 23)).toBe(EINPROGRESS);
  });

  test('is over when the network goes away before the answer', () => {
    const world = new LwipWorld();
    const { socket } = world.connecting();
    world.lwip.dropAll();
    expect([world.lwip.connected(socket), world.clock.nextDue]).toEqual([ECONNABORTED, null]);
  });

  test('frees the port of a socket that failed', () => {
    const world = new LwipWorld();
    const socket = world.bound(9000);
    const { stream } = world.connecting(socket);
    expect(world.lwip.bind(world.lwip.socket(), '0.0.0.0', 9000)).toBe(EADDRINUSE);
    world.lwip.receive({ kind: 'refused', stream });
    expect(world.lwip.bind(world.lwip.socket(), '0.0.0.0', 9000)).toBe(0);
  });
});

describe('recv', () => {
  test('gives what came before a reset, then 104 once, then the end', () => {
    const world = new LwipWorld();
    const socket = world.after('data', 'reset');
    expect([world.recv(socket), world.recv(socket), world.recv(socket)]).toEqual(['data', ECONNRESET, '']);
  });

  test('gives what came before a FIN, and then the end for ever', () => {
    const world = new LwipWorld();
    const socket = world.after('data', 'fin');
    expect([world.recv(socket), world.recv(socket), world.recv(socket)]).toEqual(['data', '', '']);
  });

  test('with MSG_PEEK leaves the bytes', () => {
    const world = new LwipWorld();
    const socket = world.after('data');
    expect([world.recv(socket, 2, true), world.recv(socket, 9)]).toEqual(['da', 'data']);
  });

  test('knows of the sender only what connect was asked for', () => {
    const world = new LwipWorld();
    const server = world.listener();
    world.open();
    expect(world.lwip.sender(world.lwip.accept(server))).toEqual({ ip: '0.0.0.0', port: 0 });
    expect(world.lwip.sender(world.after('data'))).toEqual({ ip: FAR, port: 23 });
  });

  test('shows what is queued and how much of its segment is read', () => {
    const world = new LwipWorld();
    const socket = world.after('data');
    expect([world.lwip.incoming(socket), world.lwip.segmentOffset(socket)]).toEqual([4, 0]);
    world.recv(socket, 3);
    expect([world.lwip.incoming(socket), world.lwip.segmentOffset(socket)]).toEqual([1, 3]);
    world.recv(socket, 3);
    expect([world.lwip.incoming(socket), world.lwip.segmentOffset(socket)]).toEqual([0, 0]);
  });
});

describe('close', () => {
  test.each<[string, ('data' | 'fin')[], string]>([
    ['with everything read', [], 'fin'],
    ['after a FIN', ['fin'], 'fin'],
    ['with unread data', ['data'], 'reset'],
    ['with unread data after a FIN', ['data', 'fin'], 'reset'],
  ])('%s', (_, frames, kind) => {
    const world = new LwipWorld();
    world.lwip.close(world.after(...frames));
    expect(world.kinds()).toEqual([kind]);
  });

  test('is a reset when the far end has not finished 5 seconds later', () => {
    const world = new LwipWorld();
    world.lwip.close(world.connected().socket);
    world.clock.advance(4_999);
    expect(world.kinds()).toEqual(['fin']);
    world.clock.advance(1);
    expect([world.kinds(), world.lwip.openStreams]).toEqual([['reset'], 0]);
  });
});

describe('the limits', () => {
  test('are 536 bytes for one recv and 1,072 for one send', () => {
    const world = new LwipWorld();
    const { socket, stream } = world.connected(0);
    world.lwip.receive({ kind: 'data', stream, bytes: new Uint8Array(2000) });
    expect(world.lwip.readable(socket, 5000)).toBe(536);
    expect([world.lwip.sendSpace(socket), world.lwip.write(socket, new Uint8Array(5000), false)]).toEqual([
      1072, 1072,
    ]);
  });

  test('are five connections, of which those that still end are some', () => {
    const world = new LwipWorld();
    world.listener(80, 10);
    for (let count = 0; count < 4; count++) world.open();
    world.lwip.close(world.connected().socket);
    world.kinds();
    world.open();
    expect(world.kinds()).toEqual([]);
    world.clock.advance(5_000);
    world.kinds();
    world.open();
    expect(world.kinds()).toEqual(['opened']);
  });

  test('do not hold for connections that the board opens', () => {
    const world = new LwipWorld();
    const sockets = Array.from({ length: 8 }, () => world.connected().socket);
    expect(sockets.map((socket) => world.lwip.state(socket))).toEqual(Array(8).fill(3));
  });
});

describe('the handler of option 20 is called', () => {
  const counted = (world: LwipWorld, socket: number): (() => number) => {
    let calls = 0;
    world.lwip.setOnEvent(socket, () => calls++);
    return () => calls;
  };

  test('for a connection that comes to a listener', () => {
    const world = new LwipWorld();
    const calls = counted(world, world.listener(80, 1));
    world.open();
    // Beyond the backlog: nothing to accept.
    world.open();
    expect(calls()).toBe(1);
  });

  test('for data and for a FIN, not for a reset, and not after close', () => {
    const world = new LwipWorld();
    const { socket, stream } = world.connected();
    const calls = counted(world, socket);
    world.lwip.receive({ kind: 'data', stream, bytes: Uint8Array.of(1) });
    world.recv(socket);
    expect(calls()).toBe(1);
    world.lwip.receive({ kind: 'fin', stream });
    expect(calls()).toBe(2);
    world.lwip.receive({ kind: 'reset', stream });
    expect(calls()).toBe(2);
    const other = world.connected();
    const later = counted(world, other.socket);
    world.lwip.close(other.socket);
    world.lwip.receive({ kind: 'data', stream: other.stream, bytes: Uint8Array.of(1) });
    expect(later()).toBe(0);
  });

  test('for a UDP packet that finds room', () => {
    const world = new LwipWorld();
    const calls = counted(world, world.udp(5000));
    for (let count = 0; count < 6; count++) world.packet('x');
    expect(calls()).toBe(4);
  });

  test('until it is taken back', () => {
    const world = new LwipWorld();
    const { socket, stream } = world.connected();
    const calls = counted(world, socket);
    world.lwip.setOnEvent(socket, undefined);
    world.lwip.receive({ kind: 'data', stream, bytes: Uint8Array.of(1) });
    expect(calls()).toBe(0);
  });
});

test('a far end that sends more than it may is reset', () => {
  const world = new LwipWorld();
  const { socket, stream } = world.connected();
  world.lwip.receive({ kind: 'data', stream, bytes: new Uint8Array(32_768) });
  world.lwip.receive({ kind: 'data', stream, bytes: new Uint8Array(1) });
  expect([world.kinds(), world.lwip.state(socket), world.lwip.incoming(socket)]).toEqual([
    ['reset'],
    -9,
    32_768,
  ]);
});

test('a stream that the far end opens twice is one connection', () => {
  const world = new LwipWorld();
  world.listener(80, 5);
  const frame = { kind: 'open', stream: 2, from: { ip: FAR, port: 1 }, to: { ip: BOARD, port: 80 } } as const;
  world.lwip.receive({ ...frame, window: 10 });
  world.lwip.receive({ ...frame, window: 10 });
  expect([world.kinds(), world.lwip.openStreams]).toEqual([['opened'], 1]);
});

test('closing a socket that was reset long ago takes nothing from a connection of the same stream', () => {
  const world = new LwipWorld();
  const server = world.listener(80, 5);
  const frame = { kind: 'open', stream: 2, from: { ip: FAR, port: 1 }, to: { ip: BOARD, port: 80 } } as const;
  world.lwip.receive({ ...frame, window: 10 });
  const old = world.lwip.accept(server);
  world.lwip.receive({ kind: 'reset', stream: 2 });
  world.lwip.receive({ ...frame, window: 10 });
  world.lwip.close(old);
  expect(world.lwip.openStreams).toBe(1);
});
