import { describe, expect, test } from 'vitest';
import { complaintText } from '../words/complaint';
import { compileLesson } from './compile';
import type { Block, Inline } from './model';

const children = (source: string) => compileLesson(source).children;

/** Short form of a model: the kind of a block, then what tells it from others of its kind. */
function brief(blocks: readonly Block[]): unknown[] {
  return blocks.map((b) => {
    switch (b.kind) {
      case 'section':
        return [b.kind, b.id, ...brief(b.children)];
      case 'paragraph':
        return words(b.children);
      case 'bullet-list':
      case 'enumerated-list':
        return [b.kind, ...b.items.map((item) => brief(item.children))];
      case 'definition-list':
        return [b.kind, ...b.items.map((item) => [words(item.term), ...brief(item.children)])];
      case 'field-list':
        return [b.kind, ...b.items.map((item) => [words(item.name), ...brief(item.children)])];
      case 'line-block':
        return [b.kind, ...b.lines.map((line) => [line.indent, words(line.children)])];
      case 'quote':
      case 'footnote':
        return [b.kind, ...brief(b.children)];
      case 'admonition':
        return [b.type, ...(b.title === null ? [] : [words(b.title)]), ...brief(b.children)];
      case 'console':
      case 'python':
      case 'plain':
        return [b.kind, b.copy];
      case 'image':
        return [b.kind, b.src, b.alt, ...brief(b.caption)];
      case 'table':
        return [
          b.kind,
          ...[b.head, b.rows].map((rows) => rows.map((row) => row.cells.map((c) => brief(c.children)))),
        ];
      case 'anchor':
        return [b.kind, b.id];
      case 'transition':
        return [b.kind];
      case 'preformatted':
        return [b.kind, b.text];
      case 'unknown':
        return [b.kind, b.name, b.text];
    }
  });
}

const words = (inlines: readonly Inline[]) => inlines.map((i) => i.text).join('');
const shape = (source: string) => brief(children(source));

/** A paragraph's nodes; their lines have a test of their own. */
function inlines(source: string): unknown[] {
  const [paragraph] = children(source);
  if (paragraph?.kind !== 'paragraph') throw new Error('no paragraph');
  return paragraph.children.map((node) => ({ ...node, line: undefined }));
}

const todo = (source: string) =>
  compileLesson(source).diagnostics.map((d) => `${d.severity} ${d.line}: ${complaintText(d.what)}`);

describe('sections', () => {
  test('nest by the order in which their styles appear; an overline makes another style', () => {
    expect(shape('====\nBook\n====\n\nA\n====\n\nB\n----\n\nx\n\nA\n====\n')).toEqual([
      ['section', 'book', ['section', 'a', ['section', 'b', 'x']], ['section', 'a-2']],
    ]);
  });

  test('a skipped level is an error that says so', () => {
    expect(todo('A\n=====\n\nB\n-----\n\nC\n=====\n\nD\n~~~~~\n')).toEqual([
      'error 10: The title “D” skips a level. Underline it as the other titles of its level are underlined.',
    ]);
  });

  test('a short underline is a title with a warning, a very short one is text', () => {
    expect(todo('A title\n====\n')).toEqual([
      'warning 1: The line at the title “A title” is shorter than the title. Make it as long as the title.',
    ]);
    expect(shape('A title\n==\n')).toEqual(['A title\n==']);
  });

  test('references to titles and targets lead there', () => {
    const source = 'See `The end`_ and :ref:`there <place>` and place_.\n\n.. _place:\n\nThe end\n=======\n';
    expect(inlines(source).filter((i) => (i as Inline).kind === 'link')).toEqual([
      { kind: 'link', text: 'The end', href: '#the-end' },
      { kind: 'link', text: 'there', href: '#place' },
      { kind: 'link', text: 'place', href: '#place' },
    ]);
    expect(shape(source)).toContainEqual(['anchor', 'place']);
  });
});

