import { describe, expect, test } from 'vitest';
import { findTraceback } from './traceback';

const lines = (...parts: string[]): string => parts.join('\r\n');
const HEAD = 'Traceback (most recent call last):';

describe('the traceback that a statement ended with', () => {
  test('is found before the prompt, with type, message and frames', () => {
    const text = lines(
      'what was printed',
      HEAD,
      '  File "<stdin>", line 1, in <module>',
      '  File "lib/job.py", line 12, in go',
      'OSError: [Errno 98] EADDRINUSE',
      '>>> ',
    );
    expect(findTraceback(text)).toEqual({
      type: 'OSError',
      message: '[Errno 98] EADDRINUSE',
      frames: [
        { file: '<stdin>', line: 1, block: '<module>' },
        { file: 'lib/job.py', line: 12, block: 'go' },
      ],
    });
  });

  test.each([
    ['KeyboardInterrupt: ', 'KeyboardInterrupt', ''],
    ['MemoryError', 'MemoryError', ''],
    ['ValueError: a: b', 'ValueError', 'a: b'],
  ])('may be %j', (last, type, message) => {
    const text = lines(HEAD, '  File "<stdin>", line 1, in <module>', last, '>>> ');
    expect(findTraceback(text)).toMatchObject({ type, message });
  });

  test('may be of a syntax error, whose frame has no block', () => {
    const text = lines(HEAD, '  File "<stdin>", line 3', 'SyntaxError: invalid syntax', '>>> ');
    expect(findTraceback(text)?.frames).toEqual([{ file: '<stdin>', line: 3, block: '<module>' }]);
  });

  test('is found without a prompt, as that of a file is', () => {
    const text = `${HEAD}\n  File "main.py", line 1, in <module>\nZeroDivisionError: divide by zero\n`;
    expect(findTraceback(text)?.type).toBe('ZeroDivisionError');
  });

  test('is the last of several', () => {
    const one = lines(HEAD, '  File "a.py", line 1, in f', 'OSError: 1', '');
    const other = lines(HEAD, '  File "b.py", line 2, in g', 'ValueError: 2', '>>> ');
    expect(findTraceback(one + other)).toMatchObject({ type: 'ValueError', frames: [{ file: 'b.py' }] });
  });

  test('is found when its head was cut off: with the frames that are left', () => {
    const text = lines(
      'ile "<stdin>", line 2, in f',
      ...Array.from({ length: 50 }, () => '  File "<stdin>", line 2, in f'),
      'RuntimeError: maximum recursion depth exceeded',
      '>>> ',
    );
    const found = findTraceback(text, true);
    expect(found).toMatchObject({ type: 'RuntimeError', message: 'maximum recursion depth exceeded' });
    expect(found?.frames).toHaveLength(50);
    expect(findTraceback(text)).toBeUndefined();
  });

  test.each([
    ['nothing', ''],
    ['a prompt', '>>> '],
    [
      'one that a program printed and went on after',
      lines(HEAD, '  File "a.py", line 1, in f', 'OSError: 1', 'handled', '>>> '),
    ],
    ['a head alone', lines(HEAD, '>>> ')],
    ['frames that a program printed', lines('Such lines', '  File "x", line 1, in f', 'done', '')],
  ])('is not there after %s', (_, text) => {
    expect(findTraceback(text)).toBeUndefined();
  });
});
