import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AirFrame } from '../../protocol/air';
import { anyAirFrame } from '../../protocol/air-frames.test-helpers';
import { MAX_ACTIVE, RECEIVE_WINDOW, TCP_SND_BUF } from './limits';
import { LwipWorld } from './lwip-world.test-helpers';

const frame = anyAirFrame(536, 1472, 1473, RECEIVE_WINDOW, RECEIVE_WINDOW + 1);

/** What a program does in between, to sockets that it may or may not have. */
const call = fc.record({
  call: fc.constantFrom(
    'listen',
    'accept',
    'connect',
    'recv',
    'line',
    'send',
    'close',
    'udp',
    'send to',
    'lookup',
    'offline',
    'wait',
  ),
  socket: fc.integer({ min: 1, max: 12 }),
  size: fc.nat(3000),
});

type Step = AirFrame | { call: string; socket: number; size: number };

function act(world: LwipWorld, { call, socket, size }: Extract<Step, { call: string }>): void {
  const { lwip } = world;
  switch (call) {
    case 'listen': {
      const server = lwip.socket();
      lwip.bind(server, '0.0.0.0', 80 + (size % 2));
      lwip.listen(server, size % 4);
      return;
    }
    case 'accept':
      lwip.accept(socket);
      return;
    case 'connect':
      lwip.connect(size % 2 ? lwip.socket() : socket, size % 3 ? '203.0.113.1' : '127.0.0.1', 80);
      return;
    case 'recv':
      world.recv(socket, size, size % 2 === 0);
      return;
    case 'line': {
      const count = lwip.readableLine(socket, size);
      if (count > 0) lwip.take(socket, new Uint8Array(count));
      return;
    }
    case 'send':
      lwip.write(socket, new Uint8Array(size), size % 2 === 0);
      return;
    case 'close':
      lwip.close(socket);
      return;
    case 'udp':
      lwip.bind(lwip.socket('udp'), '0.0.0.0', 5000);
      return;
    case 'send to':
      lwip.sendTo(socket, new Uint8Array(size), {
        ip: size % 2 ? '127.0.0.1' : '255.255.255.255',
        port: 5000,
      });
      return;
    case 'lookup':
      lwip.resolver.begin('a.example');
      return;
    case 'offline':
      world.online = size % 2 === 0;
      if (!world.online) lwip.dropAll();
      return;
    default:
      world.clock.advance(size);
  }
}

/** @returns what a client gets that comes when all that was before is over */
function answersClient(world: LwipWorld): string {
  world.online = true;
  const server = world.listener(80);
  const stream = 1_000_000_000;
  const from = { ip: '192.168.1.10', port: 50_000 };
  world.sent.length = 0;
  world.lwip.receive({ kind: 'open', stream, from, to: { ip: '192.168.1.42', port: 80 }, window: 100 });
  const connection = world.lwip.accept(server);
  world.send(connection, 'answered');
  world.lwip.receive({ kind: 'fin', stream });
  world.lwip.close(connection);
  world.lwip.close(server);
  const data = world.sent.find((frame) => frame.kind === 'data');
  return data?.kind === 'data' ? new TextDecoder().decode(data.bytes) : JSON.stringify(world.sent);
}

test('whatever comes over the air, and whatever a program does, nothing breaks and nothing grows', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(frame, call), { maxLength: 80 }), (steps: Step[]) => {
      const world = new LwipWorld();
      let opened = 0;
      for (const step of steps) {
        if ('call' in step) {
          act(world, step);
          if (step.call === 'connect') opened += 2;
        } else world.lwip.receive(step);
        expect(world.lwip.openStreams).toBeLessThanOrEqual(MAX_ACTIVE + opened);
        for (let socket = 1; socket <= 12; socket++) {
          expect(world.lwip.incoming(socket)).toBeLessThanOrEqual(RECEIVE_WINDOW);
          const space = world.lwip.sendSpace(socket);
          expect(space === Infinity || (space >= 0 && space <= TCP_SND_BUF)).toBe(true);
          const flags = world.lwip.poll(socket, 5);
          expect(flags & ~(1 | 4 | 8 | 16 | 32)).toBe(0);
        }
      }
      world.lwip.abortAll();
      expect(answersClient(world)).toBe('answered');
      world.clock.advance(10_000);
      expect([world.lwip.openSockets, world.lwip.openStreams, world.clock.nextDue]).toEqual([0, 0, null]);
    }),
    { numRuns: 300 },
  );
});
