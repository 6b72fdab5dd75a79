import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { complaintText } from '../../words/complaint';
import { compileLesson } from '../compile';
import type { Block } from '../model';
import { compileMarkdown } from './compile-markdown';

const blocks = (source: string): readonly Block[] => compileMarkdown(source).children;
const warnings = (source: string): string[] =>
  compileMarkdown(source).diagnostics.map(
    ({ line, severity, what }) => `${line} ${severity}: ${complaintText(what)}`,
  );

describe('Markdown becomes what reStructuredText becomes:', () => {
  const withoutLines = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === 'line' ? undefined : part)));

  test.each([
    ['sections', 'A\n=\n\none\n\nB\n-\n\ntwo\n', '# A\n\none\n\n## B\n\ntwo\n'],
    [
      'emphasis, code and links',
      'A *b* **c** ``d`` `e <https://x.y>`_.\n',
      'A *b* **c** `d` [e](https://x.y).\n',
    ],
    ['lines to type', 'Try::\n\n    >>> 6 * 7\n    42\n', 'Try:\n\n```\n>>> 6 * 7\n42\n```\n'],
    ['a program', '.. code-block:: python\n\n    print(1)\n', '```python\nprint(1)\n```\n'],
    ['code that is indented', 'a\n\n::\n\n    >>> x\n', 'a\n\n    >>> x\n'],
    ['lists', '- a\n- b\n\n1. c\n2. d\n', '- a\n- b\n\n1. c\n2. d\n'],
    ['a note', '.. note:: Mind this.\n', '> **Note:** Mind this.\n'],
    ['a picture', '.. image:: a.png\n   :alt: A board\n', '![A board](a.png)\n'],
  ])('%s', (_, rst, markdown) => {
    expect(withoutLines(compileMarkdown(markdown).children)).toEqual(
      withoutLines(compileLesson(rst).children),
    );
  });
});

describe('Markdown', () => {
  test('knows the line of everything', () => {
    expect(blocks('# A\n\none\ntwo **three**\n\n- four\n\n  ```\n  >>> 5\n  ```\n')).toMatchObject([
      {
        line: 1,
        children: [
          { line: 3, children: [{ line: 3 }, { line: 4, text: 'three' }] },
          { line: 6, items: [{ line: 6, children: [{ line: 6 }, { line: 9, statements: [{ line: 9 }] }] }] },
        ],
      },
    ]);
  });

  test('shows HTML as the text that it is, and says so', () => {
    const source = 'A <b onclick="x()">word</b>.\n\n<script>\nalert(1)\n</script>\n';
    expect(blocks(source)).toMatchObject([
      { kind: 'paragraph', children: [{ kind: 'text', text: 'A <b onclick="x()">word</b>.' }] },
      { kind: 'unknown', name: 'html', text: '<script>\nalert(1)\n</script>' },
    ]);
    expect(warnings(source)).toEqual([
      '1 error: The HTML <b onclick="x()"> is shown as it stands. Write it in Markdown. If you mean the sign itself, put it between backquotes.',
      '1 warning: The HTML </b> is shown as it stands. Write it in Markdown. If you mean the sign itself, put it between backquotes.',
      '3 warning: This HTML is shown as it stands: lessons hold none. Write it in Markdown, or as code between two lines of three backquotes.',
    ]);
  });

  test.each(['javascript:alert(1)', 'JavaScript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc'])(
    'follows no address such as %s',
    (href) => {
      for (const source of [`[a](${href})`, `![a](${href})`, `<${href}>`])
        expect(JSON.stringify(blocks(source))).not.toContain('"href"');
      expect(warnings(`[a](${href})`)[0]).toMatch(/^1 error: /);
    },
  );

  test('keeps a picture in its folder', () => {
    expect(blocks('![x](../a.png)')).toMatchObject([{ kind: 'paragraph' }]);
    expect(blocks('![x](//evil.test/a.png)')).toMatchObject([{ kind: 'paragraph' }]);
    expect(warnings('![](a.png)')).toEqual([
      '1 warning: The picture “a.png” has no description. Write it between the brackets: ![…].',
    ]);
  });

  test('has tables', () => {
    expect(blocks('| a | b |\n|---|---|\n| 1 | `2` |\n')).toMatchObject([
      {
        kind: 'table',
        head: [{ line: 1, cells: [{}, {}] }],
        rows: [{ line: 3, cells: [{ children: [{ children: [{ text: '1' }] }] }, {}] }],
      },
    ]);
  });

  test('gives each section and code block an id of its own', () => {
    const source = '# A\n\n## A\n\n```\n>>> a\n```\n\n```\n>>> a\n```\n';
    expect(JSON.stringify(blocks(source)).match(/"id":"[^"]*"/g)).toEqual([
      '"id":"a"',
      '"id":"a-2"',
      '"id":"a"',
      '"id":"a-2"',
    ]);
  });

  test('never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      '# ',
      '> ',
      '- ',
      '1. ',
      '```\n',
      '    ',
      '\n',
      '\n\n',
      '*',
      '`',
      '[',
      '](',
      ')',
      '<b>',
      '|',
      '-|-',
      '!',
      '&amp;',
      '\\',
      'word',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const document = compileMarkdown(pieces.join(''));
        expect(document.hidden).toEqual([]);
        JSON.stringify(document);
      }),
    );
  });
});
