import { expect, test } from 'vitest';
import { stripPrompts } from './prompts';

test('text without prompts is left alone', () => {
  expect(stripPrompts('import socket\nprint(1 >>> 2)')).toBeNull();
  expect(stripPrompts('')).toBeNull();
  expect(stripPrompts('...')).not.toBeNull();
  expect(stripPrompts('x = ...')).toBeNull();
  expect(stripPrompts('f(\n... ,\n)')).toBeNull();
});

test('prompts go, and with them the line that closed a block', () => {
  expect(stripPrompts('>>> while True:\n...     f()\n...\n')).toBe('while True:\n    f()');
});

test('output between statements goes', () => {
  expect(stripPrompts('>>> 1 + 1\n2\n>>> print("a")\na\n>>> x = 3\n')).toBe('1 + 1\nprint("a")\nx = 3');
});

test('what stood before the first prompt was output too', () => {
  expect(stripPrompts('MicroPython v1.27.0\n>>> import socket')).toBe('import socket');
});

test('a paste that begins inside a block keeps it', () => {
  expect(stripPrompts('...     f()\n... \n')).toBe('    f()\n');
  expect(stripPrompts('...     f()\n>>> g()')).toBe('    f()\ng()');
});

test('prompts that are indented, or copied with Windows line ends, are prompts', () => {
  expect(stripPrompts('    >>> if a:\r\n    ...     f()\r\n')).toBe('if a:\n    f()');
});

test('empty lines in a block stay, empty prompts vanish', () => {
  expect(stripPrompts('>>> def f():\n...     a\n...\n...     b\n...\n>>> \n>>> f()')).toBe(
    'def f():\n    a\n\n    b\nf()',
  );
});

test('an ellipsis in output is output', () => {
  expect(stripPrompts('>>> f()\nline\n... and more\n>>> g()')).toBe('f()\ng()');
});

test('a tab after the prompt is an indentation of four', () => {
  expect(stripPrompts('>>> if a:\n...\tf()')).toBe('if a:\n    f()');
});
