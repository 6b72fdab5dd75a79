import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { englishNotice } from './english-notice';
import { MemoryFlash } from './node-host';
import { TestBoard } from './test-board.test-helpers';

/** The last line of what a statement printed. */
const last = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

describe('arguments that make no sense', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
    await board.line('import socket, time, machine, gc, os');
  });
  afterAll(() => board.dispose());
  afterEach(async () => {
    expect(await board.line('1+1')).toBe('2\n');
    expect(board.session.snapshot.fault).toBeNull();
  });

  test.each([
    ["s.connect('x')", "TypeError: object 'str' isn't a tuple or list"],
    ["s.connect(('x', 80))", 'ValueError: invalid arguments'],
    ["s.connect(('1.2.3.4',))", 'ValueError: requested length 2 but object has length 1'],
    ["s.connect(('1.2.3.4', '80'))", "TypeError: can't convert str to int"],
    ['s.connect((5, 80))', "TypeError: can't convert 'int' object to str implicitly"],
    ['s.connect()', 'TypeError: function missing'],
    ['s.bind(80)', "TypeError: object 'int' isn't a tuple or list"],
    ["s.bind(('', None))", "TypeError: can't convert NoneType to int"],
    ["s.bind(('', 10**12))", 'OverflowError: overflow converting long int to machine word'],
    ["s.listen('x')", "TypeError: can't convert str to int"],
    ['s.listen(10**12)', 'OverflowError: overflow converting long int to machine word'],
    ['s.recv(-1)', 'MemoryError: memory allocation failed, allocating 4294967295 bytes'],
    ['s.recv(10**9)', 'MemoryError: memory allocation failed, allocating 1000000001 bytes'],
    ["s.recv('x')", "TypeError: can't convert str to int"],
    ['s.recv(1.5)', "TypeError: can't convert float to int"],
    ['s.read(10**9)', 'MemoryError: memory allocation failed, allocating 1000000001 bytes'],
    ['s.send(5)', 'TypeError: object with buffer protocol required'],
    ['s.send(None)', 'TypeError: object with buffer protocol required'],
    ["s.settimeout('x')", "TypeError: can't convert str to float"],
    ["socket.getaddrinfo('x', 'y')", "TypeError: can't convert str to int"],
    ['socket.getaddrinfo(1, 2)', "TypeError: can't convert 'int' object to str implicitly"],
    ["time.sleep('x')", "TypeError: can't convert str to float"],
    ['time.sleep_ms(None)', "TypeError: can't convert NoneType to int"],
    ['time.sleep_ms(0.5)', "TypeError: can't convert float to int"],
    ["machine.Pin('D4')", 'ValueError: invalid pin'],
    ['machine.Pin(-1)', 'ValueError: invalid pin'],
  ])('%s', async (statement, error) => {
    await board.line('s = socket.socket()');
    const text = await board.line(statement);
    expect(last(text).startsWith(error) || /takes \d positional/.test(last(text)), text).toBe(true);
    expect(text.split('\n').filter((line) => line.startsWith('  File'))).toHaveLength(1);
    await board.line('s.close()');
  });

  test.each(['s.listen(-1)', 's.listen(10**9)', "s.bind(('', 0))", 's.settimeout(-1)', 'time.sleep(-1)'])(
    '%s is taken as the chip takes it',
    async (statement) => {
      await board.line('s = socket.socket()');
      expect(await board.line(statement)).toBe('');
      await board.line('s.close()');
    },
  );

  test('a port out of range is taken as the chip takes it, and the page is told', async () => {
    const notices: string[] = [];
    const end = board.session.onNotice((notice) => notices.push(englishNotice(notice)));
    await board.line("s = socket.socket(); s.bind(('', 70000)); s.listen()");
    await board.until(() => board.session.snapshot.device?.listening.includes(4464) === true);
    end();
    expect(notices).toEqual(['70000 is not a port (0 to 65535): the chip takes it as port 4464.']);
    await board.line('s.close()');
  });
});

describe('start files that make no sense', () => {
  const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

  /** Boots with a `main.py`; gives what was printed before the banner. */
  async function boot(
    files: Readonly<Record<string, Uint8Array>>,
  ): Promise<{ printed: string; board: TestBoard }> {
    const board = await TestBoard.start(new MemoryFlash(files));
    const printed = board.text.slice(0, board.text.indexOf('MicroPython v')).replaceAll('\r\n', '\n');
    return { printed: printed.trimEnd(), board };
  }

  test.each([
    ['without a newline at the end', bytes('print(1)'), /^1$/],
    ['with CR LF', bytes('print(1)\r\nif True:\r\n    print(2)\r\n'), /^1\n2$/],
    ['that is empty', bytes(''), /^$/],
    ['with a line of 100,000 characters', bytes(`x = "${'a'.repeat(100_000)}"\n`), /^MemoryError:/],
    ['with a comment of 100,000 characters', bytes(`#${'a'.repeat(100_000)}\nprint(1)\n`), /^1$/],
    ['with NUL bytes', bytes('print(1)\0\0\nprint(2)\n'), /SyntaxError|^1/],
    ['with bytes that are no UTF-8', bytes('print("\xff\xfe")\n'), /UnicodeError|^\S/],
    [
      'with a byte order mark',
      Buffer.from('\ufeffprint(1)\n'),
      /File \"main.py\", line 1, in <module>\nNameError: /,
    ],
    ['with a name that is no UTF-8', bytes('\xff\xfe = 1\nprint(1)\n'), /^1$/],
    [
      'with a syntax error',
      bytes('x = 1\ndef f(:\n'),
      /File "main.py", line 2\nSyntaxError: invalid syntax$/,
    ],
    [
      'that is random bytes',
      bytes(String.fromCharCode(...Array.from({ length: 999 }, (_, n) => (n * 7919) % 256))),
      /Error/,
    ],
  ])('a main.py %s', async (_, source, expected) => {
    const { printed, board } = await boot({ '/main.py': source });
    try {
      expect(printed).toMatch(expected);
      expect(await board.line('1+1')).toBe('2\n');
      expect(await board.line('import os; os.stat("main.py")[6]')).toBe(`${source.length}\n`);
    } finally {
      board.dispose();
    }
  });

  test('a syntax error in boot.py names file and line, and main.py is not run', async () => {
    const { printed, board } = await boot({
      '/boot.py': bytes('a = 1\nif a\n    pass\n'),
      '/main.py': bytes('print("main")'),
    });
    try {
      expect(printed).toMatch(/File "boot.py", line 2\nSyntaxError: invalid syntax$/);
      expect(printed).not.toContain('main');
      expect(await board.line('1+1')).toBe('2\n');
    } finally {
      board.dispose();
    }
  });

  test('a main.py that never ends gives way to Ctrl-C', async () => {
    const board = TestBoard.boot(
      new MemoryFlash({ '/main.py': bytes('print("begun")\nwhile True:\n    pass\n') }),
    );
    try {
      await board.untilText('begun');
      await board.interrupt();
      expect(board.text).toContain('KeyboardInterrupt');
      expect(await board.line('1+1')).toBe('2\n');
    } finally {
      board.dispose();
    }
  });
});
