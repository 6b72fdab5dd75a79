import { describe, expect, test } from 'vitest';
import { byteBurst } from './byte-burst';
import { Random } from '../../src/shared/random';

const bursts = Array.from({ length: 300 }, (_, n) => byteBurst(Random.at(3, n), 4_096));
const bytes = bursts.flatMap((burst) => [...burst.bytes]);
const text = Buffer.from(bytes).toString('latin1');

describe('a burst of random bytes', () => {
  test('is the same for the same choices', () => {
    expect(byteBurst(Random.at(3, 17), 4_096)).toEqual(bursts[17]);
  });

  test('is for each mode of the console, of all sizes, with and without Ctrl-C after it', () => {
    expect(new Set(bursts.map(({ mode }) => mode)).size).toBe(4);
    expect(new Set(bursts.map(({ interrupts }) => interrupts)).size).toBe(2);
    expect(bursts.some((burst) => burst.bytes.length < 16)).toBe(true);
    expect(bursts.some((burst) => burst.bytes.length > 2_048)).toBe(true);
    expect(Math.max(...bursts.map((burst) => burst.bytes.length))).toBeLessThan(4_096 + 100);
  });

  test('has every byte', () => {
    expect(new Set(bytes).size).toBe(256);
  });

  test.each([
    ['lines', /while True: pass\r/],
    ['keys of the prompt', /[\x01\x02\x04\x05\t\x7f]/],
    ['escape sequences, also such as do not end', /\x1b\[A[^]*\x1b\[999999/],
    ['UTF-8, also cut off', /\xe2\x82\xac[^]*\xe2\x82[^\x80-\xbf]/],
  ])('has %s', (_, pattern) => {
    expect(text).toMatch(pattern);
  });
});