describe('inline markup', () => {
  test.each<[string, unknown[]]>([
    [
      '*a b* **c** ``d``',
      [
        { kind: 'emphasis', text: 'a b' },
        { kind: 'text', text: ' ' },
        { kind: 'strong', text: 'c' },
        { kind: 'text', text: ' ' },
        { kind: 'code', text: 'd', role: null },
      ],
    ],
    [
      '2 * 3 * 4, a*b*c, **kwargs, snake_case_',
      [{ kind: 'text', text: '2 * 3 * 4, a*b*c, **kwargs, snake_case_' }],
    ],
    [
      ':class:`~machine.Pin` :mod:`socket` :meth:`x <a.x>`',
      [
        { kind: 'code', text: 'Pin', role: 'class' },
        { kind: 'text', text: ' ' },
        { kind: 'code', text: 'socket', role: 'mod' },
        { kind: 'text', text: ' ' },
        { kind: 'code', text: 'x', role: 'meth' },
      ],
    ],
    [':ref:`title <nowhere>`', [{ kind: 'text', text: 'title' }]],
    [
      '`docs <https://docs.micropython.org>`_',
      [{ kind: 'link', text: 'docs', href: 'https://docs.micropython.org' }],
    ],
    [
      '(https://a.b/c_d), x',
      [
        { kind: 'text', text: '(' },
        { kind: 'link', text: 'https://a.b/c_d', href: 'https://a.b/c_d' },
        { kind: 'text', text: '), x' },
      ],
    ],
    ['a\\*b\\ c \\\\', [{ kind: 'text', text: 'a*bc \\' }]],
    ['``a\\n``', [{ kind: 'code', text: 'a\\n', role: null }]],
    [
      '``__init__`` __init__',
      [
        { kind: 'code', text: '__init__', role: null },
        { kind: 'text', text: ' __init__' },
      ],
    ],
  ])('%s', (source, expected) => {
    expect(inlines(source)).toEqual(expected);
  });

  test('an address that could run code is text, and an error', () => {
    for (const href of [
      'javascript:alert(1)',
      'JaVaScRiPt:x',
      'data:text/html,x',
      'vbscript:x',
      '//evil',
      '/x',
    ])
      expect(inlines(`\`a <${href}>\`_`)).toEqual([{ kind: 'text', text: `a <${href}>` }]);
    expect(todo('a_\n\n.. _a: javascript:x')).toEqual([
      'error 1: The address “javascript:x” is not followed. Use an address that starts with https://, http://, ftp:// or mailto:.',
    ]);
  });

  test('footnotes lead to their text, substitutions are put in', () => {
    const source = 'a [1]_ |v|\n\n.. [1] note\n.. |v| replace:: 1.27\n';
    expect(inlines(source)).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'link', text: '[1]', href: '#footnote-1' },
      { kind: 'text', text: ' ' },
      { kind: 'text', text: '1.27' },
    ]);
    expect(shape(source)).toContainEqual(['footnote', 'note']);
  });

  test('each node knows its own line', () => {
    const [paragraph] = children('a\nb *c*\nd ``e``');
    expect(paragraph?.kind === 'paragraph' ? paragraph.children.map((i) => i.line) : []).toEqual([
      1, 2, 2, 3,
    ]);
  });
});

