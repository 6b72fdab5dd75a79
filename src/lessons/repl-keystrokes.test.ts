import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { canBeTyped, replKeystrokes } from './repl-keystrokes';

/** The package brings no types; a name that is no literal keeps the compiler from asking for them. */
const STOCK = '@micropython/micropython-webassembly-pyscript/micropython.mjs' as string;

interface StockModule {
  loadMicroPython: (options: {
    stdout: (bytes: Uint8Array) => void;
    linebuffer: boolean;
  }) => Promise<StockRepl>;
}

interface StockRepl {
  replInit(): void;
  replProcessChar(char: number): number;
}

/** The stock build's friendly prompt: the same C code as on the board. */
class RealPrompt {
  #output = '';
  #repl: StockRepl | undefined;

  async start(): Promise<void> {
    const decoder = new TextDecoder();
    const { loadMicroPython } = (await import(STOCK)) as StockModule;
    const stdout = (bytes: Uint8Array) => {
      this.#output += decoder.decode(bytes);
    };
    this.#repl = await loadMicroPython({ stdout, linebuffer: false });
    this.#repl.replInit();
  }

  /** Types at a fresh prompt and gives what the terminal shows. */
  type(keys: string): string {
    this.#send('\x03');
    this.#output = '';
    this.#send(keys);
    return this.#output;
  }

  #send(keys: string): void {
    for (const key of keys) this.#repl?.replProcessChar(key.charCodeAt(0));
  }
}

const prompt = new RealPrompt();
beforeAll(() => prompt.start());

describe('the keys of a statement', () => {
  test('one line is itself and Enter', () => {
    expect(replKeystrokes(['import socket'])).toBe('import socket\r');
  });

  test('nothing is no key', () => {
    expect(replKeystrokes([])).toBe('');
    expect(replKeystrokes(['', '  '])).toBe('');
  });

  test('continuation lines lose the indentation that the prompt supplies, and three Enters run the block', () => {
    const lines = ['while True:', '    data = s.recv(500)', "    print(str(data, 'utf8'), end='')"];
    expect(replKeystrokes([...lines, ''])).toBe(
      "while True:\rdata = s.recv(500)\rprint(str(data, 'utf8'), end='')\r\r\r\r",
    );
  });

  test('nested blocks indent by themselves and a dedent is one DELETE per level', () => {
    expect(replKeystrokes(['for i in a:', '    if i:', '        f()', '    g()'])).toBe(
      'for i in a:\rif i:\rf()\r\x7fg()\r\r\r\r',
    );
    expect(replKeystrokes(['if a:', '    if b:', '        f()', 'else:', '    g()'])).toBe(
      'if a:\rif b:\rf()\r\x7f\x7felse:\rg()\r\r\r\r',
    );
  });

  test('a block on one line needs one more Enter only', () => {
    expect(replKeystrokes(['if a: f()'])).toBe('if a: f()\r\r');
  });

  test('a decorator is followed by a line at the margin', () => {
    expect(replKeystrokes(['@d', 'def f():', '    pass'])).toBe('@d\rdef f():\rpass\r\r\r\r');
  });

  test('indentation of two takes the offered four back first', () => {
    expect(replKeystrokes(['if a:', '  f()', '  g()'])).toBe('if a:\r\x7f  f()\r  g()\r\r');
  });

  test('inside brackets the text keeps its columns', () => {
    expect(replKeystrokes(['f(1,', '  2,', '      3)'])).toBe('f(1,\r  2,\r      3)\r');
  });

  test('a leading tab is typed as spaces', () => {
    expect(replKeystrokes(['if a:', '\tf()'])).toBe('if a:\r\x7f        f()\r\r\r\r');
  });

  test('an empty line inside a block does not run it early', () => {
    expect(replKeystrokes(['if a:', '    f()', '', 'else:', '    g()'])).toBe(
      'if a:\rf()\r\r\x7felse:\rg()\r\r\r\r',
    );
  });
});

