import { expect, test } from 'vitest';
import { consoleLines, pythonTokens } from './python-tokens';

const kinds = (code: string) =>
  pythonTokens(code)
    .filter((token) => token.kind !== 'plain')
    .map((token) => `${token.kind} ${token.text}`);

test('no text is lost', () => {
  const code = 'html = """<p>\n# not a comment\n"""  # one\nx = b"\\"" + 0x1f if True else \'open';
  expect(
    pythonTokens(code)
      .map((token) => token.text)
      .join(''),
  ).toBe(code);
});

test('keywords, strings, numbers and comments are told apart', () => {
  expect(kinds('for i in (0, 2): print("a # b")  # c')).toEqual([
    'keyword for',
    'keyword in',
    'number 0',
    'number 2',
    'string "a # b"',
    'comment # c',
  ]);
});

test('a triple-quoted string goes over lines', () => {
  expect(kinds('a = """x\n"y"\n"""')).toEqual(['string """x\n"y"\n"""']);
});

test('prompts of a console session stand apart, and its output is plain', () => {
  const tokens = consoleLines('>>> if x:\n...     y\nTrue').flat();
  expect(tokens.filter((token) => token.kind === 'prompt').map((token) => token.text)).toEqual([
    '>>> ',
    '... ',
  ]);
  expect(tokens.at(-1)).toEqual({ kind: 'plain', text: 'True' });
});
