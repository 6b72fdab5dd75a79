import { describe, expect, test } from 'vitest';
import { EADDRINUSE, EAGAIN, EHOSTUNREACH, EINVAL, ENOMEM } from './errnos.test-helpers';
import { BOARD, BROWSER, bytesOf, FAR, LwipWorld } from './lwip-world.test-helpers';

describe('a UDP socket', () => {
  test('without a port gets the lowest free one from 4096 on with its first packet', () => {
    const world = new LwipWorld();
    const [one, two] = [world.udp(), world.udp()];
    expect(world.lwip.local(one)).toBeUndefined();
    const to = { ip: FAR, port: 7 };
    expect(world.lwip.sendTo(one, bytesOf('hello'), to)).toBe(5);
    world.lwip.sendTo(two, bytesOf('x'), to);
    expect(world.sent).toEqual([
      { kind: 'datagram', from: { ip: BOARD, port: 4096 }, to, bytes: bytesOf('hello') },
      { kind: 'datagram', from: { ip: BOARD, port: 4097 }, to, bytes: bytesOf('x') },
    ]);
  });

  test('keeps four packets and drops more', () => {
    const world = new LwipWorld();
    const socket = world.udp(5000);
    for (const text of ['1', '2', '3', '4', '5']) world.packet(text);
    expect(world.lwip.incoming(socket)).toBe(4);
    expect([1, 2, 3, 4, 5].map(() => world.recv(socket))).toEqual(['1', '2', '3', '4', EAGAIN]);
  });

  test('loses the rest of a packet of which less is read', () => {
    const world = new LwipWorld();
    const socket = world.udp(5000);
    world.packet('first');
    world.packet('second');
    expect([world.recv(socket, 2), world.recv(socket, 9)]).toEqual(['fi', 'second']);
  });

  test('reads an empty packet as nothing, and it is gone', () => {
    const world = new LwipWorld();
    const socket = world.udp(5000);
    world.packet('');
    expect([world.recv(socket), world.recv(socket)]).toEqual(['', EAGAIN]);
  });

  test('leaves a packet that is only peeked at, and knows who sent it', () => {
    const world = new LwipWorld();
    const socket = world.udp(5000);
    world.packet('packet');
    expect(world.recv(socket, 3, true)).toBe('pac');
    expect(world.lwip.sender(socket)).toEqual(BROWSER);
    expect(world.recv(socket)).toBe('packet');
  });

  test('keeps the bytes that were sent though the program uses its buffer again', () => {
    const world = new LwipWorld();
    const buffer = bytesOf('abc');
    world.lwip.sendTo(world.udp(), buffer, { ip: FAR, port: 7 });
    buffer.fill(0);
    expect(world.sent[0]).toMatchObject({ bytes: bytesOf('abc') });
  });

  test('that is connected sends to its peer and hears nobody else', () => {
    const world = new LwipWorld();
    const socket = world.udp();
    expect(world.lwip.connect(socket, FAR, 7)).toBe(0);
    expect(world.sent).toEqual([]);
    expect(world.send(socket, 'x')).toBe(1);
    expect(world.sent).toMatchObject([{ kind: 'datagram', to: { ip: FAR, port: 7 } }]);
    for (const stranger of [BROWSER, { ip: FAR, port: 8 }, { ...BROWSER, port: 7 }])
      world.packet('stranger', { port: 4096 }, stranger);
    expect(world.recv(socket)).toBe(EAGAIN);
    world.packet('peer', { port: 4096 }, { ip: FAR, port: 7 });
    expect(world.recv(socket)).toBe('peer');
  });

  test.each([
    ['no route', 1, false, EHOSTUNREACH],
    ['as much as a frame carries', 1472, true, 1472],
    ['more than that, which is lost', 1473, true, 1473],
    ['more than there is memory for', 20_000, true, ENOMEM],
  ])('sending, %s', (_, size, online, result) => {
    const world = new LwipWorld();
    world.online = online;
    expect(world.lwip.sendTo(world.udp(), new Uint8Array(size), { ip: FAR, port: 7 })).toBe(result);
    expect(world.sent.length).toBe(result === 1472 ? 1 : 0);
  });

  test('that sends without end is let wait now and then', () => {
    const world = new LwipWorld();
    const socket = world.udp();
    const to = { ip: FAR, port: 7 };
    const results = Array.from({ length: 300 }, () => world.lwip.sendTo(socket, bytesOf('x'), to));
    expect([results.lastIndexOf(1), results.at(-1)]).toEqual([255, EAGAIN]);
    world.clock.advance(1);
    const later = Array.from({ length: 21 }, () => world.lwip.sendTo(socket, bytesOf('x'), to));
    expect([later[19], later[20], world.sent.length]).toEqual([1, EAGAIN, 276]);
  });

  test('of the board reaches another by its own addresses, without a network', () => {
    const world = new LwipWorld();
    world.online = false;
    const socket = world.udp(5000);
    for (const ip of ['127.0.0.1', BOARD]) {
      world.lwip.sendTo(world.udp(), bytesOf(ip), { ip, port: 5000 });
      expect([world.recv(socket), world.lwip.sender(socket).ip]).toEqual([ip, ip]);
    }
    expect(world.sent).toEqual([]);
  });
});

