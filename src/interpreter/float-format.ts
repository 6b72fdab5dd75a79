import { decimalExponent, parsed, sameKept, timesPowerOfTen } from './single-float';

/** Digits that single precision gives for sure, and the most that may tell two values apart. */
const SAFE_DIGITS = 6;
const MOST_DIGITS = 9;
/** The precision that stands for `repr`: as many digits as it takes. Its exponents below this are written as zeros. */
const REPR = 99;
const REPR_ZEROS = 16;
const LEAST_PLAIN_EXPONENT = -4;
/** A sign, `e`, a sign and two digits, and the point. */
const EXPONENT_ROOM = 7;
const POINT_ROOM = 3;

type Mode = 'e' | 'f' | 'g';

export interface Conversion {
  /** Of `%e`, `%f` and `%g`; a capital letter gives capitals. */
  readonly letter: string;
  /** Negative: 6. */
  readonly precision: number;
  /** What stands before a number that is not negative. */
  readonly sign: string;
  /** How many characters there is room for, and a final zero. */
  readonly room: number;
}

/**
 * A float as the chip's formatter writes it (reference/esp8266 §7). It computes in single precision, and so makes
 * errors of its own in the last digits: these are its very steps, those of MICROPY_FLOAT_FORMAT_IMPL_BASIC.
 */
export function formatFloat(value: number, { letter, precision, sign, room }: Conversion): string {
  const negative = value < 0 || Object.is(value, -0);
  const before = negative ? '-' : sign;
  const mode = modeOf(letter.toLowerCase());
  const magnitude = Math.abs(value);
  const text = Number.isFinite(magnitude)
    ? new Formatting(magnitude, mode, precision < 0 ? 6 : precision, room - before.length).text
    : Number.isNaN(magnitude)
      ? 'nan'
      : 'inf';
  return before + (letter === letter.toLowerCase() ? text : text.toUpperCase());
}

const modeOf = (letter: string): Mode => (letter === 'f' || letter === 'g' ? letter : 'e');

/** Digits of a value: `mantissa`, `count` of them with leading zeros, the last for ten to the power of `-shift`. */
interface Digits {
  readonly mantissa: number;
  readonly count: number;
  readonly shift: number;
}

/** One value that is not negative on its way to a text. */
class Formatting {
  readonly #mode: Mode;
  readonly #exponent: number;
  /** Exponents of `%g` from here on are written as such. */
  readonly #plainBelow: number;
  readonly #mostDigits: number;
  /** Zeros between the point and the first digit that is computed. */
  readonly #leadingZeros: number;
  /** Zeros in the place of digits that are not computed. */
  readonly #trailingZeros: number;

  constructor(
    private readonly value: number,
    mode: Mode,
    precision: number,
    room: number,
  ) {
    const isRepr = precision === REPR;
    this.#plainBelow = isRepr ? REPR_ZEROS : Math.min(precision, room - POINT_ROOM);
    this.#exponent = value === 0 ? 0 : decimalExponent(value);
    let wanted = isRepr ? MOST_DIGITS : precision;
    // Too long for digits alone.
    const tooLong = mode === 'f' && this.#exponent > 0 && this.#exponent + wanted + 2 > room;
    this.#mode = tooLong ? 'g' : mode;
    if (tooLong) wanted++;
    const { digits, zeros } = this.#wantedDigits(wanted, room);
    this.#leadingZeros = zeros;
    this.#mostDigits = Math.min(digits, MOST_DIGITS);
    const overhead = this.#mode === 'f' ? POINT_ROOM : EXPONENT_ROOM;
    this.#trailingZeros = Math.min(digits - this.#mostDigits, room - this.#mostDigits - overhead);
  }

  /** The fewest digits that are read back as the value, or all that are wanted. */
  get text(): string {
    for (let count = Math.min(SAFE_DIGITS, this.#mostDigits); ; count++) {
      const digits = this.#digits(count);
      if (count >= this.#mostDigits || sameKept(parsed(digits.mantissa, -digits.shift), this.value))
        return this.#written(digits, this.#trailingZeros + this.#mostDigits - count);
    }
  }

  #wantedDigits(precision: number, room: number): { digits: number; zeros: number } {
    const exponent = this.#exponent;
    if (this.#mode === 'g') return { digits: Math.max(1, precision), zeros: 0 };
    if (this.#mode === 'e') return { digits: precision + 1, zeros: 0 };
    const digits = Math.min(precision, room - POINT_ROOM);
    if (exponent >= 0) return { digits: digits + exponent + 1, zeros: 0 };
    // The zero before the point is computed with the others, unless there are many.
    if (digits <= 2 || exponent >= -2) return { digits: digits + 1, zeros: 0 };
    const zeros = Math.min(-exponent, digits) - 2;
    return { digits: digits - zeros, zeros };
  }

  /** The value as an integer of so many digits, rounded in single precision. */
  #digits(count: number): Digits {
    const shift = this.value === 0 ? 0 : this.#shiftFor(count);
    // The last digits of many are not computed: they are zeros.
    let zeros = 0;
    if (count > SAFE_DIGITS && shift > 1) zeros = count > SAFE_DIGITS + 1 && shift > 2 ? 2 : 1;
    const scaled = timesPowerOfTen(this.value, shift - zeros);
    const mantissa = Math.trunc(Math.fround(scaled + 0.5)) * 10 ** zeros;
    return { mantissa, count, shift };
  }

  #shiftFor(count: number): number {
    const exponent = this.#exponent;
    if (this.#mode !== 'f' || exponent >= 0) return count - 1 - exponent;
    return count - 1 + (this.#leadingZeros > 0 ? this.#leadingZeros + 1 : 0);
  }

  /** @param zeros so many follow the digits */
  #written({ mantissa, count }: Digits, zeros: number): string {
    const overflows = mantissa >= 10 ** count;
    if (this.#mode === 'f')
      return this.#plain(pad(mantissa, overflows ? count + 1 : count), zeros, overflows);
    // Rounded up to one digit more.
    const exponent = overflows ? this.#exponent + 1 : this.#exponent;
    const digits = pad(overflows ? Math.trunc(mantissa / 10) : mantissa, count);
    if (this.#mode === 'e') return pointed(digits + '0'.repeat(zeros), 1) + exponentText(exponent);
    if (exponent >= 0 && (exponent === 0 || exponent < this.#plainBelow))
      return withoutZeros(pointed(digits.padEnd(exponent + 1, '0'), exponent + 1));
    if (exponent < 0 && exponent >= LEAST_PLAIN_EXPONENT)
      return withoutZeros(`0.${'0'.repeat(-exponent - 1)}${digits}`);
    return withoutZeros(pointed(digits, 1)) + exponentText(exponent);
  }

  /** Digits without an exponent: `%f`. */
  #plain(digits: string, zeros: number, overflows: boolean): string {
    const all = digits + '0'.repeat(zeros);
    if (this.#leadingZeros > 0) return `0.${'0'.repeat(this.#leadingZeros)}${all}`;
    return pointed(all, Math.max(0, this.#exponent) + (overflows ? 2 : 1));
  }
}

const pad = (mantissa: number, count: number): string => String(mantissa).padStart(count, '0');

/** With a point after so many digits, if more follow. */
const pointed = (digits: string, place: number): string =>
  digits.length > place ? `${digits.slice(0, place)}.${digits.slice(place)}` : digits;

/** Zeros at the end of a fraction, and then the point, go. */
const withoutZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

function exponentText(exponent: number): string {
  return `e${exponent < 0 ? '-' : '+'}${pad(Math.abs(exponent), 2)}`;
}
