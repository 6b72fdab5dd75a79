import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineDiff } from './line-diff';

const brief = (before: string, after: string): string =>
  lineDiff(before, after)
    .map(({ kind, line }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${line}`)
    .join('|');

test('lines that stay, come and go', () => {
  expect(brief('a\nb\nc\n', 'a\nx\nc\nd\n')).toBe(' a|-b|+x| c|+d');
  expect(brief('', 'a\n')).toBe('+a');
  expect(brief('a\n', 'a')).toBe(' a');
});

test('both texts stand in it, and what is alike in both is not changed', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const diff = lineDiff(before, after);
      const side = (gone: string) => diff.filter(({ kind }) => kind !== gone).map(({ line }) => line);
      expect(side('added')).toEqual(before === '' ? [] : before.split('\n'));
      expect(side('removed')).toEqual(after === '' ? [] : after.split('\n'));
      if (before === after) expect(diff.every(({ kind }) => kind === 'same')).toBe(true);
    }),
  );
});
