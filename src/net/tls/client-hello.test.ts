import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOT_ENCRYPTED, opensBoardTls, readClientHello } from './client-hello';
import { clientHello, serverName, type HelloParts } from './records.test-helpers';

const suite = fc.integer({ min: 0, max: 0xffff });
const name = fc.stringMatching(/^[a-z0-9.-]{1,60}$/);
const board = name.map((host): HelloParts => ({ suites: [NOT_ENCRYPTED], extensions: serverName(host) }));

describe('a ClientHello', () => {
  test('is read: its suites, and what it calls the server', () => {
    const anything = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(suite, { maxLength: 40 }), name, anything, (suites, host, others) => {
        // Extensions of any other number come before and after.
        const other = others.flatMap((data) => [0, 9, 0, data.length, ...data]);
        const extensions = [...other, ...serverName(host), ...other];
        const hello = clientHello({ suites, extensions, session: 7 }).subarray(5);
        expect(readClientHello(hello)).toEqual({ suites, serverName: host });
      }),
    );
  });

  test('may have no extension, and names no server then', () => {
    const hello = clientHello({ suites: [1, 2] }).subarray(5);
    expect(readClientHello(hello)).toEqual({ suites: [1, 2], serverName: '' });
  });

  test('that is cut, or longer than it says, is none', () => {
    fc.assert(
      fc.property(board, fc.nat(), fc.boolean(), (parts, at, longer) => {
        const hello = clientHello(parts).subarray(5);
        const wrong = longer ? Uint8Array.of(...hello, 0) : hello.subarray(0, at % hello.length);
        expect(readClientHello(wrong)).toBeUndefined();
      }),
    );
  });

  test('is read or not, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), board, fc.nat(), (bytes, parts, at) => {
        expect(() => readClientHello(bytes)).not.toThrow();
        const hello = clientHello(parts);
        hello.set(bytes.subarray(0, hello.length - 5), 5 + (at % 8));
        expect(() => [readClientHello(hello.subarray(5)), opensBoardTls(hello)]).not.toThrow();
      }),
    );
  });
});

describe('who begins a connection', () => {
  test('is a board’s TLS as soon as its hello is whole, wherever it is cut, and undecided before', () => {
    fc.assert(
      fc.property(board, fc.uint8Array({ maxLength: 9 }), (parts, more) => {
        const hello = clientHello(parts);
        for (let size = 0; size < hello.length; size++)
          expect(opensBoardTls(hello.subarray(0, size))).toBe('undecided');
        expect(opensBoardTls(Uint8Array.of(...hello, ...more))).toBe('yes');
      }),
    );
  });

  test('is somebody else whose first byte differs', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (bytes) => {
        fc.pre(bytes[0] !== 22);
        expect(opensBoardTls(bytes)).toBe('no');
      }),
    );
  });

  test('is real TLS when any suite encrypts', () => {
    const real = fc.array(suite, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(real, fc.boolean(), (suites, offersOurs) => {
        fc.pre(suites.some((one) => one !== NOT_ENCRYPTED));
        const hello = clientHello({ suites: offersOurs ? [NOT_ENCRYPTED, ...suites] : suites });
        expect(opensBoardTls(hello)).toBe('no');
      }),
    );
  });

  test.each([
    ['OpenSSL, whose records are of version 3.1', [22, 3, 1, 1, 44, 1]],
    ['longer than a board’s', [22, 3, 3, 2, 1]],
    ['another message', [22, 3, 3, 0, 50, 2]],
    ['an empty record', [22, 3, 3, 0, 0]],
  ])('is not the board’s TLS: %s', (_, bytes) => {
    expect(opensBoardTls(Uint8Array.from(bytes))).toBe('no');
  });
});
