import { expect, test } from 'vitest';
import { formatsFor } from './formats';

const en = formatsFor('en-GB');
const de = formatsFor('de');

test('numbers are written as the language has it', () => {
  expect([en.number(65536), en.number(2.5), en.number(2, 1)]).toEqual(['65,536', '2.5', '2.0']);
  expect([de.number(65536), de.number(2.5), de.number(2, 1)]).toEqual(['65.536', '2,5', '2,0']);
});

test('the form of a word follows the number by the rules of the language', () => {
  const forms = { one: 'file', other: 'files' };
  expect([0, 1, 2].map((count) => en.plural(count, forms))).toEqual(['files', 'file', 'files']);
  // What a language has no word for is said by the form for all others.
  const polish = formatsFor('pl');
  const plik = { one: 'plik', few: 'pliki', other: 'plików' };
  expect([1, 2, 5].map((count) => polish.plural(count, plik))).toEqual(['plik', 'pliki', 'plików']);
});

test('lists end as the language has it', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(en.and)).toEqual(['', 'a', 'a and b', 'a, b and c']);
  expect(en.or(['a', 'b'])).toBe('a or b');
  expect([de.and(['a', 'b', 'c']), de.or(['a', 'b', 'c'])]).toEqual(['a, b und c', 'a, b oder c']);
});