describe('lists', () => {
  test('nest, and hold paragraphs and code', () => {
    expect(shape('- a\n\n  more\n\n  - b\n- c::\n\n      >>> x\n\nend')).toEqual([
      ['bullet-list', ['a', 'more', ['bullet-list', ['b']]], ['c:', ['console', 'x']]],
      'end',
    ]);
  });

  test('are numbered in digits, letters, Roman numerals or by themselves', () => {
    const lists = children('3. a\n4. b\n\nx\n\na) a\nb) b\n\nx\n\n(i) a\n(ii) b\n\nx\n\n#. a\n#. b\n');
    expect(
      lists.flatMap((b) => (b.kind === 'enumerated-list' ? [[b.style, b.start, b.items.length]] : [])),
    ).toEqual([
      ['arabic', 3, 2],
      ['lower-alpha', 1, 2],
      ['lower-roman', 1, 2],
      ['arabic', 1, 2],
    ]);
  });

  test('a sentence that begins with a number is a sentence', () => {
    expect(shape('1. May was\nwarm.')).toEqual(['1. May was\nwarm.']);
  });

  test('code keeps its own indentation inside an item', () => {
    expect(shape('1. Do::\n\n    if a:\n        b\n\n2. Then\n')).toEqual([
      ['enumerated-list', ['Do:', ['plain', 'if a:\n    b']], ['Then']],
    ]);
  });

  test('definitions, fields and lines', () => {
    expect(shape('term\n  what it is\nother\n  x\n\n:Author: me\n:Long: a\n  b\n\n| one\n|   two\n')).toEqual(
      [
        ['definition-list', ['term', 'what it is'], ['other', 'x']],
        ['field-list', ['Author', 'me'], ['Long', 'a\nb']],
        ['line-block', [0, 'one'], [2, 'two']],
      ],
    );
  });
});

describe('code', () => {
  test('a console block is statements with their output', () => {
    const [, block] = children(
      'x::\n\n    >>> 1 + 1\n    2\n\n    >>> if a:\n    ...     b()  # doctest: +SKIP\n    ...\n    ok\n',
    );
    expect(block).toMatchObject({
      kind: 'console',
      line: 3,
      label: '1 + 1',
      id: '1-1',
      copy: '1 + 1\nif a:\n    b()',
      typed: ['1 + 1', 'if a:', 'b()', '', '', ''],
      statements: [
        { line: 3, lines: ['1 + 1'], output: ['2'] },
        { line: 6, lines: ['if a:', '    b()'], output: ['ok'] },
      ],
    });
  });

  test('what cannot be typed is to be pasted', () => {
    expect(children('>>> print("é")')[0]).toMatchObject({
      kind: 'console',
      run: 'paste',
      copy: 'print("é")',
    });
  });

  test('python keeps its relative indentation and empty lines', () => {
    expect(
      children(
        '.. code-block:: python\n   :caption: main.py\n   :linenos:\n\n     if a:\n\n         b\n\nx',
      )[0],
    ).toMatchObject({
      kind: 'python',
      source: 'if a:\n\n    b\n',
      caption: 'main.py',
      line: 5,
    });
  });

  test('`highlight` says what blocks without a language are', () => {
    expect(shape('a::\n\n  x\n\n.. highlight:: python3\n\nb::\n\n  y\n')).toEqual([
      'a:',
      ['plain', 'x'],
      'b:',
      ['python', 'y'],
    ]);
  });

  test('another language is shown only, prompts or not', () => {
    expect(shape('.. code-block:: bash\n\n    $ ls\n')).toEqual([['plain', '$ ls']]);
    expect(shape('.. code-block:: text\n\n    >>> x\n')).toEqual([['plain', '>>> x']]);
    expect(shape('.. code-block:: python\n\n    >>> x\n')).toEqual([['console', 'x']]);
  });

  test('`::` alone, glued code, and prompts at the margin', () => {
    expect(shape('::\n\n  x\n')).toEqual([['plain', 'x']]);
    expect(shape('Try::\n    >>> x\n')).toEqual(['Try:', ['console', 'x']]);
    expect(shape('Try::\n\n>>> x\n1\n\nend')).toEqual(['Try:', ['console', 'x'], 'end']);
    expect(todo('Try::\n\nend')).toEqual([
      'warning 1: No indented block follows after “::”. Indent the code by four spaces, or end the paragraph with one colon.',
    ]);
  });

  test('ids are made from the first line and are unique', () => {
    const ids = children('>>> f(1)\n\n>>> f(1)\n\n>>> ---\n').map((b) => (b.kind === 'console' ? b.id : ''));
    expect(ids).toEqual(['f-1', 'f-1-2', 'code']);
  });
});

