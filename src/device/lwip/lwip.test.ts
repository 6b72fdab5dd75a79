import { beforeEach, describe, expect, test } from 'vitest';
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
} from './errnos.test-helpers';
import { BROWSER, bytesOf, LwipWorld } from './lwip-world.test-helpers';

let world: LwipWorld;
let lwip: LwipWorld['lwip'];
let clock: LwipWorld['clock'];
let sent: LwipWorld['sent'];

beforeEach(() => {
  world = new LwipWorld();
  ({ lwip, clock, sent } = world);
});

const WINDOW = 10_000;
const kinds = (): string[] => world.kinds();
const listener = (port?: number, backlog?: number): number => world.listener(port, backlog);
const connected = (): { socket: number; stream: number } => world.connected(WINDOW);
const recv = (socket: number): string | number => world.recv(socket);

/** A connection from the LAN. */
const open = (stream: number, port?: number): number => world.open(port, WINDOW, stream);

describe('connecting', () => {
  test('is in progress until the far end has said so', () => {
    const socket = lwip.socket();
    expect(lwip.connect(socket, '203.0.113.1', 23)).toBe(EINPROGRESS);
    expect(sent).toMatchObject([
      { kind: 'open', stream: 1, from: { ip: '192.168.1.42' }, to: { ip: '203.0.113.1', port: 23 } },
    ]);
    expect(lwip.connected(socket)).toBe(EAGAIN);
    expect(lwip.readable(socket, 10)).toBe(EAGAIN);
    expect(lwip.connect(socket, '203.0.113.1', 23)).toBe(EALREADY);
    lwip.receive({ kind: 'opened', stream: 1, window: 100 });
    expect(lwip.connected(socket)).toBe(0);
    expect(lwip.connect(socket, '203.0.113.1', 23)).toBe(EISCONN);
    lwip.receive({ kind: 'fin', stream: 1 });
    expect(lwip.connect(socket, '203.0.113.1', 23)).toBe(EALREADY);
  });

  test('to a closed port is reset, and the socket is done for', () => {
    const socket = lwip.socket();
    lwip.connect(socket, '203.0.113.1', 23);
    lwip.receive({ kind: 'refused', stream: 1 });
    expect(lwip.connected(socket)).toBe(ECONNRESET);
    expect(lwip.connect(socket, '203.0.113.1', 23)).toBe(EBADF);
    expect([recv(socket), recv(socket)]).toEqual([ECONNRESET, '']);
    expect(lwip.openStreams).toBe(0);
  });

  test('to nobody is given up after 6 seconds', () => {
    const socket = lwip.socket();
    lwip.connect(socket, '192.168.1.99', 80);
    clock.advance(5_999);
    expect(lwip.connected(socket)).toBe(EAGAIN);
    clock.advance(1);
    expect(lwip.connected(socket)).toBe(ECONNABORTED);
    expect(lwip.openStreams).toBe(0);
    expect(kinds()).toEqual(['open', 'reset']);
  });

  test('without a network fails at once and leaves the socket usable', () => {
    world.online = false;
    const socket = lwip.socket();
    expect(lwip.connect(socket, '203.0.113.1', 23)).toBe(EHOSTUNREACH);
    world.online = true;
    expect(lwip.connect(socket, '203.0.113.1', 23)).toBe(EINPROGRESS);
  });

  test('and closing before the answer takes the SYN back', () => {
    const socket = lwip.socket();
    lwip.connect(socket, '203.0.113.1', 23);
    lwip.close(socket);
    expect(kinds()).toEqual(['open', 'reset']);
    expect([lwip.openSockets, lwip.openStreams, clock.nextDue]).toEqual([0, 0, null]);
    lwip.receive({ kind: 'opened', stream: 1, window: 5 });
    expect(lwip.openStreams).toBe(0);
  });
});

