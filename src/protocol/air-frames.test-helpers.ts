import fc from 'fast-check';
import type { AirFrame } from './air';

const ip = fc.oneof(
  fc.constantFrom('192.168.1.42', '192.168.1.10', '127.0.0.1', '255.255.255.255', '239.1.2.3', '0.0.0.0'),
  fc.constantFrom('203.0.113.7', '203.0.113.23', '203.0.113.80', '192.168.1.1', '192.168.1.255'),
  fc.string(),
);
const port = fc.oneof(fc.constantFrom(7, 23, 80, 81, 123, 5000), fc.nat());
const endpoint = fc.record({ ip, port });
const stream = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.nat());
const amount = fc.oneof(fc.nat(2000), fc.nat());
const name = fc.oneof(fc.constantFrom('echo.test', 'towel.blinkenlights.nl', ''), fc.string());
const request = new TextEncoder().encode('GET / HTTP/1.0\r\nHost: x\r\n\r\n');

/**
 * Any frame at all, whoever it might be from and whether it makes sense or not.
 *
 * @param sizes of payloads at which something may change, beside small ones
 */
export function anyAirFrame(...sizes: readonly number[]): fc.Arbitrary<AirFrame> {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.constant(request),
    fc.constantFrom(1, ...sizes).map((size) => new Uint8Array(size)),
  );
  return fc.oneof(
    // Those that somebody serves: what follows on their streams means something.
    fc.record({
      kind: fc.constant('open' as const),
      stream: fc.constantFrom(1, 3, 5),
      from: fc.constant({ ip: '192.168.1.42', port: 1024 }),
      to: fc.constantFrom(
        { ip: '203.0.113.7', port: 7 },
        { ip: '203.0.113.23', port: 23 },
        { ip: '203.0.113.80', port: 80 },
      ),
      window: amount,
    }),
    fc.record({
      kind: fc.constant('open' as const),
      stream: fc.constantFrom(2, 4, 6),
      from: fc.constant({ ip: '192.168.1.10', port: 50_001 }),
      to: fc.constant({ ip: '192.168.1.42', port: 80 }),
      window: amount,
    }),
    fc.record({
      kind: fc.constant('open' as const),
      stream,
      from: endpoint,
      to: endpoint,
      window: amount,
    }),
    fc.record({ kind: fc.constant('opened' as const), stream, window: amount }),
    fc.record({ kind: fc.constantFrom('refused' as const, 'fin' as const), stream }),
    fc.record({ kind: fc.constantFrom('reset' as const, 'accepted' as const), stream }),
    fc.record({ kind: fc.constant('data' as const), stream, bytes }),
    fc.record({ kind: fc.constant('credit' as const), stream, bytes: amount }),
    fc.record({ kind: fc.constant('datagram' as const), from: endpoint, to: endpoint, bytes }),
    fc.record({ kind: fc.constant('query' as const), query: fc.nat(5), name }),
    fc.record({ kind: fc.constant('answer' as const), query: fc.nat(5), addresses: fc.array(fc.string()) }),
    fc.record({ kind: fc.constant('link' as const), up: fc.boolean() }),
  );
}
