import { expect, test } from 'vitest';
import { compilePack } from './compile-pack';
import { PACK_LIMITS } from './limits';
import { PackError } from './pack-error';
import { bytes, lamp, LAMP_DATA, LAMP_GERMAN, LAMP_GERMAN_TEXT, LAMP_TEXT, PNG } from './pack.test-helpers';

const text = 'lamp/lesson.rst';
const data = 'lamp/lesson.yaml';

function refused(files: ReadonlyMap<string, Uint8Array>): string {
  try {
    compilePack(files, 'lamp.zip');
  } catch (error) {
    expect(error).toBeInstanceOf(PackError);
    return error instanceof PackError ? error.message : '';
  }
  return 'not refused';
}

test('a lesson is one in a folder, at the top, and anywhere in an archive of a repository', () => {
  const slugs = (files: [string, string][], name = 'The Lamp (2).zip') =>
    compilePack(new Map(files.map(([path, of]) => [path, bytes(of)])), name).lessons.map(
      ({ entry }) => entry.slug,
    );
  expect(
    slugs([
      ['lesson.rst', LAMP_TEXT],
      ['lesson.yaml', LAMP_DATA],
    ]),
  ).toEqual(['the-lamp-2']);
  expect(
    slugs(
      [
        ['lesson.rst', LAMP_TEXT],
        ['lesson.yaml', LAMP_DATA],
      ],
      '灯.zip',
    ),
  ).toEqual(['lesson']);
  expect(
    slugs([
      ['r-main/x/lamp/lesson.rst', LAMP_TEXT],
      ['r-main/x/lamp/lesson.yaml', LAMP_DATA],
    ]),
  ).toEqual(['lamp']);
  expect(compilePack(lamp(), 'x').lessons[0]).toMatchObject({
    entry: { title: 'The lamp', steps: 1 },
    data: { slug: 'lamp', credit: { text: 'Written by Ada for class 9b.' } },
    rest: { steps: [{ id: 'light' }] },
    pictures: [],
  });
});

test('the index gives their order, and the one that opens first', () => {
  const folder = (name: string) => ({
    [`${name}/lesson.rst`]: LAMP_TEXT,
    [`${name}/lesson.yaml`]: LAMP_DATA,
  });
  const order = (index?: string) =>
    compilePack(
      lamp({ ...folder('a'), ...folder('b'), ...(index === undefined ? {} : { 'index.yaml': index }) }),
      'x',
    ).lessons.map(({ entry }) => entry.slug);
  expect(order()).toEqual(['a', 'b', 'lamp']);
  expect(order('order: [lamp, b]')).toEqual(['lamp', 'b', 'a']);
  expect(order('opens: b\norder: [lamp]')).toEqual(['b', 'lamp', 'a']);
});

test('pictures come with the lesson that shows them, with the type that they have', () => {
  const shows = `${LAMP_TEXT}\n.. image:: img/one.png\n   :alt: A lamp\n`;
  const [lesson] = compilePack(lamp({ [text]: shows, 'lamp/img/one.png': PNG }), 'x').lessons;
  expect(lesson?.pictures).toEqual([{ path: 'img/one.png', type: 'image/png', bytes: PNG }]);
});

const de = 'lamp/lesson.de.yaml';
const deText = 'lamp/lesson.de.rst';

test('what lies beside a lesson in other languages is read, and checked as the lesson is', () => {
  const german = `${LAMP_GERMAN_TEXT}\n.. image:: de.png\n   :alt: Eine Lampe\n`;
  const files = lamp({
    [de]: LAMP_GERMAN,
    [deText]: german,
    'lamp/de.png': PNG,
    'lamp/lesson.fr.yaml': LAMP_GERMAN,
  });
  const [lesson] = compilePack(files, 'x').lessons;
  expect(lesson?.translations.get('de')).toMatchObject({ title: 'Die Lampe', texts: { Light: 'Licht' } });
  expect(lesson?.translations.get('fr')?.document).toBeNull();
  expect(lesson?.pictures.map(({ path }) => path)).toEqual(['de.png']);
});

const step = (from: string, to: string) => LAMP_DATA.replace(from, to);
const image = (src: string) => `${LAMP_TEXT}\n.. image:: ${src}\n   :alt: A lamp\n`;
const giant = PNG.slice();
new DataView(giant.buffer).setUint32(16, 40_000);
new DataView(giant.buffer).setUint32(20, 40_000);

