import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AirFrame } from '../../protocol/air';
import { lanConditions, type ConditionsChange } from '../../protocol/lan-conditions';
import { VirtualClock } from '../../shared/virtual-clock';
import { LinkDirection, MOST_PACKETS } from './link-direction';

const HOST = '203.0.113.7';
const BOARD = '192.168.1.42';
const WINDOW = 2144;

interface Arrived {
  readonly at: number;
  readonly frame: AirFrame;
}

function direction(change: ConditionsChange = {}, seed = 1) {
  const clock = new VirtualClock();
  const arrived: Arrived[] = [];
  const link = new LinkDirection({
    clock,
    random: randomFrom(seed),
    deliver: (frames) => arrived.push(...frames.map((frame) => ({ at: clock.now, frame }))),
    hostOf: () => HOST,
    window: WINDOW,
    timeout: 200,
  });
  const become = (next: ConditionsChange, down: readonly string[] = []) =>
    link.setConditions(lanConditions(next), new Set(down));
  become(change);
  return { link, clock, arrived, become, times: () => arrived.map(({ at }) => at) };
}

/** A small generator (mulberry32), so that a failure can be run again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const data = (stream: number, first: number, size = 1): AirFrame => ({
  kind: 'data',
  stream,
  bytes: Uint8Array.from({ length: size }, (_, place) => (first + place) & 0xff),
});
const open = (stream: number): AirFrame => {
  return { kind: 'open', stream, from: { ip: BOARD, port: stream }, to: { ip: HOST, port: 7 }, window: 1 };
};
const datagram = (value: number, size = 1): AirFrame => ({
  kind: 'datagram',
  from: { ip: BOARD, port: 1 },
  to: { ip: HOST, port: 7 },
  bytes: new Uint8Array(size).fill(value),
});

/** The bytes of each connection, in the order in which they arrived. */
function bytesOf(arrived: readonly Arrived[], stream: number): number[] {
  return arrived.flatMap(({ frame }) =>
    frame.kind === 'data' && frame.stream === stream ? [...frame.bytes] : [],
  );
}

test('in good conditions everything goes straight through', () => {
  const { link, arrived, clock } = direction();
  for (const frame of [open(1), data(1, 0, 4_000), datagram(1)]) link.send(frame);
  expect(arrived.map(({ frame }) => frame.kind)).toEqual(['open', 'data', 'datagram']);
  expect([link.size, clock.nextDue]).toEqual([0, null]);
});

describe('a connection', () => {
  test('takes the latency', () => {
    const { link, clock, times } = direction({ latency: 100 });
    link.send(open(1));
    clock.advance(30);
    link.send(data(1, 0));
    clock.advance(1_000);
    expect(times()).toEqual([100, 130]);
    expect([link.size, clock.nextDue]).toEqual([0, null]);
  });

  test('has no more than a window on the way, so a long way makes it slow', () => {
    const { link, clock, times } = direction({ latency: 100 });
    link.send(data(1, 0, 3 * WINDOW));
    clock.advance(1_000);
    // Four segments of 536 bytes, and the next four when the first are known to have arrived.
    expect(times()).toEqual([100, 100, 100, 100, 300, 300, 300, 300, 500, 500, 500, 500]);
  });

  test('shares the bandwidth with others', () => {
    const { link, clock, arrived } = direction({ bandwidth: 8 });
    // 460 bytes and 40 of headers are half a second at 8 kbit/s.
    link.send(data(1, 0, 460));
    link.send(data(3, 0, 460));
    clock.advance(499);
    expect(arrived).toEqual([]);
    clock.advance(1);
    expect(bytesOf(arrived, 1).length).toBe(460);
    expect(bytesOf(arrived, 3).length).toBe(0);
    clock.advance(500);
    expect(bytesOf(arrived, 3).length).toBe(460);
  });

  test('loses time where packets get lost', () => {
    const { link, clock, arrived } = direction({ loss: 50 });
    for (let turn = 0; turn < 20; turn++) link.send(data(1, turn));
    clock.advance(199);
    expect(arrived.length).toBeLessThan(20);
    clock.advance(600_000);
    expect(bytesOf(arrived, 1)).toEqual(Array.from({ length: 20 }, (_, place) => place));
  });

  test('that is reset sends nothing of what waits, and a SYN that waits is taken back', () => {
    const { link, clock, arrived, become } = direction({}, 1);
    link.send(open(1));
    become({}, [HOST]);
    link.send(data(1, 0));
    link.send({ kind: 'reset', stream: 1 });
    link.send(open(3));
    link.send({ kind: 'reset', stream: 3 });
    become({});
    clock.advance(1_000);
    expect(arrived.map(({ frame }) => frame.kind)).toEqual(['open', 'reset']);
    expect(link.size).toBe(0);
  });

  test('is silent while its host is down, and goes on where it was', () => {
    const { link, clock, arrived, become } = direction({ latency: 50 });
    link.send(data(1, 0));
    clock.advance(100);
    link.send(data(1, 1));
    clock.advance(20);
    become({ latency: 50 }, [HOST]);
    link.send(data(1, 2));
    link.send(datagram(9));
    clock.advance(60_000);
    expect(bytesOf(arrived, 1)).toEqual([0]);
    become({});
    clock.advance(200);
    expect(bytesOf(arrived, 1)).toEqual([0, 1, 2]);
    expect(arrived.some(({ frame }) => frame.kind === 'datagram')).toBe(false);
    expect([link.size, clock.nextDue]).toEqual([0, null]);
  });

  test.each([{ link: 'down' }, { loss: 100 }] as const)('gets nothing through with %j', (change) => {
    const { link, clock, arrived } = direction(change);
    for (const frame of [open(1), data(3, 0), datagram(1)]) link.send(frame);
    clock.advance(600_000);
    expect(arrived).toEqual([]);
  });
});

