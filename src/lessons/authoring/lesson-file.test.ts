import { describe, expect, test } from 'vitest';
import { compileFolder } from './compile-folder';
import { LessonError, readLessonFile } from './lesson-file';
import { lessonJsonSchema } from './lesson-schema';

const good = `summary: A lamp.
minutes: 10
credit:
  text: Us
  license: MIT
panes: [board, terminal]
steps:
  - id: light
    title: Light
    at: led-on
    goal: Let it shine.
    checks:
      - pin: { gpio: 2, level: low }
        say: It does not shine yet.
    solution:
      - run: led-on
    mistakes:
      - when: { error: { type: NameError } }
        say: led is not there yet.
        example:
          - type: led.of()
`;
const text = 'Lamp\n====\n\nTry::\n\n    >>> led.on()\n';

const read = (source: string) => readLessonFile(source, 'blink/lesson.yaml').data;
const compile = (source: string) =>
  compileFolder({
    slug: 'blink',
    text: { file: 'blink/lesson.rst', source: text },
    data: { file: 'blink/lesson.yaml', source },
  });
const problems = (source: string): string[] => {
  try {
    compile(source);
    return [];
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return error.message.split('\n');
  }
};

test('a good file is taken, and what is left out has its usual value', () => {
  const data = read(good);
  expect(data.steps[0]).toMatchObject({ id: 'light', hints: [], challenge: false });
  expect(data).toMatchObject({ files: {}, untested: [] });
});

test('the text gives the title, the steps their outline', () => {
  const { lesson } = compile(good);
  expect(lesson.entry).toEqual({ slug: 'blink', title: 'Lamp', summary: 'A lamp.', minutes: 10, steps: 1 });
  expect(lesson.data.outline).toEqual([
    { id: 'light', title: 'Light', at: 'led-on', goal: 'Let it shine.', challenge: false },
  ]);
});

describe('refused by file, line, key and what to do:', () => {
  const changed = (from: string, to: string): string => good.replace(from, to);
  test.each([
    ['an unknown key', `${good}step: 1\n`, '22: step: is not known. Remove it, or correct its name.'],
    ['no summary', changed('summary: A lamp.\n', ''), '1: summary: is missing: it must be a text.'],
    ['a summary of spaces', changed('A lamp.', '" "'), '1: summary: must not be empty.'],
    [
      'a pane that is none',
      changed('[board,', '[bored,'),
      '6: panes[1]: must be one of editor, terminal, board, browser, network.',
    ],
    [
      'an address that runs code',
      changed('license: MIT', 'license: MIT\n  url: javascript:x'),
      '6: credit › url: must be an address that starts with https://.',
    ],
    [
      'a pin that is not brought out',
      changed('gpio: 2', 'gpio: 3'),
      '13: steps[1] › checks[1] › pin › gpio: must be one of 0, 2, 4, 5, 12, 13, 14, 15, 16.',
    ],
    [
      'a check of nothing',
      changed('pin: { gpio: 2, level: low }', 'within: 3'),
      '13: steps[1] › checks[1]: says nothing to check. Add one of output, prompt,',
    ],
    [
      'a check of two things',
      changed('pin: { gpio: 2, level: low }', 'listening: 80\n        prompt: back'),
      '13: steps[1] › checks[1]: checks several things at once (prompt, listening). Put them into `all`.',
    ],
    [
      'a step without checks',
      changed(
        'checks:\n      - pin: { gpio: 2, level: low }\n        say: It does not shine yet.',
        'checks: []',
      ),
      '12: steps[1] › checks: must not be empty.',
    ],
    [
      'a place that the text has not',
      changed('at: led-on', 'at: led-off'),
      '10: the text has no section or code block “led-off”. There are: lamp, led-on.',
    ],
    [
      'a block that the text has not',
      changed('run: led-on', 'run: led-off'),
      '16: the text has no code block “led-off”. There are: led-on.',
    ],
    [
      'a solution that does two things at once',
      changed('- run: led-on', '- run: led-on\n        press: ctrl-c'),
      '16: steps[1] › solution[1]: must be exactly one of run, type,',
    ],
    [
      'a path out of the board',
      `${good}files: { ../x: a }\n`,
      '22: files › ../x: must be a path such as main.py or lib/tool.py.',
    ],
    ['no YAML', `${good}  : [\n`, '23: this is not well-formed YAML:'],
    ['a list', '- 1\n', '1: must hold keys, as `summary: …`.'],
    ['nothing', '# nothing\n', '1: must hold keys, as `summary: …`.'],
  ])('%s', (_name, source, expected) => {
    const [first = 'nothing was refused'] = problems(source);
    expect(first.slice(0, 'blink/lesson.yaml:'.length + expected.length)).toBe(
      `blink/lesson.yaml:${expected}`,
    );
  });

  test('two steps of one name', () => {
    const twice = `${good}${good.slice(good.indexOf('  - id'))}`;
    expect(problems(twice)).toEqual(['blink/lesson.yaml:22: there are two steps “light”. Rename one.']);
  });

  test('all that is wrong at once', () => {
    expect(problems(changed('minutes: 10', 'minutes: ten').replace('gpio: 2', 'gpio: 99'))).toHaveLength(2);
  });
});