/** What is in the pack, and what is said of it: always file and line where there is one. */
const HOSTILE: Record<string, [Record<string, string | Uint8Array>, RegExp]> = {
  'raw HTML': [
    { [text]: `${LAMP_TEXT}\n.. raw:: html\n\n   <script>alert(1)</script>\n` },
    /lesson\.rst:9: holds HTML/,
  ],
  'a link that runs a script': [
    { [text]: `${LAMP_TEXT}\n\`Go <javascript:alert(1)>\`_\n` },
    /lesson\.rst:9: The address “javascript:alert\(1\)” is not followed/,
  ],
  'a link that brings its own page': [
    { [text]: `${LAMP_TEXT}\nA link_.\n\n.. _link: data:text/html,<script>alert(1)</script>\n` },
    /lesson\.rst:9: The address “data:text\/html/,
  ],
  'a script in a link of the credit': [
    { [data]: step('license: CC BY 4.0', 'license: MIT, url: "javascript:alert(1)"') },
    /lesson\.yaml:3: credit › url: must be an address/,
  ],
  'a picture of data': [
    { [text]: image('data:image/svg+xml,<svg/onload=alert(1)>') },
    /lesson\.rst:9: The picture “data:/,
  ],
  'a picture with a script': [
    { [text]: image('one.svg'), 'lamp/one.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>' },
    /one\.svg: is no picture that lessons can show/,
  ],
  'a picture that is something else': [
    { [text]: image('one.png'), 'lamp/one.png': '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    /one\.png: is not the kind of picture/,
  ],
  'a picture that unpacks to gigabytes': [
    { [text]: image('one.png'), 'lamp/one.png': giant },
    /40,000 × 40,000 pixels/,
  ],
  'a large picture': [
    { [text]: image('one.png'), 'lamp/one.png': new Uint8Array(PACK_LIMITS.picture + 1) },
    /2 MiB/,
  ],
  'a picture that is not there': [
    { [text]: image('one.png') },
    /lesson\.rst:9: shows the picture “one\.png”/,
  ],
  'aliases of aliases': [
    {
      [data]: `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'.replace(/./g, (name) => {
        const before = String.fromCharCode(name.charCodeAt(0) - 1);
        return `${name}: &${name} [${`*${before},`.repeat(9)}]\n`;
      })}`,
    },
    /lesson\.yaml:1: uses too many aliases/,
  ],
  'lists in lists': [
    { [data]: '['.repeat(100_000) },
    /lesson\.yaml:1: (is nested too deeply|this is not well-formed)/,
  ],
  'keys in keys': [
    { [data]: '{a: '.repeat(25_000) + '}'.repeat(25_000) },
    /lesson\.yaml:1: is nested too deeply/,
  ],
  'an enormous scalar': [
    { [data]: step('A lamp.', 'x'.repeat(100_000)) },
    /lesson\.yaml:1: summary: must be at most 2,000/,
  ],
  'an enormous file': [
    { [data]: `# ${'x'.repeat(150_000)}\n${LAMP_DATA}` },
    /lesson\.yaml: is too long: at most 128 KiB/,
  ],
  'a merge key': [{ [data]: `${LAMP_DATA}<<: { summary: y }\n` }, /lesson\.yaml:12: <<: is not known/],
  'a prototype': [
    { [data]: `${LAMP_DATA}__proto__: { summary: y }\n` },
    /lesson\.yaml:12: __proto__: is not known/,
  ],
  'a prototype further in': [
    { [data]: step('    goal:', '    __proto__: { challenge: true }\n    goal:') },
    /lesson\.yaml:9: steps\[1\] › __proto__: is not known/,
  ],
  'a constructor': [{ [data]: `${LAMP_DATA}constructor: x\n` }, /constructor: is not known/],
  '100,000 steps': [
    { [data]: step('steps:\n', `steps:\n${'  - {id: x}\n'.repeat(100_000)}`) },
    /yaml: is too long/,
  ],
  'as many steps as the file takes': [
    { [data]: LAMP_DATA.replace(/steps:[^]*/, `steps: [${'{},'.repeat(30_000)}]`) },
    /lesson\.yaml:5: steps: must be at most 50 steps/,
  ],
  'a proxy to real hosts': [
    { [data]: `${LAMP_DATA}internet: { proxy: 'wss://evil.example/' }\n` },
    /lesson\.yaml:12: internet: is not known/,
  ],
  'real hosts for a step': [
    { [data]: step('    goal:', '    network: { real: true }\n    goal:') },
    /lesson\.yaml:9: steps\[1\] › network › real: is not known/,
  ],
  'a file beyond the flash': [
    { [data]: step('steps:', "files: { '../../x': y }\nsteps:") },
    /lesson\.yaml:5: files › \.\.\/\.\.\/x: must be a path/,
  ],
  'files without end': [
    {
      [data]: step(
        'steps:',
        `files: { ${Array.from({ length: 3 }, (_, n) => `a${n}: '${'x'.repeat(30_000)}'`).join(', ')} }\nsteps:`,
      ),
    },
    /lesson\.yaml: brings more than 64 KiB/,
  ],
  'an index that leads to another host': [
    { 'index.yaml': 'order: [lamp, "https://evil.example/lesson"]' },
    /index\.yaml:1: order\[2\]: must be the name of a folder/,
  ],
  'an index that leads out': [
    { 'index.yaml': 'order: [../lamp]' },
    /index\.yaml:1: order\[1\]: must be the name/,
  ],
  'an index of something else': [{ 'index.yaml': 'include: x' }, /index\.yaml:1: include: is not known/],
  'an index that is no YAML': [{ 'index.yaml': '}{' }, /index\.yaml:1: this is not well-formed YAML/],
  'bytes that are no text': [{ [text]: Uint8Array.of(65, 10, 0xff, 10) }, /lesson\.rst:2: is not UTF-8/],
  'a NUL byte': [{ [text]: `${LAMP_TEXT}\0` }, /lesson\.rst:8: holds a NUL byte/],
  'checks without number': [
    {
      [data]: step(
        "[{ output: { contains: '42' } }]",
        `[${`{any: [${'{prompt: back},'.repeat(20)}]},`.repeat(20)}]`,
      ).replace(
        'solution',
        'mistakes: [' +
          `{when: {any: [${'{prompt: back},'.repeat(20)}]}, say: x, example: [{run: 6-7}]},`.repeat(10) +
          ']\n    solution',
      ),
    },
    /lesson\.yaml: has more than 500 checks/,
  ],
  'a text of a million parts': [
    { [text]: `${LAMP_TEXT}\n${'*a* '.repeat(20_000)}` },
    /lesson\.rst: has more than 10,000 parts/,
  ],
  'a program without end': [
    { [text]: `${LAMP_TEXT}\nSo::\n\n    ${'a+'.repeat(40_000)}\n` },
    /lesson\.rst: has more than 64 KiB of code/,
  ],
  'a folder that is called otherwise': [
    { 'La mp/lesson.yaml': LAMP_DATA },
    /La mp\/: must have a name of small letters/,
  ],
  'a translation without its sentences': [
    { [deText]: LAMP_GERMAN_TEXT },
    /lesson\.de\.rst:1: has no lesson\.de\.yaml beside it/,
  ],
  'a translation with two texts': [
    { [de]: LAMP_GERMAN, [deText]: LAMP_GERMAN_TEXT, 'lamp/lesson.de.md': '# Die Lampe' },
    /lesson\.de\.md:1: stands beside lesson\.de\.rst/,
  ],
  'a translation into its own language': [
    { 'lamp/lesson.en.yaml': LAMP_GERMAN },
    /lesson\.en\.yaml:1: is in “en”/,
  ],
  'a translation that brings checks of its own': [
    { [de]: `${LAMP_GERMAN}    solution: [{ run: 6-7 }]\n` },
    /lesson\.de\.yaml:7: steps › light › solution: is not known/,
  ],
  'a translation of a step that every object has': [
    { [de]: 'summary: x\nsteps: {}\n', [data]: step('id: light', 'id: constructor') },
    /lesson\.de\.yaml:2: the step “constructor” is missing/,
  ],
  'a translation with HTML': [
    { [de]: LAMP_GERMAN, [deText]: `${LAMP_GERMAN_TEXT}\n.. raw:: html\n\n   <script>` },
    /lesson\.de\.rst:9: holds HTML/,
  ],
  'a translation with a link that runs a script': [
    { [de]: LAMP_GERMAN, [deText]: `${LAMP_GERMAN_TEXT}\n\`Go <javascript:alert(1)>\`_\n` },
    /lesson\.de\.rst:9: The address “javascript:/,
  ],
  'a translation of a million parts': [
    { [de]: LAMP_GERMAN, [deText]: `${LAMP_GERMAN_TEXT}\n${'*a* '.repeat(20_000)}` },
    /lesson\.de\.rst: has more than 10,000 parts/,
  ],
  'translations into every language there could be': [
    Object.fromEntries(
      Array.from({ length: 676 }, (_, n) => {
        const letter = (of: number) => String.fromCharCode(97 + of);
        return [`lamp/lesson.${letter(Math.floor(n / 26))}${letter(n % 26)}.yaml`, LAMP_GERMAN];
      }),
    ),
    /lamp\/lesson\.yaml: has more than 20 translations/,
  ],
  'no text': [{ 'b/lesson.yaml': LAMP_DATA }, /b\/lesson\.yaml: has no text beside it/],
  'lessons in several places': [{ 'a/b/lesson.yaml': LAMP_DATA }, /in several places/],
};

test.each(Object.entries(HOSTILE))('%s is an error and nothing else', (_name, [changes, why]) => {
  expect(refused(lamp(changes))).toMatch(why);
});

const markdown = (source: string): Record<string, string> => ({
  'md/lesson.md': `# The lamp\n\n\`\`\`\n>>> 6 * 7\n\`\`\`\n\n${source}\n`,
  'md/lesson.yaml': LAMP_DATA,
});

test.each<[name: string, source: string, why: RegExp]>([
  ['HTML', '<div>x</div>', /md\/lesson\.md:7: holds HTML/],
  ['a script', '<script>alert(1)</script>', /md\/lesson\.md:7: holds HTML/],
  ['a script in a line', 'So <script>alert(1)</script>.', /md\/lesson\.md:7: The HTML <script>/],
  ['a handler in a line', 'So <b onclick=alert(1)>x</b>.', /md\/lesson\.md:7: The HTML <b onclick/],
  ['a link that runs a script', '[x](javascript:alert(1))', /md\/lesson\.md:7: The address “javascript:/],
  ['such a link in disguise', '[x](&#106;avascript:alert(1))', /md\/lesson\.md:7: The address “/],
  ['a link of data', '<data:text/html,x>', /md\/lesson\.md:7: The address “data:/],
  ['a picture of data', '![x](data:image/png;base64,AAAA)', /md\/lesson\.md:7: The picture “data:/],
  ['a picture with a script', '![x](one.svg)', /md\/lesson\.md:7: shows the picture “one.svg”/],
])('Markdown with %s is an error and nothing else', (_name, source, why) => {
  expect(refused(lamp(markdown(source)))).toMatch(why);
});

test('a lesson in Markdown is one, with its pictures; two texts are one too many', () => {
  const pack = compilePack(lamp({ ...markdown('![A lamp](one.png)'), 'md/one.png': PNG }), 'x');
  expect(pack.lessons[1]).toMatchObject({ entry: { title: 'The lamp' }, pictures: [{ path: 'one.png' }] });
  expect(refused(lamp({ 'lamp/lesson.md': '# x' }))).toMatch(/lesson\.md: stands beside lamp\/lesson\.rst/);
});

test('nothing at all is no lesson', () => {
  expect(refused(new Map())).toMatch(/^lamp\.zip: holds no lesson/);
  expect(refused(new Map([['README.md', bytes('x')]]))).toMatch(/holds no lesson/);
});

test('what cannot be seen is shown as what it is, wherever it comes from', () => {
  const pack = compilePack(
    lamp({
      [text]: `The \u202epmal\n==========\n\n|x| \u2066code\u2069::\n\n    >>> 6 * 7\n\n.. |x| unicode:: U+202E\n`,
      [data]: step('A lamp.', '"A \\u202Epmal \\x1b[2J."').replace(
        'title: Light',
        'title: "\\u2067Light\\uDB40\\uDC41"',
      ),
    }),
    'x',
  );
  const [lesson] = pack.lessons;
  expect(lesson?.entry.title).toBe('The ⟨U+202E⟩pmal');
  expect(lesson?.entry.summary).toBe('A ⟨U+202E⟩pmal ⟨U+001B⟩[2J.');
  expect(lesson?.rest.steps[0]?.title).toBe('⟨U+2067⟩Light⟨U+E0041⟩');
  expect(JSON.stringify(pack)).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u001b]/);
});