describe('binding', () => {
  test.each([
    [false, false, EADDRINUSE],
    [true, false, 0],
    [false, true, 0],
    [true, true, 0],
  ])('a port that is in use, with SO_REUSEADDR there %s and here %s', (there, here, result) => {
    const world = new LwipWorld();
    const [one, two] = [world.udp(), world.udp()];
    world.lwip.setReuseAddress(one, there);
    world.lwip.setReuseAddress(two, here);
    expect(world.lwip.bind(one, '0.0.0.0', 5000)).toBe(0);
    expect(world.lwip.bind(two, '0.0.0.0', 5000)).toBe(result);
  });

  test('again gives another port, and closing gives it back', () => {
    const world = new LwipWorld();
    const socket = world.udp(5000);
    expect(world.lwip.bind(socket, '0.0.0.0', 5001)).toBe(0);
    const other = world.udp(5000);
    world.lwip.close(other);
    expect(world.lwip.bind(world.udp(), '0.0.0.0', 5000)).toBe(0);
  });

  test('has nothing to do with the ports of TCP', () => {
    const world = new LwipWorld();
    world.listener(5000);
    expect(world.lwip.bind(world.udp(), '0.0.0.0', 5000)).toBe(0);
  });

  test('the youngest of those that share a port gets the packets', () => {
    const world = new LwipWorld();
    const sockets = [world.udp(), world.udp()];
    for (const socket of sockets) {
      world.lwip.setReuseAddress(socket, true);
      world.lwip.bind(socket, '0.0.0.0', 5000);
    }
    world.packet('x');
    expect(sockets.map((socket) => world.recv(socket))).toEqual([EAGAIN, 'x']);
  });
});

describe('a packet to', () => {
  test.each([
    ['the board', { ip: BOARD }, 'x'],
    ['everybody', { ip: '255.255.255.255' }, 'x'],
    ['everybody on the LAN', { ip: '192.168.1.255' }, 'x'],
    ['another port', { port: 5001 }, EAGAIN],
    ['somebody else', { ip: '192.168.1.7' }, EAGAIN],
    ['a group that was not joined', { ip: '239.1.2.3' }, EAGAIN],
  ])('%s', (_, to, received) => {
    const world = new LwipWorld();
    const socket = world.udp(5000);
    world.packet('x', to);
    expect(world.recv(socket)).toBe(received);
  });

  test('another address than the one that the socket is bound to', () => {
    const world = new LwipWorld();
    const socket = world.udp(5000, '127.0.0.1');
    world.packet('x');
    expect(world.recv(socket)).toBe(EAGAIN);
    world.packet('all', { ip: '255.255.255.255' });
    expect(world.recv(socket)).toBe('all');
  });

  test.each(['255.255.255.255', '192.168.1.255', '239.1.2.3'])(
    '%s goes out once and does not come back',
    (ip) => {
      const world = new LwipWorld();
      const socket = world.udp(5000);
      expect(world.lwip.sendTo(socket, bytesOf('x'), { ip, port: 5000 })).toBe(1);
      expect([world.kinds(), world.recv(socket)]).toEqual([['datagram'], EAGAIN]);
    },
  );
});

describe('a multicast group', () => {
  const GROUP = '239.1.2.3';

  test('is heard from joining to leaving, as often as it was joined', () => {
    const world = new LwipWorld();
    const socket = world.udp(5000);
    const heard = (): string | number => {
      world.packet('x', { ip: GROUP });
      return world.recv(socket);
    };
    expect(world.lwip.setMembership(GROUP, '0.0.0.0', true)).toBe(0);
    expect(world.lwip.setMembership(GROUP, BOARD, true)).toBe(0);
    expect(heard()).toBe('x');
    expect(world.lwip.setMembership(GROUP, '0.0.0.0', false)).toBe(0);
    expect(heard()).toBe('x');
    expect(world.lwip.setMembership(GROUP, '0.0.0.0', false)).toBe(0);
    expect(heard()).toBe(EAGAIN);
    expect(world.lwip.setMembership(GROUP, '0.0.0.0', false)).toBe(EINVAL);
  });

  test('is a group, and joined by an interface of the board', () => {
    const world = new LwipWorld();
    expect(world.lwip.setMembership('192.168.1.1', '0.0.0.0', true)).toBe(EINVAL);
    expect(world.lwip.setMembership(GROUP, '192.168.4.1', true)).toBe(EINVAL);
  });

  test('is left by a hard reset', () => {
    const world = new LwipWorld();
    world.lwip.setMembership(GROUP, '0.0.0.0', true);
    world.lwip.abortAll();
    const socket = world.udp(5000);
    world.packet('x', { ip: GROUP });
    expect(world.recv(socket)).toBe(EAGAIN);
  });
});
