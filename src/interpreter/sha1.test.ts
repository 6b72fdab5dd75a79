import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginSha1, finishSha1, SHA1_STATE_BYTES, updateSha1 } from './sha1';

function sha1(parts: readonly Uint8Array[]): string {
  // Somewhere in a larger memory, as in the interpreter's.
  const state = new Uint8Array(SHA1_STATE_BYTES + 7).subarray(3, SHA1_STATE_BYTES + 3);
  beginSha1(state);
  for (const part of parts) updateSha1(state, part);
  return Buffer.from(finishSha1(state)).toString('hex');
}

test('the examples of RFC 3174', () => {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  expect(sha1([text('abc')])).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
  expect(sha1([text('a'.repeat(1_000_000))])).toBe('34aa973cd4c4daa4f61eeb2bdbad27316534016f');
});

test('it does not matter into which parts the data comes', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 }), (parts) => {
      const whole = createHash('sha1');
      for (const part of parts) whole.update(part);
      expect(sha1(parts)).toBe(whole.digest('hex'));
    }),
  );
});
