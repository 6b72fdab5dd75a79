import { expect, test } from 'vitest';
import { planPaste } from './paste-text';

test('one line is typed as it is, and run when it was copied with its line end', () => {
  expect(planPaste('print(1)', 'prompt')).toEqual({ kind: 'type', text: 'print(1)' });
  expect(planPaste('print(1)\r\n', 'prompt')).toEqual({ kind: 'type', text: 'print(1)\r' });
  expect(planPaste('>>> print(1)\n', 'prompt')).toEqual({ kind: 'type', text: 'print(1)\r' });
});

test('several lines go by paste mode, whatever their line ends', () => {
  expect(planPaste('if x:\r\n    y()\rz()', 'prompt')).toEqual({
    kind: 'program',
    source: 'if x:\n    y()\nz()\n',
  });
});

test('prompts that were copied along are taken out', () => {
  expect(planPaste('>>> import socket', 'prompt')).toEqual({ kind: 'type', text: 'import socket' });
  expect(planPaste('>>> for i in x:\n...     i\n... ', 'prompt')).toEqual({
    kind: 'program',
    source: 'for i in x:\n    i\n',
  });
});

test('a program that reads input, and a paste mode opened by hand, get the text as typed', () => {
  expect(planPaste('a\nb', 'waiting')).toEqual({ kind: 'type', text: 'a\rb' });
  expect(planPaste('def f():\n  pass\n', 'paste')).toEqual({ kind: 'type', text: 'def f():\r  pass\r' });
});

test('nothing pasted is nothing sent', () => {
  expect(planPaste('', 'prompt')).toEqual({ kind: 'nothing' });
});
