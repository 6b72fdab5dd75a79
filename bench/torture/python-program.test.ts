import { describe, expect, test } from 'vitest';
import { pythonProgram } from './python-program';
import { Random } from '../../src/shared/random';

const programs = Array.from({ length: 500 }, (_, n) => pythonProgram(Random.at(5, n)));
const all = programs.join('\n');

const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;

describe('a random program', () => {
  test('is the same for the same choices', () => {
    expect(pythonProgram(Random.at(5, 123))).toBe(programs[123]);
    expect(new Set(programs).size).toBeGreaterThan(490);
  });

  test('has a deeper block after every colon at the end of a line, and nowhere else', () => {
    for (const program of programs.slice(0, 100)) {
      const lines = program.split('\n');
      for (const [index, line] of lines.entries()) {
        const next = lines[index + 1];
        if (line.endsWith(':')) expect(next, program).toMatch(new RegExp(`^ {${indentOf(line) + 4}}\\S`));
        else if (next !== undefined) expect(indentOf(next), program).toBeLessThanOrEqual(indentOf(line));
      }
    }
  });

  test.each([
    'def f(',
    'yield from',
    'class A(list):',
    '__del__(self)',
    'except KeyboardInterrupt',
    'finally:',
    'lambda',
    'while True:',
    'socket.socket()',
    "'towel.blinkenlights.nl'",
    "open('",
    'os.ilistdir',
    'machine.Pin',
    'json.loads',
    're.match',
    'struct.pack',
    'micropython.schedule',
    'return r(n + 1)',
    'bytearray(3',
    'import m;',
    'input(',
    'SOCK_DGRAM',
    'machine.Timer',
    '.irq(lambda',
    'asyncio.start_server',
    'asyncio.gather',
    'select.poll()',
  ])('may have %s', (piece) => {
    expect(all).toContain(piece);
  });

  test('calls no function that could call it: it would not end by itself', () => {
    for (const program of programs) {
      const [, body = ''] = /def f\([^]*?\n((?: {4}[^]*?\n)*)/.exec(program) ?? [];
      expect(body).not.toMatch(/\b[fgh]\(\)/);
    }
  });

  test('has at most one part that only Ctrl-C ends, and that is its last', () => {
    for (const program of programs) {
      const at = program.indexOf('\nwhile True');
      if (at >= 0) expect(program.slice(at + 1).split('\n').length, program).toBeLessThan(5);
    }
  });

  test('leaves no place of a call unfilled', () => {
    expect(all).not.toMatch(/\$[npfb]/);
  });
});