describe('binding and listening', () => {
  test('a port that is in use cannot be bound, by its own socket neither', () => {
    const first = lwip.socket();
    expect(lwip.bind(first, '0.0.0.0', 80)).toBe(0);
    expect(lwip.bind(first, '0.0.0.0', 80)).toBe(EADDRINUSE);
    expect(lwip.bind(lwip.socket(), '0.0.0.0', 80)).toBe(EADDRINUSE);
    lwip.close(first);
    expect(lwip.bind(lwip.socket(), '0.0.0.0', 80)).toBe(0);
  });

  test('both sockets must say SO_REUSEADDR to share one, and only one may listen', () => {
    const [one, two] = [lwip.socket(), lwip.socket()];
    lwip.setReuseAddress(one, true);
    expect(lwip.bind(one, '0.0.0.0', 80)).toBe(0);
    expect(lwip.bind(two, '0.0.0.0', 80)).toBe(EADDRINUSE);
    lwip.setReuseAddress(two, true);
    expect(lwip.bind(two, '0.0.0.0', 80)).toBe(0);
    expect(lwip.listen(one, 1)).toBe(0);
    expect(lwip.listen(two, 1)).toBe(ENOMEM);
  });

  test('port 0 is a free port from 1024 to 32766', () => {
    const socket = lwip.socket();
    lwip.bind(socket, '0.0.0.0', 0);
    expect(lwip.local(socket)?.port).toBeGreaterThanOrEqual(1024);
    expect(lwip.local(socket)?.port).toBeLessThanOrEqual(32_766);
  });

  test('calls that make no sense have the errors of the chip', () => {
    const socket = listener();
    expect(lwip.listen(socket, 1)).toBe(ENOMEM);
    expect(lwip.bind(socket, '0.0.0.0', 81)).toBe(EALREADY);
    expect(lwip.readable(socket, 1)).toBe(ENOTCONN);
    expect(lwip.write(socket, bytesOf('x'), false)).toBe(ENOTCONN);
    expect(lwip.accept(lwip.socket())).toBe(EINVAL);
    expect(lwip.accept(999)).toBe(EBADF);
    expect(lwip.bind(999, '0.0.0.0', 1)).toBe(EBADF);
    expect(lwip.listen(999, 1)).toBe(EBADF);
    expect(lwip.setReuseAddress(999, true)).toBe(EBADF);
    expect(lwip.connect(999, '1.2.3.4', 1)).toBe(EBADF);
    expect(lwip.readable(999, 1)).toBe(EBADF);
    expect(lwip.write(999, bytesOf('x'), false)).toBe(EBADF);
    expect(lwip.readable(lwip.socket(), 1)).toBe(ENOTCONN);
  });

  test('the listening ports are known', () => {
    const later = listener(8080);
    listener(80);
    expect(lwip.listeningPorts).toEqual([80, 8080]);
    lwip.close(later);
    expect(lwip.listeningPorts).toEqual([80]);
  });
});

describe('accepting', () => {
  test('gives a connection that is there, with its peer, and tells the air', () => {
    const server = listener();
    expect(lwip.accept(server)).toBe(EAGAIN);
    open(2);
    lwip.receive({ kind: 'data', stream: 2, bytes: bytesOf('early') });
    expect(kinds()).toEqual(['opened']);
    const client = lwip.accept(server);
    expect(client).toBeGreaterThan(0);
    expect(kinds()).toEqual(['accepted']);
    expect(lwip.peer(client)).toEqual(BROWSER);
    expect(recv(client)).toBe('early');
  });

  test('a port on which nobody listens is refused', () => {
    open(2, 81);
    expect(kinds()).toEqual(['refused']);
  });

  test('a socket bound to one address is reached by that address only', () => {
    const socket = lwip.socket();
    lwip.bind(socket, '127.0.0.1', 80);
    lwip.listen(socket, 1);
    open(2);
    expect(kinds()).toEqual(['refused']);
  });

  test('beyond the backlog a connection is established and then reset', () => {
    const server = listener(80, 2);
    for (const stream of [2, 4, 6]) open(stream);
    expect(kinds()).toEqual(['opened', 'opened', 'opened', 'reset']);
    expect(lwip.accept(server)).toBeGreaterThan(0);
    expect(lwip.accept(server)).toBeGreaterThan(0);
    expect(lwip.accept(server)).toBe(EAGAIN);
  });

  test('a backlog of nothing or less is one', () => {
    for (const [port, backlog] of [
      [80, 0],
      [81, -5],
      [82, 256],
    ] as const) {
      const server = listener(port, backlog);
      open(port * 10, port);
      open(port * 10 + 2, port);
      expect(kinds()).toEqual(['opened', 'opened', 'reset']);
      lwip.close(server);
      kinds();
    }
  });

  test('a sixth connection is not answered, until one of the five has ended', () => {
    const server = listener(80, 10);
    for (const stream of [2, 4, 6, 8, 10, 12]) open(stream);
    expect(kinds()).toEqual(['opened', 'opened', 'opened', 'opened', 'opened']);
    const client = lwip.accept(server);
    lwip.receive({ kind: 'fin', stream: 2 });
    lwip.close(client);
    open(14);
    expect(kinds()).toEqual(['accepted', 'fin', 'opened']);
  });

  test('a connection that was reset counts no more, whether accepted or not', () => {
    const server = listener(80, 10);
    for (const stream of [2, 4, 6, 8, 10]) open(stream);
    lwip.accept(server);
    lwip.receive({ kind: 'reset', stream: 2 });
    lwip.receive({ kind: 'reset', stream: 4 });
    expect(lwip.openStreams).toBe(3);
    kinds();
    open(12);
    expect(kinds()).toEqual(['opened']);
  });

  test('a client that gave up before accept() never appears', () => {
    const server = listener();
    open(2);
    lwip.receive({ kind: 'reset', stream: 2 });
    expect(lwip.accept(server)).toBe(EAGAIN);
    open(4);
    expect(lwip.peer(lwip.accept(server))).toEqual(BROWSER);
  });

  test('closing the listener resets who waits and keeps who was accepted', () => {
    const server = listener(80, 5);
    open(2);
    open(4);
    const client = lwip.accept(server);
    kinds();
    lwip.close(server);
    expect(sent.splice(0)).toEqual([{ kind: 'reset', stream: 4 }]);
    expect(lwip.write(client, bytesOf('still here'), false)).toBe(10);
    expect([lwip.openSockets, lwip.openStreams]).toEqual([1, 1]);
  });
});

