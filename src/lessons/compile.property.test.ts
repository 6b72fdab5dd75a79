import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileLesson } from './compile';

/** Each `W` becomes a word of its own, so that every word can be looked for in the model. */
const LINES = [
  'W W',
  'W',
  '',
  '',
  '',
  '====',
  '---',
  '~~~~',
  'W::',
  '::',
  '- W',
  '* W',
  '-',
  '1. W',
  '2. W',
  '#. W',
  'a) W',
  '(i) W',
  'ii. W',
  ':W: W',
  '| W',
  '|   W',
  '>>> W',
  '... W',
  '>>>',
  '.. note:: W',
  '.. note::',
  '.. code-block:: python',
  '.. code::',
  '.. W:: W',
  '.. image:: W',
  '.. table:: W',
  '.. topic:: W',
  '.. rubric:: W',
  '.. figure:: W.png',
  '.. versionadded:: W W',
  '.. container::',
  '.. doctest:: ',
  '.. parsed-literal:: W',
  '.. [1] W',
  '.. [#W] W',
  '.. |W| replace:: W',
  '.. |W| image:: W',
  '.. _W:',
  '.. _W: W',
  '__ W',
  '.. __: W',
  '.. W',
  '..',
  '.. skip: start',
  '.. highlight:: python',
  ':alt: W',
  ':W:',
  '*W W* **W** ``W`` `W`',
  '`W <https://W>`_ `W`_ W_ W__',
  ':ref:`W` :class:`W` `W`:W: |W| [W]_ [1]_',
  '*W **W ``W `W |W',
  '\\W \\*W',
  '+---+---+',
  '| W | W |',
  '+===+===+',
  '=====  =====',
  'W  W',
  '-----  -----',
  '-- W',
  'W : W',
  '{W}',
  '\tW',
  '\fW',
  'é́ W',
  '\u00a0W',
  '\u2028W',
];

const document = fc
  .array(
    fc.tuple(fc.constantFrom('', '', '', ' ', '  ', '   ', '    ', '      '), fc.constantFrom(...LINES)),
    { maxLength: 40 },
  )
  .map((parts) => {
    let word = 0;
    return parts.map(([indent, line]) => indent + line.replace(/W/g, () => `w${word++}w`)).join('\n');
  });

/** Everything that the page can draw of a model. */
function shownText(value: unknown): string {
  if (typeof value === 'string') return `${value}\n`;
  if (Array.isArray(value)) return value.map(shownText).join('');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(shownText).join('');
  return '';
}

test('no word of a visible line is ever lost', () => {
  fc.assert(
    fc.property(document, (source) => {
      const lesson = compileLesson(source);
      const shown = shownText(lesson.children);
      const hidden = new Set(lesson.hidden.map(({ line }) => line));
      source.split('\n').forEach((text, index) => {
        if (hidden.has(index + 1)) return;
        // A role's name is markup; so is the address behind a link's title, which is where the link leads.
        for (const word of text.replace(/`:w\d+w:/g, '`').matchAll(/w\d+w/g))
          expect(shown).toContain(word[0]);
      });
    }),
    { numRuns: 5000 },
  );
});

test('only comments, marks, targets, definitions, settings and options are hidden', () => {
  fc.assert(
    fc.property(document, (source) => {
      const lines = source.split('\n');
      for (const { line, why } of compileLesson(source).hidden) {
        if (why === 'comment') continue; // and what is indented below it
        const text = lines[line - 1] ?? '';
        expect(text).toMatch(/\.\.|__ |:\w+:|^\s/);
      }
    }),
    { numRuns: 500 },
  );
});

test('no text at all makes it throw, and the model is plain data', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'`*|_:.[]<>\\ \n-=1a#'.split('')) }),
    document,
  );
  fc.assert(
    fc.property(anything, (source) => {
      const lesson = compileLesson(source);
      expect(JSON.parse(JSON.stringify(lesson))).toEqual(lesson);
    }),
    { numRuns: 3000 },
  );
});

test('every block knows its line, and ids are unique', () => {
  fc.assert(
    fc.property(document, (source) => {
      const last = source.split('\n').length;
      const ids = { code: [] as string[], place: [] as string[] };
      visit(compileLesson(source).children, (node) => {
        if ('line' in node) expect(node['line']).toSatisfy((n: number) => n >= 1 && n <= last);
        if (typeof node['id'] === 'string')
          ids['label' in node && 'copy' in node ? 'code' : 'place'].push(node['id']);
      });
      expect(new Set(ids.code).size).toBe(ids.code.length);
      expect(new Set(ids.place).size).toBe(ids.place.length);
    }),
    { numRuns: 500 },
  );
});

function visit(value: unknown, see: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  else if (typeof value === 'object' && value !== null) {
    see(value as Record<string, unknown>);
    visit(Object.values(value), see);
  }
}

/** Texts that make a careless parser look at the same characters again and again. */
const HARD: Record<string, string> = {
  'a lesson, many times over':
    'Title\n=====\n\nSome *text* with ``code`` and a name_.\n\n- one\n- two::\n\n    >>> x = (1,\n    ...      2)\n\n',
  'openings that never close': '*a **b ``c `d |e [f :g:`h ',
  'one line without a space': 'a.b_c=http://d/',
  rulers: '==== ===\n',
  'unfinished tables': '=== ====\na   b\n',
  'bullets in bullets': '- ',
  backslashes: '\\',
  dots: '.',
  'back-quotes': '`',
  colons: ':a',
  'deeper and deeper': '.. note:: ',
  'empty lines': '\n',
  'one open block at the prompt': '    >>> if x:\n',
  'indented lines': ' a\n  b\n',
};

/** A parser that is not linear would need hours for some of these: the time limit is the test, and it is generous. */
test.each(Object.entries(HARD))('a megabyte of %s is compiled', { timeout: 60_000 }, (_name, piece) => {
  const source =
    (piece.startsWith('    >>>') ? 'Try::\n\n' : '') + piece.repeat(Math.ceil(1_000_000 / piece.length));
  const { children, diagnostics, hidden } = compileLesson(source);
  const accounted = children.length + diagnostics.length + hidden.length;
  expect(accounted > 0).toBe(source.trim() !== '');
});
