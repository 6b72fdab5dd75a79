import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { FakeBoard, bytesOf, join, textOf } from './fake-board.test-helpers';
import type { VirtualHost } from './host-table';
import { LAN_WINDOW, type Connection, type ConnectionHandlers, type Service } from './lan-stream';
import { SendAll } from './send-all';

const IP = '203.0.113.9';
const host = (service: Service): VirtualHost => ({
  name: 'h.test',
  ip: IP,
  services: new Map([[7, service]]),
});

/** Bytes that differ from place to place, so that loss and reordering show. */
const pattern = (size: number) => Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) & 0xff);

/** A host that keeps its connection and what came over it. */
function keeper(handlers: (connection: Connection) => ConnectionHandlers = () => ({})) {
  const kept = { connection: undefined as Connection | undefined, parts: [] as Uint8Array[] };
  const service: Service = (connection) => {
    kept.connection = connection;
    return { onData: (bytes) => kept.parts.push(bytes), ...handlers(connection) };
  };
  return { kept, board: new FakeBoard({ hosts: [host(service)], window: 10 }) };
}

test('any sequence of writes and credits arrives whole, in order and within credit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 30_000 }), { maxLength: 12 }),
      fc.integer({ min: 0, max: 5000 }),
      (sizes, grants, window) => {
        const data = pattern(sizes.reduce((sum, size) => sum + size, 0));
        const service: Service = (connection) => {
          const sending = new SendAll(connection);
          let place = 0;
          const next = (i: number) => {
            const size = sizes[i];
            if (size === undefined) {
              connection.end();
              return;
            }
            const block = data.subarray(place, place + size);
            place += size;
            if (size === 0) next(i + 1);
            else sending.start(block, () => next(i + 1));
          };
          next(0);
          return { onRoom: () => sending.resume() };
        };
        const board = new FakeBoard({ hosts: [host(service)] });
        const connection = board.connect({ ip: IP, port: 7 }, window);
        connection.reads = false;
        for (const grant of grants) {
          // Everything that the credit allows has come, and nothing more: the connection itself checks the latter.
          const allowed = Math.min(data.length, connection.received.length + connection.window);
          expect(connection.received.length).toBe(allowed);
          connection.grant(grant);
          board.settle();
        }
        connection.grant(data.length);
        board.settle();
        expect(Buffer.compare(connection.received, data)).toBe(0);
        expect(connection.events).toEqual(['opened', 'fin']);
      },
    ),
    { numRuns: 60 },
  );
});

test('whatever the board sends within its credit reaches the host whole, in order, and its credit comes back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1072 }), { maxLength: 150 }),
      fc.boolean(),
      (sizes, split) => {
        const { kept, board } = keeper((connection) => ({
          onData: (bytes) => {
            kept.parts.push(bytes);
            connection.consumed(split ? bytes.length >> 1 : bytes.length);
            if (split) connection.consumed(bytes.length - (bytes.length >> 1));
          },
        }));
        const connection = board.connect({ ip: IP, port: 7 });
        const data = pattern(sizes.reduce((sum, size) => sum + size, 0));
        let place = 0;
        for (const size of sizes) {
          connection.send(data.subarray(place, place + size));
          place += size;
          if (size % 3 === 0) board.settle();
        }
        board.settle();
        expect(Buffer.compare(join(kept.parts), data)).toBe(0);
        expect(connection.credit).toBe(LAN_WINDOW);
      },
    ),
    { numRuns: 60 },
  );
});

test('a board that sends more than its credit is reset, and the host is told', () => {
  const onReset = vi.fn();
  const { board, kept } = keeper(() => ({ onReset }));
  const connection = board.connect({ ip: IP, port: 7 });
  connection.send(new Uint8Array(LAN_WINDOW));
  board.settle();
  expect(onReset).not.toHaveBeenCalled();
  connection.send(new Uint8Array(1));
  board.settle();
  expect(connection.events).toEqual(['opened', 'reset']);
  expect(onReset).toHaveBeenCalledOnce();
  expect(join(kept.parts).length).toBe(LAN_WINDOW);
});

test('after the board has ended its direction the host can still send', () => {
  const { kept, board } = keeper(() => ({ onEnd: () => void kept.connection?.write(bytesOf('bye')) }));
  const connection = board.connect({ ip: IP, port: 7 });
  connection.send('hi');
  connection.end();
  board.settle();
  expect(textOf(join(kept.parts))).toBe('hi');
  expect(connection.text).toBe('bye');
  kept.connection?.end();
  board.settle();
  expect(connection.events).toEqual(['opened', 'fin']);
});

test('writing after end is a mistake of the host; writing to a connection that is gone does nothing', () => {
  const { kept, board } = keeper();
  const connection = board.connect({ ip: IP, port: 7 });
  kept.connection?.end();
  expect(() => kept.connection?.write(bytesOf('x'))).toThrow('write after end');

  const second = board.connect({ ip: IP, port: 7 });
  second.reset();
  board.settle();
  expect(kept.connection?.write(bytesOf('x'))).toBe(0);
  expect(connection.text + second.text).toBe('');
});

test('a host cannot consume more than it received', () => {
  const { kept, board } = keeper();
  board.connect({ ip: IP, port: 7 });
  expect(() => kept.connection?.consumed(1)).toThrow(RangeError);
});

test('the host that resets hears nothing more', () => {
  const heard = vi.fn();
  const { kept, board } = keeper(() => ({ onData: heard, onEnd: heard, onReset: heard }));
  const connection = board.connect({ ip: IP, port: 7 });
  kept.connection?.reset();
  connection.send('late');
  connection.end();
  board.settle();
  expect(heard).not.toHaveBeenCalled();
  expect(connection.events.slice(0, 2)).toEqual(['opened', 'reset']);
});
