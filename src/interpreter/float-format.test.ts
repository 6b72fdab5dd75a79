import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFloat } from './float-format';
import { kept } from './single-float';

const ROOM = 33;

function repr(value: number): string {
  const text = formatFloat(kept(value), { letter: 'g', precision: 99, sign: '', room: ROOM });
  return /[.en]/.test(text) ? text : `${text}.0`;
}

/** A computation of the chip's: each step is rounded. */
const steps = (first: number, ...rest: ((value: number) => number)[]): number =>
  rest.reduce((value, step) => kept(step(kept(value))), kept(first));
const times = (by: number) => (value: number) => value * kept(by);
const over = (by: number) => (value: number) => value / kept(by);
const plus = (by: number) => (value: number) => value + kept(by);

describe('a float is shown as on the chip (reference/esp8266 §7)', () => {
  test.each([
    ['1/3', steps(1, over(3)), '0.3333333'],
    ['2/3', steps(2, over(3)), '0.6666667'],
    ['10/3', steps(10, over(3)), '3.333333'],
    ['22/7', steps(22, over(7)), '3.142857'],
    ['100/7', steps(100, over(7)), '14.28572'],
    ['math.pi', Math.PI, '3.141593'],
    ['math.sqrt(2)', Math.SQRT2, '1.414213'],
    ['1/7', steps(1, over(7)), '0.1428572'],
    ['0.1+0.2', steps(0.1, plus(0.2)), '0.3'],
    ['3.3*512/1023', steps(3.3, times(512), over(1023)), '1.651613'],
    ['1023*3.3/1023', steps(1023, times(3.3), over(1023)), '3.299999'],
    ['1.1*3', steps(1.1, times(3)), '3.300001'],
    ['1-0.9', steps(1, plus(-0.9)), '0.1000001'],
    ['0.1*7', steps(0.1, times(7)), '0.7000001'],
    ['0.1+0.7', steps(0.1, plus(0.7)), '0.7999999'],
    ['36.6+0.1', steps(36.6, plus(0.1)), '36.69999'],
    ['(72-32)*5/9', steps(200, over(9)), '22.22223'],
    ['21.7*9/5+32', steps(21.7, times(9), over(5), plus(32)), '71.06'],
    ['4.35*100', steps(4.35, times(100)), '434.9998'],
    ['2/3*100', steps(2, over(3), times(100)), '66.66667'],
    ['1234.5678', 1234.5678, '1234.568'],
    ['123456789.0', 123456789, '123456780.0'],
    ['12345.678', 12345.678, '12345.68'],
    ['999999.9', 999999.9, '1000000.0'],
    ['16777217.0', 16777217, '16777220.0'],
    ['1e6/7', steps(1e6, over(7)), '142857.2'],
    ['1000000.5', 1000000.5, '1000000.6'],
    ['1e10', 1e10, '10000000000.0'],
    ['1e15', 1e15, '1000000000000000.0'],
    ['1e16', 1e16, '1e+16'],
    ['0.0001', 0.0001, '0.0001'],
    ['0.00001', 0.00001, '1e-05'],
    ['1e38', 1e38, '1e+38'],
    ['1e39', 1e39, 'inf'],
    ['math.sin(math.pi)', 1.509958e-7, '1.509958e-07'],
    ['5e-324', 5e-324, '0.0'],
    ['3.3/1023', steps(3.3, over(1023)), '0.003225806'],
    ['20.1', 20.1, '20.1'],
    ['36.6', 36.6, '36.6'],
    ['101.325', 101.325, '101.325'],
    ['1013.25', 1013.25, '1013.25'],
    ['3.3', 3.3, '3.3'],
    ['0.05', 0.05, '0.05'],
    ['-0.0', -0, '-0.0'],
    ['nan', Number.NaN, 'nan'],
    ['-inf', -Infinity, '-inf'],
    ['100.0', 100, '100.0'],
    ['1e7', 1e7, '10000000.0'],
  ])('%s', (_, value, text) => {
    expect(repr(value)).toBe(text);
  });

  test.each([
    ['f', 2, steps(1, over(3)), '0.33'],
    ['f', -1, steps(1, over(3)), '0.333330'],
    ['f', 1, 9.95, '9.9'],
    ['e', -1, steps(1, over(3)), '3.333330e-01'],
    ['g', -1, steps(1, over(3)), '0.333333'],
    ['f', 0, 0.5, '1'],
    ['f', 0, 2.4, '2'],
    ['f', 2, 0, '0.00'],
    ['f', 3, 0.0004, '0.000'],
    ['f', 6, 0.00012, '0.000120'],
    ['f', 1, 99.96, '100.0'],
    ['f', 2, 1234.5, '1234.50'],
    ['E', 2, 12345, '1.23E+04'],
    ['e', 0, 9.9, '1e+01'],
    ['g', 3, 1234.5, '1.23e+03'],
    ['g', 6, 100000, '100000'],
    ['g', 6, 1e6, '1e+06'],
    ['g', 0, 0.26, '0.3'],
    ['F', 1, Infinity, 'INF'],
    ['f', 2, 1e38, '1e+38'],
    ['f', 20, 1.5, '1.50000000000000000000'],
  ])('by %%%s with %d digits: %d is %s', (letter, precision, value, text) => {
    expect(formatFloat(kept(value), { letter, precision, sign: '', room: ROOM })).toBe(text);
  });

  test('with a sign where one is wanted', () => {
    expect(formatFloat(2, { letter: 'f', precision: 1, sign: '+', room: ROOM })).toBe('+2.0');
    expect(formatFloat(-2, { letter: 'f', precision: 1, sign: '+', room: ROOM })).toBe('-2.0');
  });
});

test('whatever is asked for fits, and reads as a number', () => {
  const value = fc.float({ noNaN: true, noDefaultInfinity: true });
  const letter = fc.constantFrom('e', 'f', 'g', 'E', 'F', 'G');
  fc.assert(
    fc.property(value, letter, fc.integer({ min: -1, max: 200 }), (given, letter, precision) => {
      const text = formatFloat(kept(given), { letter, precision, sign: '', room: ROOM });
      expect(text.length).toBeLessThan(ROOM);
      expect(text).toMatch(/^-?(?:\d+(?:\.\d+)?(?:[eE][-+]\d+)?|inf|INF)$/);
    }),
    { numRuns: 2_000 },
  );
});

test('what `repr` writes is read back as the same float', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true, min: 2 ** -80, max: 2 ** 80 }), (given) => {
      const value = kept(given);
      expect(Math.abs(Number(repr(value)) - value)).toBeLessThanOrEqual(value * 2 ** -20);
    }),
    { numRuns: 2_000 },
  );
});
