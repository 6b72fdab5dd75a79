import { describe, expect, test } from 'vitest';
import { compileFolder } from './compile-folder';
import { LessonError, problemLine } from './lesson-file';
import { compileTranslation } from './translation';

const TEXT = 'Lesson\n======\n\nStop it\n-------\n\nRun this::\n\n    >>> 1 + 1\n    2\n';
const DATA = `
summary: A lesson.
minutes: 5
credit: { text: Me., license: MIT }
panes: [terminal]
steps:
  - id: sum
    title: Add
    at: stop-it
    goal: Add one and one.
    checks: [{ all: [{ output: { line: '2' } }], say: Not yet. }]
    hints: [Type it.]
    solution: [{ run: 1-1 }]
    mistakes:
      - when: { output: { line: '3' } }
        say: Too much.
        example: [{ type: 1 + 2 }]
`;
const { lesson } = compileFolder({
  slug: 'sums',
  text: { file: 'lesson.rst', source: TEXT },
  data: { file: 'lesson.yaml', source: DATA },
});

const GERMAN_TEXT = TEXT.replace('Lesson\n======', 'Lektion\n=======')
  .replace('Stop it\n-------', 'Halt an\n-------')
  .replace('Run this', 'Führ das aus');
const STEP =
  'title: Addiere, goal: Addiere eins und eins., hints: [Tipp es.], checks: [Noch nicht.], mistakes: [Zu viel.]';
const german = (steps: string, text: string | null = GERMAN_TEXT) =>
  compileTranslation(lesson, {
    text: text === null ? null : { file: 'lesson.de.rst', source: text },
    data: { file: 'lesson.de.yaml', source: `summary: Eine Lektion.\nsteps:\n${steps}` },
  });
const problems = (translate: () => unknown): readonly string[] => {
  try {
    translate();
    return [];
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return error.problems.map(problemLine);
  }
};

test('a translation has the sentences of the steps, and its places have the ids of the original', () => {
  const { title, summary, document, texts } = german(`  sum: { ${STEP} }`);
  expect([title, summary]).toEqual(['Lektion', 'Eine Lektion.']);
  expect(texts).toEqual({
    Add: 'Addiere',
    'Add one and one.': 'Addiere eins und eins.',
    'Type it.': 'Tipp es.',
    'Not yet.': 'Noch nicht.',
    'Too much.': 'Zu viel.',
  });
  expect(JSON.stringify(document?.children)).toContain('"id":"stop-it"');
  expect(german(`  sum: { ${STEP} }`, null)).toMatchObject({ title: 'Lesson', document: null });
});

describe('what does not go with the lesson is an error with file and line', () => {
  test.each([
    ['a step that is missing', '  {}', null, 'lesson.de.yaml:2: the step “sum” is missing. Translate it.'],
    [
      'a step that is not there',
      `  sum: { ${STEP} }\n  more: { ${STEP} }`,
      null,
      'lesson.de.yaml:4: the lesson has no step “more”. Remove it.',
    ],
    [
      'a hint too few',
      `  sum: { ${STEP.replace('[Tipp es.]', '[]')} }`,
      null,
      'lesson.de.yaml:3: hints has 0 texts, lesson.yaml has 1.',
    ],
    [
      'other code',
      `  sum: { ${STEP} }`,
      GERMAN_TEXT.replace('1 + 1', '1 + 2'),
      'lesson.de.rst:9: here the code block “1 + 1” must stand, as in the original.',
    ],
    [
      'another section',
      `  sum: { ${STEP} }`,
      `${GERMAN_TEXT}\nMehr\n----\n\nText.\n`,
      'lesson.de.rst:1: has 3 sections and 1 code blocks, the original has 2 and 1.',
    ],
  ])('%s', (_, steps, text, problem) => {
    expect(problems(() => german(steps, text))).toEqual([problem]);
  });
});
