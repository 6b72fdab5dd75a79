import { timesPowerOfTen } from './single-float';

/** Digits are taken in while they fit into 32 bits (py/parsenum.c); more of them only move the point. */
const MOST_MANTISSA = 0x19999998;
/** From far below this on every exponent gives zero or infinity. */
const MOST_EXPONENT = 10_000;

const NUMBER = /^([\d_]*)(?:\.([\d_]*))?(?:[eE]([+-]?[\d_]*))?/;

export interface ParsedFloat {
  readonly value: number;
  /** How many characters belong to it. */
  readonly length: number;
}

/**
 * A decimal number without a sign as the chip's parser reads it: in single precision, so that the last digits of a long
 * one may come out otherwise than in better arithmetic.
 *
 * @returns undefined when an exponent was begun where the text ends
 */
export function parseFloatText(text: string): ParsedFloat | undefined {
  const [all = '', integer = '', fraction = '', exponent] = NUMBER.exec(text) ?? [];
  if (all.length === text.length && (exponent === '' || exponent === '+' || exponent === '-'))
    return undefined;
  const mantissa = new Mantissa();
  for (const digit of digitsIn(integer)) mantissa.take(digit, false);
  for (const digit of digitsIn(fraction)) mantissa.take(digit, true);
  const value = timesPowerOfTen(Math.fround(mantissa.value), exponentIn(exponent ?? '') + mantissa.exponent);
  return { value, length: all.length };
}

const digitsIn = (text: string): number[] => Array.from(text.replaceAll('_', ''), Number);

function exponentIn(text: string): number {
  const exponent = Number(text.replaceAll('_', ''));
  return Number.isNaN(exponent) ? 0 : Math.max(-MOST_EXPONENT, Math.min(MOST_EXPONENT, exponent));
}

class Mantissa {
  value = 0;
  #exponent = 0;
  /** Zeros that count only if another digit follows, before the point and behind it. */
  #zeros = 0;
  #fractionZeros = 0;

  get exponent(): number {
    return this.#exponent + this.#zeros;
  }

  take(digit: number, inFraction: boolean): void {
    if (digit === 0 || this.value >= MOST_MANTISSA) {
      if (inFraction) this.#fractionZeros++;
      else this.#zeros++;
      return;
    }
    for (; this.#zeros > 0; this.#zeros--) this.#add(0, false);
    for (; this.#fractionZeros > 0; this.#fractionZeros--) this.#add(0, true);
    this.#add(digit, inFraction);
  }

  #add(digit: number, inFraction: boolean): void {
    const fits = this.value < MOST_MANTISSA;
    if (fits) this.value = 10 * this.value + digit;
    if (fits === inFraction) this.#exponent += inFraction ? -1 : 1;
  }
}