describe('of places that begin alike,', () => {
  const twice = `${text}\nAgain\n-----\n\n::\n\n    >>> led.on()\n`;
  const refused = (name: string, source = twice): string => {
    try {
      namedIn(name, source);
      return 'nothing was refused';
    } catch (error) {
      return error instanceof LessonError ? error.message : String(error);
    }
  };
  const namedIn = (name: string, source = twice) => {
    const file = good.replace('at: led-on', `at: ${name}`).replace('run: led-on', `run: ${name}`);
    const { lesson } = compileFolder({
      slug: 'blink',
      text: { file: 'blink/lesson.rst', source },
      data: { file: 'blink/lesson.yaml', source: `${file}untested: [${name}]\n` },
    });
    const [step] = lesson.rest.steps;
    return [lesson.data.outline[0]?.at, step?.solution[0]?.run, ...lesson.untested];
  };

  test('the one that is meant is named with its section', () => {
    expect(namedIn('again/led-on')).toEqual(['led-on-2', 'led-on-2', 'led-on-2']);
    expect(namedIn('lamp/led-on')).toEqual(['led-on', 'led-on', 'led-on']);
  });

  test('a bare name is an error wherever it stands, that says how to name them', () => {
    const what =
      'the text has “led-on” several times, in lines 6, 13. Name the one that is meant: lamp/led-on, again/led-on.';
    expect(refused('led-on').split('\n')).toEqual(
      [10, 16, 22].map((line) => `blink/lesson.yaml:${line}: ${what}`),
    );
  });

  test('their ids, which change with the text, are no names', () => {
    expect(refused('led-on-2')).toContain(
      '10: the text has no section or code block “led-on-2”. There are: lamp, again, lamp/led-on, again/led-on.',
    );
  });

  const sectionWith = (...blocks: readonly string[]): string =>
    ['Lamp\n====\n', ...blocks.map((block) => `.. code-block:: python\n\n    ${block}\n`)].join('\n');

  test('in the same section they are named by more lines, blank ones left out', () => {
    const source = sectionWith('led.on()\n    blink()', 'led.on()\n\n    led.off()');
    expect(refused('lamp/led-on', source)).toContain(
      'in lines 6, 11. Name the one that is meant: led-on-blink, led-on-led-off.',
    );
    expect(namedIn('led-on-led-off', source)[0]).toBe('led-on-2');
    expect(namedIn('lamp/led-on-blink', source)[0]).toBe('led-on');
  });

  test('one that cannot be told from the others is to be changed', () => {
    expect(refused('led-on', sectionWith('led.on()', 'led.on()\n    led.off()'))).toContain(
      'in lines 6, 10, and one of them has no name of its own. Begin it with a comment, or give its section',
    );
  });

  test('sections are named with the one around them', () => {
    const parts = 'Lamp\n====\n\nOne\n---\n\nTry\n~~~\n\nTwo\n---\n\nTry\n~~~\n\n::\n\n    >>> led.on()\n';
    const at = (name: string): string => good.replace('at: led-on', `at: ${name}`);
    const compiled = (name: string) =>
      compileFolder({
        slug: 'blink',
        text: { file: 'blink/lesson.rst', source: parts },
        data: { file: 'blink/lesson.yaml', source: at(name) },
      }).lesson.data.outline[0]?.at;
    expect(() => compiled('try')).toThrow('Name the one that is meant: one/try, two/try.');
    expect(compiled('two/try')).toBe('try-2');
  });

  test('letters of every language are letters of a name', () => {
    expect(namedIn('große/led-on', twice.replace('Again', 'Größe'))[0]).toBe('led-on-2');
  });
});

describe('a file that was made to do harm is an error and no more:', () => {
  test.each([
    [
      'aliases that grow without end',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`,
    ],
    ['brackets in brackets', '['.repeat(200_000)],
    ['maps in maps', '{a: '.repeat(100_000)],
    ['lists in lists', '- '.repeat(200_000)],
    ['keys of keys', '? '.repeat(100_000)],
    ['checks in checks', `${good.slice(0, good.indexOf('      - pin'))}      - ${'{ not: '.repeat(20_000)}`],
    ['more text than anybody writes', 'x'.repeat(600 * 1024)],
    ['a key that is everybody’s', `${good}__proto__: { polluted: 1 }\n`],
    ['a tag that makes something', `${good}x: !!js/function "function () {}"\n`],
  ])('%s', (_name, source) => {
    expect(problems(source).length).toBeGreaterThan(0);
    expect('polluted' in {}).toBe(false);
  });
});

test('the schema for editors names every key and leads back to itself', () => {
  const schema = JSON.stringify(lessonJsonSchema());
  for (const key of ['"summary"', '"checks"', '"closed_by"', '"not_sent"', '"solution"', '"hostsDown"'])
    expect(schema).toContain(key);
  expect(schema).toContain('$ref');
});
