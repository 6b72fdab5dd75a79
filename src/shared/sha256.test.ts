import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from './sha256';

const known = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('a hash is that of the standard, at every length about a block', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = new Uint8Array(length).fill(length);
    expect(sha256(bytes)).toBe(known(bytes));
  }
});

test('a hash is that of the standard, whatever the bytes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => sha256(bytes) === known(bytes)));
});
