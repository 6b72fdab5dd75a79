import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { squeezePython } from './python-squeeze';

const squeezed = (...lines: string[]): string[] => squeezePython(lines.join('\n')).split('\n');

test('comments and blanks go, lines keep their numbers', () => {
  expect(squeezed('# Head', 'a = 1  # one', '', 'if a:', '    # why', '    b = a + 2')).toEqual([
    '',
    'a=1',
    '',
    'if a:',
    '',
    ' b=a+2',
  ]);
});

test('a block is indented by one space, whatever it was indented by', () => {
  expect(squeezed('def f():', '    if x:', '            return 1', '    return 2', 'f()')).toEqual([
    'def f():',
    ' if x:',
    '  return 1',
    ' return 2',
    'f()',
  ]);
});

test('words stay apart', () => {
  expect(squeezed('from a import b', 'x = y if not -1 in z else lambda *p: "q" "r"')).toEqual([
    'from a import b',
    'x=y if not-1 in z else lambda*p:"q" "r"',
  ]);
});

test('what is in strings stays', () => {
  const strings = [`a='  # x  \\' "'`, `b=b"\\\\"`, `c='''d  #`, `   e"'''`];
  expect(squeezed(...strings.map((line) => line))).toEqual(strings);
});

test('a line that goes on in brackets needs no indentation', () => {
  expect(squeezed('f(', '        a,  # first', '        b=[1,', '  2])', 'g()')).toEqual([
    'f(',
    'a,',
    'b=[1,',
    '2])',
    'g()',
  ]);
});

test('a docstring leaves a statement in its place, a string that is used does not', () => {
  expect(
    squeezed('def f():', '    """Only', '    this."""', 'x = """y"""', '"z".join(', '    "w"', ')'),
  ).toEqual(['def f():', ' 0', '', 'x="""y"""', '"z".join(', '"w"', ')']);
});

test.each([['\tpass'], ['a = "'], ['f((1)']])('what it does not understand is refused: %j', (source) => {
  expect(() => squeezePython(source)).toThrow(SyntaxError);
});

test('our firmware loses a quarter, and no line', () => {
  const folder = join(import.meta.dirname, '../src/interpreter/firmware');
  const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const results = sources.map(squeezePython);
  results.forEach((result, n) => {
    expect(result.split('\n').length).toBe(sources[n]?.split('\n').length);
    expect(squeezePython(result)).toBe(result);
  });
  expect(results.join('').length).toBeLessThan(sources.join('').length * 0.75);
});
