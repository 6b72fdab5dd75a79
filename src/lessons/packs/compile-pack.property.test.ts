import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePack } from './compile-pack';
import { PACK_LIMITS } from './limits';
import { PackError } from './pack-error';
import { bytes, lamp, LAMP_DATA, LAMP_TEXT, PNG } from './pack.test-helpers';

/** Pieces of which a hostile data file could be made; `W` becomes a word. */
const YAML = [
  ...LAMP_DATA.split('\n'),
  ...[
    '&a',
    '*a',
    '<<: *a',
    '__proto__: {}',
    'constructor: W',
    '? [W]',
    '- W',
    '- - -',
    '{W: W',
    '[[W',
    '}',
    ']',
  ],
  ...[
    '"\\u202e\\0"',
    "'",
    '|',
    '>-',
    '!!binary W',
    '!<W> W',
    '%YAML 1.1',
    '---',
    '...',
    '# W',
    '\t',
    ' ',
    '\0',
    '\u202e',
  ],
  ...[
    '    files: { main.py: W, boot.py: W }',
    '    network: lossyWifi',
    '  - id: W',
    'panes: [W]',
    'untested: [W]',
  ],
];
const RST = [
  ...LAMP_TEXT.split('\n'),
  ...[
    '.. raw:: html',
    '   <script>',
    '.. image:: a.png',
    '.. image:: //W',
    '`W <javascript:W>`_',
    '.. _W: data:W',
    'W_',
  ],
  ...[
    '<img src=x onerror=W>',
    '.. |W| unicode:: U+202E',
    '|W|',
    '.. include:: /etc/passwd',
    '\u202eW',
    '\ud800',
    '\0',
  ],
];
const MD = [
  ...[
    '# W',
    '## W',
    '- W',
    '1. W',
    '> W',
    '> **Note:** W',
    '```',
    '```python',
    '>>> W',
    '| W | W |',
    '|---|---|',
    '---',
  ],
  ...[
    '<script>W</script>',
    '<b onclick=W>',
    '[W](javascript:W)',
    '![W](//W)',
    '![W](data:W)',
    '[W]: javascript:W',
    '[W]',
  ],
  ...['&#106;avascript:W', '\u202eW', '\0', '\\', '*W **W', '`W', '<W', '<!--', ']]>', '&Tab;', '    W'],
];
const lines = (pieces: readonly string[]) =>
  fc
    .array(fc.tuple(fc.constantFrom('', '', '  ', '    '), fc.constantFrom(...pieces)), { maxLength: 40 })
    .map((parts) =>
      parts.map(([indent, piece], n) => indent + piece.replaceAll('W', `w${n % 7}`)).join('\n'),
    );
const broken = (source: string) =>
  fc
    .array(fc.tuple(fc.nat(source.length), fc.nat(8), fc.string({ unit: 'binary', maxLength: 8 })), {
      maxLength: 6,
    })
    .map((cuts) =>
      cuts.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), source),
    );
const source = (pieces: readonly string[], whole: string) =>
  fc
    .oneof(fc.constant(whole), lines(pieces), broken(whole), fc.string({ unit: 'binary', maxLength: 200 }))
    .map(bytes);
const path = fc.constantFrom(
  'lesson.yaml',
  'lesson.rst',
  'index.yaml',
  'lamp/lesson.de.yaml',
  'lamp/lesson.de.md',
  'b/lesson.yaml',
  'a.png',
  'lamp/a.png',
  'x/y',
);

const pack = fc
  .record({
    text: source(RST, LAMP_TEXT),
    markdown: fc.boolean(),
    more: source(MD, '# The lamp\n\n```\n>>> 6 * 7\n```\n'),
    data: source(YAML, LAMP_DATA),
    others: fc.dictionary(
      path,
      fc.oneof(source(YAML, 'order: [lamp]'), fc.constant(PNG), fc.uint8Array({ maxLength: 40 })),
      { maxKeys: 3 },
    ),
  })
  .map(({ text, markdown, more, data, others }) => {
    const files = lamp({ ...others, 'lamp/lesson.rst': text, 'lamp/lesson.yaml': data });
    if (!markdown) return files;
    files.delete('lamp/lesson.rst');
    return files.set('lamp/lesson.md', more);
  });