describe('doc-test marks', () => {
  test('are not shown, between paragraphs, glued to one, or before a literal block', () => {
    const source =
      '.. skip: start\n\nOne.\n.. skip: end\n\nb::\n.. skip: next\n\n    >>> x\n\nend\n\n.. skip: if(True)\n    kept\n';
    expect(shape(source)).toEqual(['One.', 'b:', ['console', 'x'], 'end', ['quote', 'kept']]);
  });

  test('a mark hides nothing but itself', () => {
    expect(shape('.. skip: start\n\n    >>> x\n')).toEqual([['quote', ['console', 'x']]]);
  });
});

describe('directives', () => {
  test('admonitions hold blocks, on their first line or below', () => {
    expect(
      shape(
        '.. note:: a\n   b\n\n   - c\n\n.. warning::\n\n   d\n\n.. admonition:: T\n\n   e\n\n.. versionadded:: 1.9 f\n',
      ),
    ).toEqual([
      ['note', 'a\nb', ['bullet-list', ['c']]],
      ['warning', 'd'],
      ['topic', 'T', 'e'],
      ['version', 'New in version 1.9', 'f'],
    ]);
  });

  test('an unknown one is shown with all its text', () => {
    const source = '.. raw:: html\n   :x: y\n\n   <script>\n     a\n\nend';
    expect(shape(source)).toEqual([
      ['unknown', 'raw', '.. raw:: html\n   :x: y\n\n   <script>\n     a'],
      'end',
    ]);
    expect(todo(source)).toEqual([
      'warning 1: The directive “raw” is shown as it stands. Use a directive that lessons know, or plain text.',
    ]);
  });

  test('pictures stay in the lesson’s folder', () => {
    expect(shape('.. figure:: img/a.png\n   :alt: a board\n\n   Look.\n')).toEqual([
      ['image', 'img/a.png', 'a board', 'Look.'],
    ]);
    for (const src of ['../a.png', '/a.png', 'https://x/a.png', 'a\\b.png', 'javascript:x'])
      expect(children(`.. image:: ${src}\n`)[0]?.kind).toBe('unknown');
  });

  test('comments are dropped; one that was meant as a directive is reported', () => {
    expect(shape('.. a\n   b\n\n..\n\n   c\n')).toEqual([['quote', 'c']]);
    expect(todo('.. note: a')).toEqual([
      'warning 1: “.. note:” is a comment, so it is not shown. Write “.. note::” with two colons.',
    ]);
  });

  test('one glued to a paragraph is reported', () => {
    expect(todo('a\n.. note:: b')).toEqual([
      'warning 2: “.. note:: b” is part of the paragraph above it. Put an empty line before it.',
    ]);
  });
});

describe('tables', () => {
  test('grid', () => {
    expect(shape('+---+----+\n| a | b  |\n+===+====+\n| 1 | -x |\n|   | y  |\n+---+----+\n')).toEqual([
      ['table', [[['a'], ['b']]], [[['1'], ['-x\ny']]]],
    ]);
  });

  test('simple, with text beyond the last column and a second line in a cell', () => {
    expect(
      shape('===  ====\nPin  Use\n===  ====\n0    flash button\n2    LED\n     blue\n===  ====\n\nend'),
    ).toEqual([
      [
        'table',
        [[['Pin'], ['Use']]],
        [
          [['0'], ['flash button']],
          [['2'], ['LED\nblue']],
        ],
      ],
      'end',
    ]);
  });

  test('one with merged cells keeps its looks', () => {
    const table = '+---+---+\n| a     |\n+---+---+\n| 1 | 2 |\n+---+---+';
    expect(shape(table)).toEqual([['preformatted', table]]);
    expect(shape('===  ===\na    b\n--------\n1    2\n===  ===\n')[0]).toEqual([
      'preformatted',
      expect.stringContaining('--------'),
    ]);
  });
});

test('Windows line ends, a byte order mark and tabs in front make no difference', () => {
  expect(shape('\uFEFFA\r\n=\r\n\r\nTry::\r\n\r\n\tx\r\n')).toEqual([
    ['section', 'a', 'Try:', ['plain', 'x']],
  ]);
});

test('a line across separates', () => {
  expect(shape('a\n\n----\n\nb')).toEqual(['a', ['transition'], 'b']);
});