describe('UDP packets', () => {
  test('get lost as often as the conditions say', () => {
    const { link, clock, arrived } = direction({ loss: 25 });
    for (let turn = 0; turn < 4_000; turn++) {
      link.send(datagram(0));
      clock.advance(0);
    }
    expect(arrived.length).toBeGreaterThan(2_900);
    expect(arrived.length).toBeLessThan(3_100);
  });

  test('overtake each other where the delay differs', () => {
    const { link, clock, arrived } = direction({ jitter: 100 });
    for (let turn = 0; turn < 50; turn++) link.send(datagram(turn));
    clock.advance(100);
    const order = arrived.map(({ frame }) => (frame.kind === 'datagram' ? (frame.bytes[0] ?? -1) : -1));
    expect([...order].sort((one, other) => one - other)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect(order).not.toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  test('beyond what a router keeps are lost', () => {
    const { link, clock, arrived } = direction({ bandwidth: 64 });
    for (let turn = 0; turn < 1_000; turn++) link.send(datagram(0, 1_000));
    clock.advance(600_000);
    expect(arrived.length).toBe(MOST_PACKETS);
  });
});

test('lookups are asked again as the board does it, and are lost after the fourth time', () => {
  const { link, clock, times } = direction({ loss: 60 });
  for (let query = 1; query <= 200; query++) link.send({ kind: 'query', query, name: 'a.test' });
  clock.advance(10_000);
  expect([...new Set(times())]).toEqual([0, 1_000, 2_000, 4_000]);
  // 0.6 to the fourth are 13 of a hundred.
  expect(times().length).toBeGreaterThan(155);
  expect(times().length).toBeLessThan(190);
});

test('any number of connections that nobody answers takes a bounded place', () => {
  const { link, become } = direction();
  become({}, [HOST]);
  for (let stream = 1; stream < 20_000; stream += 2) link.send(open(stream));
  expect(link.size).toBe(MOST_PACKETS);
  for (let stream = 1; stream < 2 * MOST_PACKETS; stream += 2) link.send({ kind: 'reset', stream });
  expect(link.size).toBe(0);
  for (let stream = 1; stream < 20_000; stream += 2) link.send({ kind: 'reset', stream });
  expect(link.size).toBe(MOST_PACKETS);
});

type Step =
  | { do: 'send'; stream: number; size: number }
  | { do: 'wait'; milliseconds: number }
  | { do: 'become'; change: ConditionsChange; down: boolean };

const changes: fc.Arbitrary<ConditionsChange> = fc.record({
  latency: fc.constantFrom(0, 3, 500),
  jitter: fc.constantFrom(0, 40, 300),
  bandwidth: fc.constantFrom(null, 64, 1_000),
  loss: fc.constantFrom(0, 5, 40, 100),
  link: fc.constantFrom('up', 'up', 'up', 'down'),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('send' as const),
    stream: fc.constantFrom(1, 2, 3),
    size: fc.integer({ min: 1, max: 3_000 }),
  }),
  fc.record({ do: fc.constant('wait' as const), milliseconds: fc.integer({ min: 0, max: 700 }) }),
  fc.record({ do: fc.constant('become' as const), change: changes, down: fc.boolean() }),
);

test('whatever the conditions are and become, every byte of a connection arrives once and in order', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer(), (steps, seed) => {
      const { link, clock, arrived, become } = direction({}, seed);
      const sent = new Map([1, 2, 3].map((stream) => [stream, 0]));
      for (const next of steps) {
        if (next.do === 'wait') clock.advance(next.milliseconds);
        else if (next.do === 'become') become(next.change, next.down ? [HOST] : []);
        else {
          const before = sent.get(next.stream) ?? 0;
          link.send(data(next.stream, before, next.size));
          sent.set(next.stream, before + next.size);
        }
        // Nothing arrives that was not sent, and what has arrived is its beginning.
        for (const [stream, size] of sent) {
          const bytes = bytesOf(arrived, stream);
          expect(bytes.length).toBeLessThanOrEqual(size);
          expect(bytes.every((byte, place) => byte === (place & 0xff))).toBe(true);
        }
      }
      for (const stream of sent.keys()) link.send({ kind: 'fin', stream });
      become({});
      clock.advance(10_000_000);
      for (const [stream, size] of sent) {
        expect(bytesOf(arrived, stream).length).toBe(size);
        const last = arrived.findLast(({ frame }) => 'stream' in frame && frame.stream === stream);
        expect(last?.frame.kind).toBe('fin');
      }
      expect([link.size, clock.nextDue]).toEqual([0, null]);
    }),
    { numRuns: 150 },
  );
});
