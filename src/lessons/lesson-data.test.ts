import { expect, test } from 'vitest';
import { LessonDataError, parseLessonData } from './lesson-data';

const good = {
  slug: 'blink',
  summary: 'A lamp.',
  credit: { text: 'Us', license: 'MIT', url: 'https://example.org/' },
  files: { 'main.py': '# start\n', 'lib/tool.py': '' },
  panes: ['board', 'terminal'],
};

const parse = (data: unknown) => parseLessonData(JSON.stringify(data), 'blink/lesson.json', 'blink');

test('a good file is taken as it is', () => {
  expect(parse(good)).toEqual(good);
});

test.each([
  [
    'an unknown key',
    { ...good, step: 1 },
    /^blink\/lesson\.json: “step”: is not known\. Remove it, or use one of slug,/,
  ],
  ['another slug than the folder', { ...good, slug: 'blonk' }, /“slug”: must be the folder's name, blink\./],
  ['no summary', { ...good, summary: undefined }, /“summary”: is missing\. Add it\./],
  ['an empty summary', { ...good, summary: ' ' }, /“summary”: must be a text that is not empty\./],
  ['no license', { ...good, credit: { ...good.credit, license: 1 } }, /“credit\.license”: must be a text/],
  [
    'an address that runs code',
    { ...good, credit: { ...good.credit, url: 'javascript:x' } },
    /“credit\.url”: write an address/,
  ],
  ['no main.py', { ...good, files: {} }, /“files\.main\.py”: is missing\./],
  [
    'a path out of the board',
    { ...good, files: { 'main.py': '', '../x': '' } },
    /“files\.\.\.\/x”: use a path such as/,
  ],
  ['a file that is no text', { ...good, files: { 'main.py': 1 } }, /“files\.main\.py”: must be a text\./],
  [
    'a pane that is none',
    { ...good, panes: ['bored'] },
    /“panes”: "bored" is no pane\. Use editor, terminal,/,
  ],
  ['a pane twice', { ...good, panes: ['board', 'board'] }, /“panes”: names a pane twice\./],
  ['a list', [good], /lesson\.json: must be an object/],
])('%s is refused by file, key and what to do', (_name, data, message) => {
  expect(() => parse(data)).toThrow(LessonDataError);
  expect(() => parse(data)).toThrow(message);
});

test('what is not JSON is refused by file', () => {
  expect(() => parseLessonData('{', 'blink/lesson.json', 'blink')).toThrow(
    /^blink\/lesson\.json: is not JSON \(.+\)\. Correct it\./,
  );
});