test('sentences that are called as parts of objects are translated like others', () => {
  const names = ['__proto__', 'constructor'];
  const said = step('title: Light', `title: ${names[0] ?? ''}`).replace(
    'Let the board print 42.',
    names[1] ?? '',
  );
  const [lesson] = compilePack(lamp({ [data]: said, [de]: LAMP_GERMAN }), 'x').lessons;
  const texts = lesson?.translations.get('de')?.texts ?? {};
  expect(names.map((name) => Object.hasOwn(texts, name))).toEqual([true, true]);
});

test('a tag of YAML makes nothing but a text', () => {
  const [lesson] = compilePack(
    lamp({ [data]: step('A lamp.', '!!js/function "function () {}"') }),
    'x',
  ).lessons;
  expect(lesson?.entry.summary).toBe('function () {}');
});

test('many problems are told up to a number, each of a length that can be read', () => {
  const steps = Array.from({ length: 40 }, (_, n) => `  - { ${'x'.repeat(900)}${n}: 1, y: 2 }\n`).join('');
  const told = refused(lamp({ [data]: LAMP_DATA.replace(/steps:[\s\S]*/, `steps:\n${steps}`) })).split('\n');
  expect(told).toHaveLength(PACK_LIMITS.problems + 1);
  expect(told.at(-1)).toMatch(/There are \d+ more problems/);
  for (const line of told) expect(line.length).toBeLessThan(700);
});

test('a picture at another host is not loaded: it stands there as text, and the author is told', () => {
  const { lessons, remarks } = compilePack(
    lamp({ [text]: image('https://evil.example/track.png?who=me') }),
    'x',
  );
  expect(JSON.stringify(lessons)).not.toContain('"kind":"image"');
  expect(remarks[0]).toMatchObject({ file: text, line: 9 });
});
