import { describe, expect, test } from 'vitest';
import { readIndex, readLessonFolder } from './lessons/lesson-folders';
import { NODE_BUILD } from '../../tools/node-build';
import { compileFolder } from '../lessons/authoring/compile-folder';
import { codeBlocks } from '../lessons/every-block';
import type { SolutionAction, WholeLesson } from '../lessons/lesson-data';
import { performActions } from './lessons/actions';
import { begin, checkLesson, type Case } from './lessons/check-lesson';
import { LessonBoard } from './lessons/lesson-board';

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

describe.concurrent('a newcomer at the first lesson is helped out of', () => {
  const { lesson } = readLessonFolder(FOLDER, 'network-tcp', '.');
  const blocks = codeBlocks(lesson.document.children);
  const code = (id: string): string => {
    const block = blocks.find((one) => one.id === id);
    if (block?.kind !== 'python') throw new Error(`no program ${id}`);
    return block.source;
  };
  const broken = (id: string, from: string, to: string): SolutionAction => {
    expect(code(id)).toContain(from);
    return { paste: code(id).replace(from, to) };
  };
  const FETCH: SolutionAction = { type: "http_get('http://micropython.org/ks/test.html')" };
  const READ_ALL =
    "    while True:\n        data = s.recv(100)\n        if data:\n            print(str(data, 'utf8'), end='')\n        else:\n            break\n";
  const VISIT: readonly SolutionAction[] = [
    { wait: { waiting: { call: 'accept', port: 80 } } },
    { open: 'http://192.168.1.42/' },
  ];

  test.each<[string, string, readonly SolutionAction[], string]>([
    [
      'a host of the wrong name',
      'find-the-host',
      [{ run: 'import-socket' }, { type: 'a = socket.getaddrinfo("towel.blinkenlights.org", 23)' }],
      'Compare the name letter by letter',
    ],
    [
      'a request without its last line end',
      'fetch-a-page',
      [broken('def-http-get-url', '\\r\\n\\r\\n', '\\r\\n'), FETCH],
      'Your request has no end',
    ],
    [
      'a socket that is closed before it was read',
      'fetch-a-page',
      [broken('def-http-get-url', READ_ALL, ''), FETCH],
      'closed the socket before the answer was read',
    ],
    [
      'a single recv',
      'fetch-a-page',
      [broken('def-http-get-url', READ_ALL, "    print(str(s.recv(100), 'utf8'))\n"), FETCH],
      'That is the beginning of the page only',
    ],
    [
      'a pin that is mistyped',
      'follow-a-pin',
      [broken('import-machine', '(0, 2, 4,', '(0, 2, 14,'), ...VISIT],
      'no row for Pin(4)',
    ],
  ])('%s, and comes to the end of the step', { timeout: 90_000 }, async (_, id, wrong, words) => {
    const step = lesson.rest.steps.find((one) => one.id === id);
    if (!step) throw new Error(`no step ${id}`);
    const board = await LessonBoard.start({ build: NODE_BUILD, files: lesson.data.files, patience: 20_000 });
    try {
      const before = lesson.rest.steps.slice(0, lesson.rest.steps.indexOf(step));
      board.attend(
        lesson.rest.steps,
        before.map((one) => one.id),
      );
      await begin(board, lesson, step);
      await performActions(board, wrong, blocks);
      const told = (): string | null => board.watch.state(id)?.mistake ?? null;
      await board.until(() => told()?.includes(words) === true, words);
      if (!board.atPrompt) await board.interrupt();
      await performActions(board, step.solution, blocks);
      await board.until(() => board.watch.state(id)?.done === true, 'the end of the step');
      expect(told()).toBeNull();
    } finally {
      board.dispose();
    }
  });
});