/** Milliseconds of work of this process: the machine may have more to do. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const HARMLESS = /^(?:#|https?:\/\/|mailto:|ftp:\/\/)/;

test('no pack makes the compiler throw anything but its own error, or take longer than it may', () => {
  fc.assert(
    fc.property(pack, (files) => {
      const before = cpuTime();
      try {
        const { lessons } = compilePack(files, 'a.zip');
        const plain = JSON.stringify(lessons);
        expect(plain).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|"kind":"image"[^}]*"src":"(?:\w+:|\/)/);
        for (const [, href = ''] of plain.matchAll(/"href":"([^"]*)/g)) expect(href).toMatch(HARMLESS);
      } catch (error) {
        expect(error).toBeInstanceOf(PackError);
        if (error instanceof PackError) expect(error.problems.length).toBeGreaterThan(0);
      }
      expect(cpuTime() - before).toBeLessThan(PACK_LIMITS.silence);
    }),
    { numRuns: 500 },
  );
});

/** As large as files may be, and of what makes a careless reader look at the same again and again. */
const LARGE: Record<string, [file: string, piece: string]> = {
  'lists in lists': ['lesson.yaml', '['],
  'keys in keys': ['lesson.yaml', '{a: '],
  'items in items': ['lesson.yaml', '- '],
  'many keys': ['lesson.yaml', 'a: 1\n'],
  'many aliases': ['lesson.yaml', '&a a: *a\n'],
  'quotes that never end': ['lesson.yaml', '"\\'],
  'many steps': ['lesson.yaml', '- {}\n'],
  directives: ['lesson.yaml', '%YAML 1.2\n'],
  documents: ['lesson.yaml', '---\n'],
  'links that lead to each other': ['lesson.rst', '.. _a: a_\n\na_ b_\n\n'],
  'titles of all kinds': ['lesson.rst', 'a\n=\n\nb\n-\n\n'],
  'notes in notes': ['lesson.rst', '.. note:: '],
  'pictures that are not there': ['lesson.rst', '.. image:: a.png\n\n'],
  'open marks': ['lesson.rst', '*a **b ``c `d |e [f '],
  order: ['index.yaml', '- a\n'],
  'brackets of Markdown': ['lesson.md', '['],
  'pictures of Markdown': ['lesson.md', '![a]('],
  'quotes in quotes': ['lesson.md', '> '],
  'lists in lists of Markdown': ['lesson.md', '- '],
  'open marks of Markdown': ['lesson.md', '*a **b _c ~~d `e <f '],
  'emphasis in emphasis': ['lesson.md', '*a '],
  'back-quotes of all lengths': ['lesson.md', '` `` ``` ```` '],
  'HTML that never ends': ['lesson.md', '<a href="'],
  comments: ['lesson.md', '<!-- '],
  'definitions of links': ['lesson.md', '[a]: b\n\n'],
  'references to links': ['lesson.md', '[a][b] '],
  tables: ['lesson.md', '|a|b|\n|-|-|\n'],
  entities: ['lesson.md', '&amp;&#x;'],
};

test.each(Object.entries(LARGE))('%s, as many as fit, are read in time', (_name, [file, piece]) => {
  const large = bytes(piece.repeat(Math.floor((PACK_LIMITS.text - 10) / piece.length)));
  const before = cpuTime();
  const files = lamp({ [file === 'index.yaml' ? file : `lamp/${file}`]: large });
  if (file === 'lesson.md') files.delete('lamp/lesson.rst');
  expect(() => compilePack(files, 'a.zip')).toThrow(PackError);
  expect(cpuTime() - before).toBeLessThan(PACK_LIMITS.silence);
});
