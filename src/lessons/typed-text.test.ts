import { expect, test } from 'vitest';
import { statementsOf, typedLines } from './typed-text';

test('a statement begins at the margin', () => {
  expect(
    statementsOf('import a\nfor x in a:\n    f(x)\n\n    g(x)\nelse:\n    h()\ny = f(\n    1,\n)\n\nz\n'),
  ).toEqual([
    ['import a'],
    ['for x in a:', '    f(x)', '', '    g(x)', 'else:', '    h()'],
    ['y = f(', '    1,', ')', ''],
    ['z'],
  ]);
  expect(statementsOf('@a\ndef f():\n    pass')).toEqual([['@a', 'def f():', '    pass']]);
});

test('prompts divide what has them', () => {
  expect(statementsOf('>>> if a:\n...     f()\n...\n>>> b')).toEqual([['if a:', '    f()'], ['b']]);
});

test('it is typed as the prompt wants it', () => {
  expect(typedLines('for x in a:\n    f(x)\ny')).toEqual(['for x in a:', 'f(x)', '', '', '', 'y']);
  expect(typedLines('')).toEqual([]);
});