describe('the real prompt, given the keys,', () => {
  test.each([
    [
      'runs nested blocks',
      ['for i in (1, 2):', '    if i > 1:', '        print("b")', '    print("a")'],
      'a\nb\na\n',
    ],
    [
      'runs else after a dedent of two',
      ['if 0:', '    if 1:', '        pass', 'else:', '    print(7)'],
      '7\n',
    ],
    [
      'keeps a string of several lines exact',
      ['print(repr("""a', '    b', 'c', '', '  d"""))'],
      "'a\\n    b\\nc\\n\\n  d'\n",
    ],
    [
      'keeps it exact inside a block',
      ['if 1:', '    print(repr("""a', 'b', '', '', '', '     c"""))'],
      "'a\\nb\\n\\n\\n\\n     c'\n",
    ],
    ['runs brackets over lines', ['print([1,', '       2,', '', ']', ')'], '[1, 2]\n'],
    ['goes over a backslash', ['print(1 + \\', '      2)'], '3\n'],
    [
      'takes comments at any column',
      ['if 1:', '    print(1)', '# here', '        # there', '    print(2)'],
      '1\n2\n',
    ],
    [
      'takes many empty lines in a block',
      ['if 1:', '    print(1)', '', '', '', '', '    print(2)'],
      '1\n2\n',
    ],
    ['takes tabs for indentation', ['for i in (1,):', '\tif i:', '\t\tprint(1)', '\tprint(2)'], '1\n2\n'],
    ['takes a decorator', ['@print', 'class A:', '    pass'], "<class 'A'>\n"],
  ])('%s', (_name, lines, output) => {
    expect(canBeTyped(lines)).toBe(true);
    const shown = prompt.type(replKeystrokes(lines));
    expect(shown.slice(-output.length - 6)).toBe(`\r\n${output}>>> `);
  });

  test('has every line of any program of blocks exactly as it was, and runs it with the last key', () => {
    const line = fc.constantFrom(
      'x = 1',
      'if x:',
      'def f(a):',
      'x = """',
      '"""',
      '(',
      ')',
      '# it',
      'y = [',
      ']',
      '',
      '@d',
    );
    const indent = fc.constantFrom('', '  ', '    ', '      ', '        ', '             ');
    const statement = fc.array(
      fc.tuple(indent, line).map((parts) => parts.join('')),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(statement, (lines) => {
        const keys = replKeystrokes(lines);
        if (keys === '' || !canBeTyped(lines)) return;
        const shown = replay(prompt.type(keys.replace(/\r$/, '')));
        const expected = [lines.find((l) => l.trim() !== '')?.trimStart(), ...rest(lines)].filter(
          (l) => l?.trim() !== '',
        );
        expect(shown.filter((l) => l.trim() !== '')).toEqual(expected);
        expect(prompt.type(keys)).toMatch(/>>> $/);
      }),
      { numRuns: 2000 },
    );
  });

  test('agrees on whether more lines are wanted', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      "'",
      '"',
      "'''",
      '"""',
      '\\',
      '#',
      'if',
      'a',
      ' ',
      '@',
      ':',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        const code = pieces.join('').trimStart();
        if (code === '') return;
        const wantsMore = /\.\.\. *$/.test(prompt.type(`${code}\r`));
        expect(replKeystrokes([code]) !== `${code}\r`).toBe(wantsMore);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('what cannot be typed is known', () => {
  test.each([
    ['letters outside ASCII', ['print("é")']],
    ['a tab inside a line', ['x =\t1']],
    ['a bracket in a comment', ['x = 1 # (']],
    ["an apostrophe in a comment that hides the prompt's open bracket", ["f( # it's", '1)']],
    ['two statements in one', ['x = 1', 'y = 2']],
  ])('%s', (_name, lines) => {
    expect(canBeTyped(lines)).toBe(false);
  });
});

/** The lines that the student sees at the prompt after all echo and erasing. */
function replay(shown: string): string[] {
  const rows = [''];
  let column = 4;
  rows[0] = '>>> ';
  for (let i = 0; i < shown.length; i++) {
    const row = rows.at(-1) ?? '';
    if (shown.startsWith('\r\n', i)) {
      rows.push('');
      column = 0;
      i++;
    } else if (shown.startsWith('\x1b[K', i)) {
      rows[rows.length - 1] = row.slice(0, column);
      i += 2;
    } else if (shown.startsWith('\x1b[', i)) {
      const move = /^\x1b\[(\d+)D/.exec(shown.slice(i));
      column -= Number(move?.[1]);
      i += (move?.[0].length ?? 1) - 1;
    } else if (shown[i] === '\b') column--;
    else {
      rows[rows.length - 1] = row.slice(0, column) + (shown[i] ?? '') + row.slice(column + 1);
      column++;
    }
  }
  return rows.map((row) => row.slice(4));
}

function rest(lines: readonly string[]): readonly string[] {
  return lines.slice(lines.findIndex((l) => l.trim() !== '') + 1);
}
