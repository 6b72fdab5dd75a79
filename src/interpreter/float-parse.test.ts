import { describe, expect, test } from 'vitest';
import { parseFloatText } from './float-parse';
import { kept } from './single-float';

const read = (text: string): number | undefined => {
  const parsed = parseFloatText(text);
  return parsed && kept(parsed.value);
};

describe('a float is read as on the chip', () => {
  test.each([
    ['7686895.', 0x4aea95df],
    ['2758740918', 0x4f246f0f],
    ['0480e-6', 0x39fba880],
    ['7.90e-12', 0x2d0afa70],
    // Powers of five that the chip's powf misses.
    ['89e-18', 0x24cd3850],
    ['841046e-22', 0x24c1ee95],
    ['40936.00007801e16', 0x61b1881a],
  ])('%s', (text, bits) => {
    const cell = new DataView(new ArrayBuffer(4));
    cell.setFloat32(0, read(text) ?? Number.NaN);
    expect(cell.getUint32(0).toString(16)).toBe(bits.toString(16));
  });

  test('digits may be grouped, and what no number has is left', () => {
    expect(parseFloatText('1_0.5')).toEqual({ value: 10.5, length: 5 });
    expect(parseFloatText('12.5.6')).toEqual({ value: 12.5, length: 4 });
    expect(parseFloatText('2e3x')).toEqual({ value: 2000, length: 3 });
    expect(parseFloatText('00012.500')).toEqual({ value: 12.5, length: 9 });
  });

  test('an exponent without digits at the end is no number, and zero before something else', () => {
    for (const text of ['1e', '1E+', '1.5e-']) expect(parseFloatText(text)).toBeUndefined();
    expect(parseFloatText('3ex')).toEqual({ value: 3, length: 2 });
  });

  test('what is too large is infinite, and what is too small is zero', () => {
    expect(read('1e39')).toBe(Infinity);
    expect(read('1e99999999999')).toBe(Infinity);
    expect(read('1e-60')).toBe(0);
    expect(read(`0.${'0'.repeat(60)}1`)).toBe(0);
    expect(read(`${'1'.repeat(30)}e-20`)).toBe(1_111_111_552);
  });
});
