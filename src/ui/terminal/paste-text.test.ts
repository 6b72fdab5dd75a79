import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PastePlan, planPaste } from './paste-text';

test('one line is typed as it is, and run when it was copied with its line end', () => {
  expect(planPaste('print(1)', 'prompt')).toEqual({ kind: 'type', text: 'print(1)', hint: null });
  expect(planPaste('print(1)\r\n', 'prompt')).toEqual({ kind: 'type', text: 'print(1)\r', hint: null });
  expect(planPaste('>>> print(1)\n', 'prompt')).toEqual({ kind: 'type', text: 'print(1)\r', hint: null });
});

test('several lines go by paste mode, whatever their line ends', () => {
  expect(planPaste('if x:\r\n    y()\rz()', 'prompt')).toEqual({
    kind: 'program',
    source: 'if x:\n    y()\nz()\n',
    hint: null,
  });
});

test('prompts that were copied along are taken out', () => {
  expect(planPaste('>>> import socket', 'prompt')).toEqual({
    kind: 'type',
    text: 'import socket',
    hint: null,
  });
  expect(planPaste('>>> for i in x:\n...     i\n... ', 'prompt')).toEqual({
    kind: 'program',
    source: 'for i in x:\n    i\n',
    hint: null,
  });
});

test('a program that reads input, and a paste mode opened by hand, get the text as typed', () => {
  expect(planPaste('a\nb', 'waiting')).toEqual({ kind: 'type', text: 'a\rb', hint: null });
  expect(planPaste('def f():\n  pass\n', 'paste')).toEqual({
    kind: 'type',
    text: 'def f():\r  pass\r',
    hint: null,
  });
});

test('nothing pasted is nothing sent', () => {
  expect(planPaste('', 'prompt')).toEqual({ kind: 'nothing' });
});

/** With the hint as it is read. */
const said = (plan: PastePlan): object =>
  plan.kind === 'nothing' ? plan : { ...plan, hint: plan.hint?.() ?? null };

describe('what is no text', () => {
  const left = (count: string): string =>
    `${count} left out of what you pasted: the board would take them for keys.`;

  test.each([
    [
      'Ctrl-C, Ctrl-D and Ctrl-E',
      'a = 1\x03\nb\x04 = 2\x05\n',
      'a = 1\nb = 2\n',
      '3 control characters were',
    ],
    [
      'marks of bracketed paste',
      '\x1b[200~a = 1\nb = 2\x1b[201~\n',
      'a = 1\nb = 2\n',
      '2 control characters were',
    ],
    ['colours', '\x1b[1;31ma\x1b[0m = 1\nb\n', 'a = 1\nb\n', '2 control characters were'],
    ['a lone Escape', 'a\x1b = 1\nb\n', 'a = 1\nb\n', '1 control character was'],
    ['NUL bytes, DEL and C1 controls', 'a\0 = 1\x7f\nb\x9b\n', 'a = 1\nb\n', '3 control characters were'],
    ['half a character', 'a = "\ud83d"\nb\n', 'a = ""\nb\n', '1 control character was'],
  ])('is left out and told of: %s', (_, text, source, count) => {
    expect(said(planPaste(text, 'prompt'))).toEqual({ kind: 'program', source, hint: left(count) });
  });

  test('is left out of what is typed, too', () => {
    expect(said(planPaste('yes\x03\n', 'waiting'))).toEqual({
      kind: 'type',
      text: 'yes\r',
      hint: left('1 control character was'),
    });
    expect(planPaste('\x03\x04\0', 'prompt')).toEqual({ kind: 'nothing' });
  });

  test('a byte order mark goes without a word', () => {
    expect(planPaste('\ufeffa = 1\n', 'prompt')).toEqual({ kind: 'type', text: 'a = 1\r', hint: null });
  });
});

test('tabs stay in a program; on one line at the prompt, where they would complete, they are four spaces', () => {
  expect(planPaste('if x:\n\ty()\n', 'prompt')).toMatchObject({ source: 'if x:\n\ty()\n', hint: null });
  expect(planPaste('a =\t1', 'prompt')).toEqual({ kind: 'type', text: 'a =    1', hint: null });
});

test('other letters than ASCII go by paste mode; a part of a line, which cannot, is told of', () => {
  expect(planPaste("print('é 🙂')\n", 'prompt')).toEqual({
    kind: 'program',
    source: "print('é 🙂')\n",
    hint: null,
  });
  const part = planPaste("'é'", 'prompt');
  expect(part).toMatchObject({ kind: 'type', text: "'é'" });
  expect(said(part)).toHaveProperty('hint', expect.stringMatching(/plain ASCII only/));
});

test('nothing that is pasted brings a key of the board with it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('prompt', 'waiting', 'paste'),
      (text, activity) => {
        const plan = planPaste(text, activity);
        const sent = plan.kind === 'nothing' ? '' : plan.kind === 'type' ? plan.text : plan.source;
        expect(sent).not.toMatch(/(?![\t\n\r])\p{Cc}/u);
      },
    ),
  );
});
