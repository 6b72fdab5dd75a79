import { expect, test } from 'vitest';
import { FileRefused, type FileRefusal } from '../../session/file-refused';
import { fileProblem } from './file-problem';

const cases: [FileRefusal, string][] = [
  [{ reason: 'impossible name', path: '/a//b' }, 'cannot have a file called “lib/a.py”'],
  [{ reason: 'name too long', path: 'nnn' }, 'is too long a name: the board takes 255 bytes'],
  [{ reason: 'is a directory', path: '/lib/a.py' }, '“lib/a.py” is a directory on the board'],
  [
    { reason: 'not a directory', path: '/lib' },
    '“lib” is a file on the board, so there can be nothing below it',
  ],
  [{ reason: 'not empty', path: '/lib/a.py' }, 'Remove what is in it first.'],
  [{ reason: 'full', neededBytes: 8192, freeBytes: 0 }, 'lib/a.py needs 8,192 bytes and 0 bytes are free'],
  [{ reason: 'busy' }, 'The board is busy and has not taken'],
];

test.each(cases)('%o is said in a sentence', (refusal, sentence) => {
  expect(fileProblem(new FileRefused('/lib/a.py', refusal))).toContain(sentence);
});

test('what else goes wrong says so itself', () => {
  expect(fileProblem(new Error('No such luck.'))).toBe('No such luck.');
});
