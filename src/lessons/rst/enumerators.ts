/** `1.`, `a)`, `(iv)`, `#.`: what numbers the items of a list. */
import type { EnumerationStyle } from '../model';

export interface Enumerator {
  readonly style: EnumerationStyle;
  readonly value: number;
  /** `#`: one more than the item before. */
  readonly auto: boolean;
  /** What stands around it: `.`, `)` or `()`. Items of one list have the same. */
  readonly format: string;
  /** Columns up to the item's text. */
  readonly width: number;
}

/** @param like another item of the list, which decides what `i.` and `c.` mean; null for the first */
export function enumeratorAt(text: string, like: Enumerator | null): Enumerator | null {
  const match = /^(\()?([0-9]{1,9}|[a-z]|[A-Z]|[ivxlcdm]{2,15}|[IVXLCDM]{2,15}|#)([.)])(?: +|$)/.exec(text);
  const mark = match?.[2];
  if (match === null || mark === undefined) return null;
  const format = (match[1] ?? '') + (match[3] ?? '');
  if (format === '(.' || (like !== null && like.format !== format)) return null;
  const width = match[0].length;
  if (mark === '#') return { style: like?.style ?? 'arabic', value: 1, auto: true, format, width };
  const style = styleOf(mark, like?.style ?? null);
  const value = style === null ? NaN : valueOf(mark, style);
  return style === null || Number.isNaN(value) ? null : { style, value, auto: false, format, width };
}

function styleOf(mark: string, like: EnumerationStyle | null): EnumerationStyle | null {
  if (/^[0-9]/.test(mark)) return like === null || like === 'arabic' ? 'arabic' : null;
  const lower = mark === mark.toLowerCase();
  const roman = lower ? 'lower-roman' : 'upper-roman';
  const alpha = lower ? 'lower-alpha' : 'upper-alpha';
  if (like !== null) return like === roman ? roman : like === alpha && mark.length === 1 ? alpha : null;
  return mark.length > 1 || mark.toLowerCase() === 'i' ? roman : alpha;
}

const ROMAN: readonly [string, number][] = [
  ['m', 1000],
  ['cm', 900],
  ['d', 500],
  ['cd', 400],
  ['c', 100],
  ['xc', 90],
  ['l', 50],
  ['xl', 40],
  ['x', 10],
  ['ix', 9],
  ['v', 5],
  ['iv', 4],
  ['i', 1],
];

function valueOf(mark: string, style: EnumerationStyle): number {
  if (style === 'arabic') return Number(mark);
  const lower = mark.toLowerCase();
  if (style.endsWith('alpha')) return lower.charCodeAt(0) - 96;
  let rest = lower;
  let value = 0;
  for (const [digits, worth] of ROMAN) {
    for (let times = 0; rest.startsWith(digits) && times < 3; times++) {
      value += worth;
      rest = rest.slice(digits.length);
    }
  }
  return rest === '' && value > 0 ? value : NaN;
}
