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
  'b/lesson.yaml',
  'a.png',
  'lamp/a.png',
  'x/y',
);

const pack = fc
  .record({
    text: source(RST, LAMP_TEXT),
    data: source(YAML, LAMP_DATA),
    others: fc.dictionary(
      path,
      fc.oneof(source(YAML, 'order: [lamp]'), fc.constant(PNG), fc.uint8Array({ maxLength: 40 })),
      { maxKeys: 3 },
    ),
  })
  .map(({ text, data, others }) => lamp({ ...others, 'lamp/lesson.rst': text, 'lamp/lesson.yaml': data }));

const HARMLESS = /^(?:#|https?:\/\/|mailto:|ftp:\/\/)/;

test('no pack makes the compiler throw anything but its own error, or take longer than it may', () => {
  fc.assert(
    fc.property(pack, (files) => {
      const before = performance.now();
      try {
        const { lessons } = compilePack(files, 'a.zip');
        const plain = JSON.stringify(lessons);
        expect(plain).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|"kind":"image"[^}]*"src":"(?:\w+:|\/)/);
        for (const [, href = ''] of plain.matchAll(/"href":"([^"]*)/g)) expect(href).toMatch(HARMLESS);
      } catch (error) {
        expect(error).toBeInstanceOf(PackError);
        if (error instanceof PackError) expect(error.problems.length).toBeGreaterThan(0);
      }
      expect(performance.now() - before).toBeLessThan(PACK_LIMITS.silence);
    }),
    { numRuns: 1500 },
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
};

test.each(Object.entries(LARGE))('%s, as many as fit, are read in time', (_name, [file, piece]) => {
  const large = bytes(piece.repeat(Math.floor((PACK_LIMITS.text - 10) / piece.length)));
  const before = performance.now();
  const files = lamp({ [file === 'index.yaml' ? file : `lamp/${file}`]: large });
  expect(() => compilePack(files, 'a.zip')).toThrow(PackError);
  expect(performance.now() - before).toBeLessThan(PACK_LIMITS.silence);
});