describe('the end of a connection', () => {
  test('leaves nothing once both sides have finished', () => {
    const { socket, stream } = connected();
    lwip.close(socket);
    expect([lwip.openSockets, lwip.openStreams]).toEqual([0, 1]);
    lwip.receive({ kind: 'fin', stream });
    expect([lwip.openStreams, clock.nextDue]).toEqual([0, null]);
    expect(kinds()).toEqual(['fin']);
  });

  test('is a reset when the far end does not finish within 5 seconds', () => {
    const { socket } = connected();
    lwip.close(socket);
    clock.advance(5_000);
    expect(kinds()).toEqual(['fin', 'reset']);
    expect(lwip.openStreams).toBe(0);
  });

  test('waits, lingering, for the credit that the rest needs', () => {
    const { socket, stream } = connected();
    lwip.write(socket, new Uint8Array(1000), false);
    for (let room = 9_000; room > 0; room -= 1000) lwip.write(socket, new Uint8Array(1000), false);
    expect(lwip.write(socket, bytesOf('tail'), false)).toBe(4);
    lwip.close(socket);
    expect(kinds().includes('fin')).toBe(false);
    lwip.receive({ kind: 'credit', stream, bytes: 4 });
    expect(kinds()).toEqual(['data', 'fin']);
  });

  test('lets the far end send on when something comes that nobody will read', () => {
    const { socket, stream } = connected();
    lwip.close(socket);
    lwip.receive({ kind: 'data', stream, bytes: bytesOf('more') });
    expect(sent.splice(0)).toEqual([
      { kind: 'fin', stream },
      { kind: 'credit', stream, bytes: 4 },
    ]);
    lwip.receive({ kind: 'fin', stream });
    expect([kinds(), lwip.openStreams, clock.nextDue]).toEqual([[], 0, null]);
  });

  test('data for a connection that nobody knows is answered by a reset, and nothing else is', () => {
    for (const kind of ['fin', 'reset', 'refused', 'accepted'] as const) lwip.receive({ kind, stream: 77 });
    lwip.receive({ kind: 'credit', stream: 77, bytes: 5 });
    lwip.receive({ kind: 'opened', stream: 77, window: 5 });
    expect(sent).toEqual([]);
    lwip.receive({ kind: 'data', stream: 77, bytes: bytesOf('x') });
    expect(sent).toEqual([{ kind: 'reset', stream: 77 }]);
  });

  test('when the network disappears is told to the program alone', () => {
    const { socket } = connected();
    const server = listener();
    open(2);
    kinds();
    lwip.dropAll();
    expect([recv(socket), recv(socket)]).toEqual([ECONNABORTED, EBADF]);
    expect(lwip.accept(server)).toBe(EAGAIN);
    expect([kinds(), lwip.openStreams]).toEqual([[], 0]);
  });

  test('comes to every socket with a soft reset', () => {
    connected();
    listener();
    open(2);
    lwip.resolver.begin('example.org');
    lwip.closeAll();
    clock.advance(5_000);
    expect([lwip.openSockets, lwip.openStreams, clock.nextDue]).toEqual([0, 0, null]);
  });
});

describe.each(['127.0.0.1', '192.168.1.42'])('a program that talks to itself by %s', (ip) => {
  test('connects, accepts, sends both ways and ends, and nothing goes to the antenna', () => {
    const server = listener(8080);
    const client = lwip.socket();
    expect(lwip.connect(client, ip, 8080)).toBe(EINPROGRESS);
    expect(lwip.connected(client)).toBe(0);
    const accepted = lwip.accept(server);
    expect(lwip.peer(accepted)?.ip).toBe(ip);
    expect(lwip.write(client, bytesOf('ping'), false)).toBe(4);
    expect(recv(accepted)).toBe('ping');
    expect(lwip.write(accepted, bytesOf('pong'), false)).toBe(4);
    lwip.close(accepted);
    expect([recv(client), recv(client)]).toEqual(['pong', '']);
    lwip.close(client);
    lwip.close(server);
    expect([sent, lwip.openSockets, lwip.openStreams, clock.nextDue]).toEqual([[], 0, 0, null]);
  });

  test('is refused where nobody listens', () => {
    const client = lwip.socket();
    lwip.connect(client, ip, 8080);
    expect(lwip.connected(client)).toBe(ECONNRESET);
    expect([sent, lwip.openStreams]).toEqual([[], 0]);
  });

  test('sees a reset, and answers one, without a word to the antenna', () => {
    const server = listener(8080);
    const client = lwip.socket();
    lwip.connect(client, ip, 8080);
    const accepted = lwip.accept(server);
    lwip.write(client, bytesOf('unread'), false);
    lwip.close(accepted);
    expect(lwip.write(client, bytesOf('more'), false)).toBe(ECONNRESET);
    lwip.close(client);
    expect([sent, lwip.openStreams]).toEqual([[], 0]);
  });
});
