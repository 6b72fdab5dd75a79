/**
 * The chip's floats: single precision, of which an object keeps 30 bits (reference/esp8266 §7). Computations with them
 * are those of JavaScript's doubles, rounded after each step.
 */

const single = Math.fround;
const cell = new DataView(new ArrayBuffer(4));

function bitsOf(value: number): number {
  cell.setFloat32(0, value);
  return cell.getUint32(0);
}

/** What an object of the chip keeps of a value; the two bits that are lost are filled with those before them. */
export function kept(value: number): number {
  const stored = bitsOf(value) & ~3;
  cell.setUint32(0, stored | ((stored >> 2) & 3));
  return cell.getFloat32(0);
}

/** Whether the chip's formatter takes two values for the same: the lost bits do not count. */
export function sameKept(one: number, other: number): boolean {
  return (bitsOf(one) & ~3) === (bitsOf(other) & ~3);
}

/** Ten to these negative powers is divided by, since the power of five is exact; others are multiplied with. */
const EXACT_POWER_OF_FIVE = 10;

/** Powers of five that the chip's `powf` (lib/libm) misses, by one in the last place upwards or downwards. */
const MISSED_POWERS: ReadonlyMap<number, number> = new Map([
  [-51, 1],
  [-49, 1],
  [-45, 1],
  [-36, -1],
  [-22, -1],
  [-18, -1],
  [11, 1],
]);

function powerOfFive(exponent: number): number {
  const nearest = single(5 ** exponent);
  const missed = MISSED_POWERS.get(exponent);
  if (missed === undefined) return nearest;
  cell.setUint32(0, bitsOf(nearest) + missed);
  return cell.getFloat32(0);
}

/** `value` times ten to the power of `exponent` as the chip computes it (py/parsenum.c): by two, which is exact, and by five. */
export function timesPowerOfTen(value: number, exponent: number): number {
  if (exponent === 0 || value === 0) return value;
  const byTwo = single(value * 2 ** exponent);
  if (exponent < 0 && exponent >= -EXACT_POWER_OF_FIVE) return single(byTwo / 5 ** -exponent);
  return single(byTwo * powerOfFive(exponent));
}

/** The decimal exponent of a positive value: of its first digit. */
export function decimalExponent(value: number): number {
  // Begun at the binary exponent, which is never too far from zero.
  let exponent = Math.trunc(((bitsOf(value) >>> 23) - 127) * Math.LOG10E * Math.LN2);
  if (value >= 1) while (value >= timesPowerOfTen(1, exponent + 1)) exponent++;
  else while (value < timesPowerOfTen(1, exponent)) exponent--;
  return exponent;
}

/** What the chip's parser makes of the digits `mantissa`, the last of which stands for ten to the power of `exponent`. */
export function parsed(mantissa: number, exponent: number): number {
  if (mantissa === 0) return 0;
  let [digits, place] = [mantissa, exponent];
  while (digits % 10 === 0) {
    digits /= 10;
    place++;
  }
  return timesPowerOfTen(single(digits), place);
}
