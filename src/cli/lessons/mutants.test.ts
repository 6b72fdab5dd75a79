import { describe, expect, test } from 'vitest';
import { stepOf } from '../../lessons/steps/scripted-board.test-helpers';
import { edits, mutantsOf, sample } from './mutants';

const texts = (source: string): string[] => edits(source).map(({ text }) => text);

describe('a program is broken in one place at a time:', () => {
  test.each([
    ['a line is left out', 'a()\nb()\n', 'b()\n'],
    ['two lines change places', 'a()\nb()\n', 'b()\na()\n'],
    ['a number is one more', 's.bind(80)\n', 's.bind(81)\n'],
    ['a text lacks its end', "f('ab')\n", "f('a')\n"],
    ['line ends are gone', "f(b'x\\r\\n')\n", "f(b'x')\n"],
    ['a call has another name', 's.close()\n', 's.closes()\n'],
    ['the only line of a block does nothing', 'while 1:\n    a()\nb()\n', 'while 1:\n    pass\nb()\n'],
  ])('%s', (_, source, broken) => {
    expect(texts(source)).toContain(broken);
  });

  test('lines do not change places with empty ones', () => {
    expect(texts('a()\n\nb()\n')).toEqual(['\nb()\n', 'a()\n\n']);
  });

  test('and is never the same after it', () => {
    const source =
      "import socket\ns = socket.socket()\ns.bind(('', 80))\n\n# 80\nwhile True:\n    s.send(b'a\\r\\n')\n";
    for (const text of texts(source)) expect(text).not.toBe(source);
    expect(new Set(texts(source)).size).toBe(texts(source).length);
  });
});

test('every action of a solution is left out once, but what only waits', () => {
  const step = stepOf(
    { prompt: 'back' },
    { solution: [{ press: 'ctrl-c' }, { wait: 1 }, { wire: { gpio: 4, to: '3v3' } }] },
  );
  expect(mutantsOf(step, []).map(({ name, solution }) => [name, solution.length])).toEqual([
    ['action 1: reset instead of ctrl-c', 3],
    ['action 1: press is left out', 2],
    ['action 3: another pin is wired', 3],
    ['action 3: wire is left out', 2],
  ]);
});

test('a sample is from all over', () => {
  const all = Array.from({ length: 101 }, (_, at) => at);
  expect(sample(all, 5, () => true)).toEqual([0, 25, 50, 75, 100]);
  expect(sample([1, 2], 5, () => true)).toEqual([1, 2]);
});

test('a sample takes the next one for one that is not fit, each of them once', () => {
  const all = Array.from({ length: 101 }, (_, at) => at);
  expect(sample(all, 5, (one) => one !== 0 && one !== 100)).toEqual([1, 25, 50, 75, 2]);
});
