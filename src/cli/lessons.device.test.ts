import { describe, expect, test } from 'vitest';
import { readIndex, readLessonFolder } from './lessons/lesson-folders';
import { NODE_BUILD } from '../../tools/node-build';
import { compileFolder } from '../lessons/authoring/compile-folder';
import type { WholeLesson } from '../lessons/lesson-data';
import { checkLesson, type Case } from './lessons/check-lesson';

const FOLDER = 'public/lessons';

async function problems(lesson: WholeLesson, patience?: number): Promise<string[]> {
  const options = {
    ...(patience === undefined ? {} : { patience }),
    build: NODE_BUILD,
    now: () => performance.now(),
    onCase: () => undefined,
  };
  const cases: readonly Case[] = await checkLesson(lesson, options);
  return cases.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`]));
}

describe.concurrent('our lessons keep what they promise', () => {
  test.each(readIndex(FOLDER).slugs)('%s', { timeout: 120_000 }, async (slug) => {
    expect(await problems(readLessonFolder(FOLDER, slug, '.').lesson)).toEqual([]);
  });
});

describe.concurrent('a lesson that does not keep what it promises is found out:', () => {
  const text = 'Sum\n===\n\nTry::\n\n    >>> 1 + 1\n    2\n    >>> [id]\n    [<function>]\n';
  const data = `summary: A sum.
minutes: 1
credit: { text: Us, license: MIT }
panes: [terminal]
steps:
  - id: add
    title: Add
    at: 1-1
    goal: Print five.
    checks:
      - output: { line: '5' }
    solution:
      - type: 2 + 3
    mistakes:
      - when: { output: { line: '6' } }
        say: That is six.
        example:
          - type: 2 * 3
`;
  const lesson = (change: (text: string) => string, changeText = change): WholeLesson =>
    compileFolder({
      slug: 'sum',
      text: { file: 'lesson.rst', source: changeText(text) },
      data: { file: 'lesson.yaml', source: change(data) },
    }).lesson;
  const found = (from: string, to: string): Promise<string[]> =>
    problems(
      lesson((source) => source.replace(from, to)),
      2_000,
    );

  test('as it is, nothing is wrong with it', async () => {
    expect(await problems(lesson((source) => source))).toEqual([]);
  });

  test.each([
    [
      'a solution that does not do its step',
      '2 + 3',
      '2 + 2',
      /^step add: its solution does not do it: check 1/,
    ],
    [
      'a step that is done from the start',
      "output: { line: '5' }",
      'file: { path: none.txt, absent: true }',
      /^step add: it is done before/,
    ],
    [
      'a step that asks for the prompt, which is there',
      "output: { line: '5' }",
      'prompt: back',
      /^step add: it is done before/,
    ],
    [
      'a solution that is taken for a mistake',
      '- type: 2 + 3',
      '- type: 2 * 3\n      - wait: 1\n      - type: 2 + 3',
      /^step add: its own solution is taken for a mistake: “That is six\.”/,
    ],
    [
      'a mistake that is not recognised',
      '2 * 3',
      '2 * 4',
      /^step add, mistake 1: its example is not recognised: nothing was said/,
    ],
    ['a mistake that does the step', '2 * 3', '10 - 5', /^step add, mistake 1: its example does the step/],
    [
      'a text that shows what is not printed',
      '    2\n',
      '    3\n',
      /^text: line 6: 1 \+ 1 prints "2", and the text shows "3"/,
    ],
    [
      'a block that raises',
      '[id]\n    [<function>]\n',
      '[ident]\n',
      /^text: line 6: \[ident\] raises NameError/,
    ],
  ])('%s', { timeout: 60_000 }, async (_name, from, to, expected) => {
    expect(await found(from, to)).toContainEqual(expect.stringMatching(expected));
  });
});
