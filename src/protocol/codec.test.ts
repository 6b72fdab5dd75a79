import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AirFrame } from './air';
import { decodeAirFrame, decodeToDevice, encodeAirFrame, encodeToDevice, type Record } from './codec';
import { PINS } from './device-state';
import type { ToDevice } from './messages';

const u32 = fc.integer({ min: 0, max: 0xff_ff_ff_ff });
const bytes = fc.uint8Array({ maxLength: 200 });
const path = fc.string({ unit: 'grapheme', maxLength: 80 });
const endpoint = fc.record({ ip: fc.ipV4(), port: fc.integer({ min: 0, max: 65_535 }) });

const toDevice: Arbitrary<ToDevice> = fc.oneof(
  fc.record({ kind: fc.constant('uart' as const), bytes }),
  fc.record({
    kind: fc.constant('drive-pin' as const),
    gpio: fc.constantFrom(...PINS),
    drive: fc.constantFrom(0 as const, 1 as const, null),
  }),
  fc.record({
    kind: fc.constant('drive-analog' as const),
    value: fc.option(fc.integer({ min: 0, max: 1_023 })),
  }),
  fc.record({ kind: fc.constant('write-file' as const), request: u32, path, size: u32, offset: u32, bytes }),
  fc.record({ kind: fc.constant('remove-file' as const), request: u32, path }),
  fc.record({ kind: fc.constant('run-file' as const), path }),
  fc.record({ kind: fc.constant('watch-variables' as const), names: fc.array(path, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant('libraries' as const), bytes }),
  fc.constant({ kind: 'net-lost' as const }),
);

const airFrame: Arbitrary<AirFrame> = fc.oneof(
  fc.record({ kind: fc.constant('open' as const), stream: u32, from: endpoint, to: endpoint, window: u32 }),
  fc.record({ kind: fc.constant('opened' as const), stream: u32, window: u32 }),
  fc.record({ kind: fc.constant('data' as const), stream: u32, bytes }),
  fc.record({ kind: fc.constant('credit' as const), stream: u32, bytes: u32 }),
  fc.record({ kind: fc.constant('link' as const), up: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('refused' as const, 'fin', 'reset', 'accepted'), stream: u32 }),
  fc.record({ kind: fc.constant('datagram' as const), from: endpoint, to: endpoint, bytes }),
  fc.record({ kind: fc.constant('query' as const), query: u32, name: path }),
  fc.record({ kind: fc.constant('answer' as const), query: u32, addresses: fc.array(fc.ipV4()) }),
);

/** One record as it lies in the ring. */
const joined = ({ head, body = new Uint8Array(0) }: Record): Uint8Array => Uint8Array.of(...head, ...body);

describe('the codec', () => {
  test('gives back every message to the device as it was', () => {
    fc.assert(
      fc.property(toDevice, (message) => {
        expect(decodeToDevice(joined(encodeToDevice(message)))).toEqual(message);
      }),
    );
  });

  test('gives back every air frame as it was', () => {
    fc.assert(
      fc.property(airFrame, (frame) => {
        expect(decodeAirFrame(joined(encodeAirFrame(frame)))).toEqual(frame);
      }),
    );
  });

  test('reads a record that lies anywhere in a larger buffer', () => {
    const record = joined(encodeAirFrame({ kind: 'credit', stream: 7, bytes: 9 }));
    const larger = Uint8Array.of(1, 2, 3, ...record);
    expect(decodeAirFrame(larger.subarray(3))).toEqual({ kind: 'credit', stream: 7, bytes: 9 });
  });

  test.each([
    ['nothing', []],
    ['an unknown tag', [200]],
    ['the other direction', [...joined(encodeAirFrame({ kind: 'fin', stream: 1 }))]],
    ['a text longer than its record', [5, 9, 0, 0, 0, 65]],
    ['half a number', [2, 0, 0]],
  ])('throws at %s', (_, record) => {
    expect(() => decodeToDevice(Uint8Array.from(record))).toThrow(RangeError);
  });

  test.each([
    ['nothing', []],
    ['an unknown tag', [99]],
    ['half a number', [19, 0]],
  ])('throws at an air frame of %s', (_, record) => {
    expect(() => decodeAirFrame(Uint8Array.from(record))).toThrow(RangeError);
  });
});
