import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duplexExtension, duplexOf, has } from './duplex';
import { decodePacket, encodePacket, Extension, Reason, WispError, type WispPacket } from './packets';

const stream = fc.integer({ min: 0, max: 0xffff_ffff });
const port = fc.integer({ min: 0, max: 65_535 });
const byte = fc.integer({ min: 0, max: 255 });
const bytes = fc.uint8Array({ maxLength: 300 });
/** Lines. */
const details = fc.array(fc.stringMatching(/^[\w.]{0,40}$/), { minLength: 1, maxLength: 4 });
const extensions = fc.array(fc.record({ id: byte, data: bytes }), { maxLength: 8 });

const packet: fc.Arbitrary<WispPacket> = fc.oneof(
  fc.record({
    kind: fc.constant('connect'),
    stream,
    transport: byte,
    port,
    host: fc.string({ maxLength: 100 }),
  }),
  fc.record({ kind: fc.constant('data'), stream, bytes }),
  fc.record({ kind: fc.constant('continue'), stream, credit: stream }),
  fc.record({ kind: fc.constant('close'), stream, reason: byte }),
  fc.record({ kind: fc.constant('info'), major: byte, minor: byte, extensions }),
  fc.record({ kind: fc.constant('shut'), stream }),
  fc.record({ kind: fc.constant('listen'), port }),
  fc.record({ kind: fc.constant('incoming'), stream, port, address: fc.string({ maxLength: 100 }) }),
  fc.record({ kind: fc.constant('starttls'), stream, serverName: fc.string({ maxLength: 100 }) }),
  fc.record({ kind: fc.constant('tls'), stream, outcome: byte, alert: byte, details }),
);

describe('a packet', () => {
  test('is after the way over the wire what it was before', () => {
    fc.assert(
      fc.property(packet, (sent) => {
        expect(decodePacket(encodePacket(sent))).toEqual(sent);
      }),
    );
  });

  test('lies on the wire as the protocol says', () => {
    expect([
      ...encodePacket({ kind: 'connect', stream: 0x01020304, transport: 1, port: 80, host: 'a.b' }),
    ]).toEqual([1, 4, 3, 2, 1, 1, 80, 0, 0x61, 0x2e, 0x62]);
    const info = {
      kind: 'info',
      major: 2,
      minor: 0,
      extensions: [{ id: 5, data: Uint8Array.of(9) }],
    } as const;
    expect([...encodePacket(info)]).toEqual([5, 0, 0, 0, 0, 2, 0, 5, 1, 0, 0, 0, 9]);
  });

  test('is read from the middle of a larger buffer', () => {
    const whole = Uint8Array.of(99, 99, ...encodePacket({ kind: 'continue', stream: 7, credit: 300 }), 99);
    expect(decodePacket(whole.subarray(2, -1))).toEqual({ kind: 'continue', stream: 7, credit: 300 });
  });
});

test('a CLOSE of wisp-server-node, with its reason in 32 bits, is one', () => {
  expect(decodePacket(Uint8Array.of(4, 7, 0, 0, 0, 0x44, 0, 0, 0))).toEqual({
    kind: 'close',
    stream: 7,
    reason: Reason.refused,
  });
});

describe('bytes that make no sense', () => {
  test.each([
    ['nothing', [], 'a packet of 0 bytes'],
    ['less than a head', [1, 0, 0], 'a packet of 3 bytes'],
    ['an unknown type', [6, 1, 0, 0, 0], 'unknown type 6'],
    ['type 0', [0, 1, 0, 0, 0], 'unknown type 0'],
    ['a CONNECT without port', [1, 1, 0, 0, 0, 1, 80], 'CONNECT without a host'],
    ['a host that is not UTF-8', [1, 1, 0, 0, 0, 1, 80, 0, 0xff], 'a name that is not UTF-8'],
    ['a short CONTINUE', [3, 1, 0, 0, 0, 1, 2, 3], 'type 3 with 3 bytes'],
    ['a long CONTINUE', [3, 1, 0, 0, 0, 1, 2, 3, 4, 5], 'type 3 with 5 bytes'],
    ['a CLOSE without reason', [4, 1, 0, 0, 0], 'type 4 with 0 bytes'],
    ['a CLOSE of two bytes', [4, 1, 0, 0, 0, 2, 0], 'type 4 with 2 bytes'],
    ['an INFO on a stream', [5, 1, 0, 0, 0, 2, 0], 'INFO on a stream'],
    ['an INFO without version', [5, 0, 0, 0, 0, 2], 'INFO without a version'],
    [
      'an INFO that ends in the head of an extension',
      [5, 0, 0, 0, 0, 2, 0, 5, 1],
      'INFO ends in an extension',
    ],
    [
      'an INFO whose length lies',
      [5, 0, 0, 0, 0, 2, 0, 5, 255, 255, 255, 255, 1],
      'INFO ends in an extension',
    ],
    ['a SHUT with contents', [0xf1, 1, 0, 0, 0, 1], 'type 241 with 1 bytes'],
    ['a LISTEN on a stream', [0xf2, 1, 0, 0, 0, 80, 0], 'LISTEN on a stream'],
    ['an INCOMING without port', [0xf3, 0, 0, 0, 0x80, 1], 'INCOMING without a port'],
    ['a STARTTLS with a name that is not UTF-8', [0xf4, 1, 0, 0, 0, 0xff], 'a name that is not UTF-8'],
    ['a TLS without alert', [0xf5, 1, 0, 0, 0, 0], 'TLS without an outcome'],
  ])('are refused: %s', (_, message, reason) => {
    expect(() => decodePacket(Uint8Array.from(message))).toThrow(WispError);
    expect(() => decodePacket(Uint8Array.from(message))).toThrow(reason);
  });

  test('are refused where a name or the number of extensions has no end', () => {
    const host = 'a'.repeat(513);
    const connect = encodePacket({ kind: 'connect', stream: 1, transport: 1, port: 80, host });
    expect(() => decodePacket(connect)).toThrow('a name of 513 bytes');
    const many = Array.from({ length: 33 }, () => ({ id: 9, data: new Uint8Array(0) }));
    const info = encodePacket({ kind: 'info', major: 2, minor: 0, extensions: many });
    expect(() => decodePacket(info)).toThrow('too many extensions');
  });

  test('give a packet or a WispError, never anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (message) => {
        try {
          decodePacket(message);
        } catch (error) {
          expect(error).toBeInstanceOf(WispError);
        }
      }),
    );
  });
});

describe('the extension DUPLEX', () => {
  test('says the window of its side', () => {
    expect(duplexOf([{ id: Extension.udp, data: new Uint8Array(0) }, duplexExtension(70_000)])).toEqual({
      window: 70_000,
    });
  });

  test.each([
    ['is not listed', []],
    ['is of another version', [{ id: Extension.duplex, data: Uint8Array.of(2, 0, 0, 1, 0) }]],
    ['is of another shape', [{ id: Extension.duplex, data: Uint8Array.of(1) }]],
  ])('does not hold when it %s', (_, extensions) => {
    expect(duplexOf(extensions)).toBeUndefined();
  });

  test('is one of several', () => {
    expect(has([duplexExtension(1)], Extension.duplex)).toBe(true);
    expect(has([duplexExtension(1)], Extension.udp)).toBe(false);
  });
});
