import { describe, expect, test } from 'vitest';
import { EADDRINUSE, ENOMEM } from './errnos.test-helpers';
import { LwipWorld } from './lwip-world.test-helpers';

/** Binds a new socket to the port, and says how that went. */
function bind(world: LwipWorld, port: number, reuse = false): number {
  const socket = world.lwip.socket();
  world.lwip.setReuseAddress(socket, reuse);
  const result = world.lwip.bind(socket, '0.0.0.0', port);
  world.lwip.close(socket);
  return result;
}

/** A connection from this port that the board has finished first and its far end too. */
function finishedFirst(world: LwipWorld, port: number): void {
  const { socket, stream } = world.connected(1000, world.bound(port));
  world.lwip.close(socket);
  world.lwip.receive({ kind: 'fin', stream });
}

describe('a port is taken', () => {
  test.each<[string, (world: LwipWorld, reuse: boolean) => unknown]>([
    ['a bound socket', (world, reuse) => world.bound(80, reuse)],
    ['a listening socket', (world, reuse) => world.lwip.listen(world.bound(80, reuse), 1)],
    ['a socket that connects', (world, reuse) => world.connecting(world.bound(80, reuse))],
    ['a connected socket', (world, reuse) => world.connected(1000, world.bound(80, reuse))],
    [
      'a connection that its program has closed and its far end has not',
      (world, reuse) => world.lwip.close(world.connected(1000, world.bound(80, reuse)).socket),
    ],
  ])('by %s, unless both say SO_REUSEADDR', (_, take) => {
    for (const [there, here, result] of [
      [false, false, EADDRINUSE],
      [true, false, EADDRINUSE],
      [false, true, EADDRINUSE],
      [true, true, 0],
    ] as const) {
      const world = new LwipWorld();
      take(world, there);
      expect([there, here, bind(world, 80, here)]).toEqual([there, here, result]);
    }
  });

  test('by an accepted connection, which has the option of its listener', () => {
    for (const reuse of [false, true]) {
      const world = new LwipWorld();
      const server = world.bound(80, reuse);
      world.lwip.listen(server, 1);
      world.open();
      world.lwip.accept(server);
      world.lwip.close(server);
      expect(bind(world, 80, true)).toBe(reuse ? 0 : EADDRINUSE);
    }
  });

  test('for its own socket, too', () => {
    const world = new LwipWorld();
    expect(world.lwip.bind(world.bound(80), '0.0.0.0', 80)).toBe(EADDRINUSE);
  });

  test('by one listener, whatever they say', () => {
    const world = new LwipWorld();
    const [one, two] = [world.bound(80, true), world.bound(80, true)];
    expect([world.lwip.listen(one, 1), world.lwip.listen(two, 1)]).toEqual([0, ENOMEM]);
  });
});

test('a port that is taken is passed by, also where chance always says the same', () => {
  const world = new LwipWorld();
  world.randomStep = 0;
  const ports = [1, 2, 3].map(() => world.lwip.local(world.bound(0))?.port);
  expect(ports).toEqual([1024, 1025, 1026]);
});

describe('TIME_WAIT', () => {
  test('holds the port of a connection that the board closed first for 5 seconds', () => {
    const world = new LwipWorld();
    finishedFirst(world, 9000);
    expect(bind(world, 9000)).toBe(EADDRINUSE);
    world.clock.advance(4_999);
    expect(bind(world, 9000)).toBe(EADDRINUSE);
    world.clock.advance(1);
    expect(bind(world, 9000)).toBe(0);
  });

  test('is passed over by a socket that says SO_REUSEADDR, whatever the other said', () => {
    const world = new LwipWorld();
    finishedFirst(world, 9000);
    expect(bind(world, 9000, true)).toBe(0);
  });

  test('is for who closes first, and for nobody after a reset', () => {
    const world = new LwipWorld();
    const one = world.connected(1000, world.bound(9000));
    world.lwip.receive({ kind: 'fin', stream: one.stream });
    world.lwip.close(one.socket);
    expect(bind(world, 9000)).toBe(0);
    const two = world.connected(1000, world.bound(9001));
    world.lwip.receive({ kind: 'data', stream: two.stream, bytes: Uint8Array.of(1) });
    world.lwip.close(two.socket);
    expect(bind(world, 9001)).toBe(0);
  });

  test('is not for who still had to send when the far end had closed', () => {
    const world = new LwipWorld();
    const { socket, stream } = world.connected(0, world.bound(9000));
    world.send(socket, 'late');
    world.lwip.receive({ kind: 'fin', stream });
    world.lwip.close(socket);
    expect(bind(world, 9000)).toBe(EADDRINUSE);
    world.lwip.receive({ kind: 'credit', stream, bytes: 4 });
    expect(bind(world, 9000)).toBe(0);
  });

  test('has no timer, ends with a hard reset, and is of a hundred ports at most', () => {
    const world = new LwipWorld();
    for (let port = 9000; port < 9101; port++) finishedFirst(world, port);
    expect(world.clock.nextDue).toBeNull();
    expect([9000, 9001, 9100].map((port) => bind(world, port))).toEqual([0, EADDRINUSE, EADDRINUSE]);
    world.lwip.abortAll();
    expect(bind(world, 9100)).toBe(0);
  });

  test('is not given out as a free port', () => {
    const world = new LwipWorld();
    const socket = world.lwip.socket();
    world.lwip.bind(socket, '0.0.0.0', 0);
    const first = world.lwip.local(socket)?.port ?? 0;
    world.lwip.close(socket);
    finishedFirst(world, first);
    // The random numbers come round again.
    for (let count = 0; count < 1000; count++) {
      const other = world.lwip.socket();
      world.lwip.bind(other, '0.0.0.0', 0);
      expect(world.lwip.local(other)?.port).not.toBe(first);
      world.lwip.close(other);
    }
  });
});

/** A deliberate difference from the chip, for the lesson's server (docs/architecture.md). */
describe('a server that is closed', () => {
  function served(world: LwipWorld, finished: boolean): number {
    const server = world.listener();
    const stream = world.open();
    world.lwip.close(world.lwip.accept(server));
    if (finished) world.lwip.receive({ kind: 'fin', stream });
    return server;
  }

  test.each([
    ['has finished', true],
    ['has not finished', false],
  ])('can start again though a client %s', (_, finished) => {
    const world = new LwipWorld();
    const server = served(world, finished);
    expect(bind(world, 80)).toBe(EADDRINUSE);
    world.lwip.close(server);
    expect(bind(world, 80)).toBe(0);
    // Nor does it hold the port later.
    if (!finished) world.lwip.receive({ kind: 'fin', stream: 2 });
    expect(bind(world, 80)).toBe(0);
  });

  test('leaves the port to a connection that its program has not closed', () => {
    const world = new LwipWorld();
    const server = world.listener();
    const stream = world.open();
    const client = world.lwip.accept(server);
    world.lwip.close(server);
    expect(bind(world, 80)).toBe(EADDRINUSE);
    world.lwip.close(client);
    world.lwip.receive({ kind: 'fin', stream });
    expect(bind(world, 80)).toBe(EADDRINUSE);
    world.clock.advance(5_000);
    expect(bind(world, 80)).toBe(0);
  });

  test('by a soft reset takes all its connections along', () => {
    const world = new LwipWorld();
    const server = world.listener();
    world.open();
    world.lwip.accept(server);
    world.lwip.closeAll();
    expect(bind(world, 80)).toBe(0);
  });
});
