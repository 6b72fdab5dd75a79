import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corpus, execute, expected, names, run } from './interpreter-programs.test-helpers';
import { MemoryFlash } from './node-host';
import { TestBoard } from './test-board.test-helpers';

describe('programs print what Python prints', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start(corpus());
  });
  afterAll(() => board.dispose());

  test.each(names)('%s', async (name) => {
    expect(await run(board, name)).toBe(expected(name));
  });
});

describe('recursion that goes too deep', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
  });
  afterAll(() => board.dispose());

  const nested = (make: string): string =>
    `    a = ${make}\n    for i in range(500):\n        a = ${make.replace(/\]|\)|\}/, 'a$&')}\n`;
  test.each([
    ['of a function', 'def f(n):\n    return f(n + 1)\ndef t():\n    f(0)\n'],
    ['of a key function', 'def f(n):\n    return sorted([2, 1], key=f)\ndef t():\n    f(0)\n'],
    ['of a generator', 'def g():\n    yield from g()\ndef t():\n    list(g())\n'],
    ['of a constructor', 'class A:\n    def __init__(self):\n        A()\ndef t():\n    A()\n'],
    [
      'of __repr__',
      'class A:\n    def __repr__(self):\n        return "%r" % A()\ndef t():\n    repr(A())\n',
    ],
    [
      'of __getattr__',
      'class A:\n    def __getattr__(self, n):\n        return self.b\ndef t():\n    A().b\n',
    ],
    ['of exec', 'def t():\n    exec("t()")\n'],
    ['in repr of nested lists', `def t():\n${nested('[]')}    repr(a)\n`],
    [
      'in == of nested tuples',
      'def t():\n    a = b = ()\n    for i in range(450):\n        a = (a,)\n        b = (b,)\n    a == b\n',
    ],
    [
      'in hash of nested tuples',
      'def t():\n    a = ()\n    for i in range(900):\n        a = (a,)\n    hash(a)\n',
    ],
    ['in json.dumps', `def t():\n    import json\n${nested('[]')}    json.dumps(a)\n`],
    [
      'in printing what json.loads gave',
      'def t():\n    import json\n    str(json.loads("[" * 400 + "]" * 400))\n',
    ],
    ['in re.match', 'def t():\n    import re\n    re.match("(a|b)*c", "ab" * 900)\n'],
    [
      'in nested iterators',
      'def t():\n    a = iter([1])\n    for i in range(600):\n        a = map(abs, a)\n    list(a)\n',
    ],
  ])('%s gives RuntimeError, and the prompt works after it', async (_, source) => {
    await execute(board, source);
    for (let round = 0; round < 2; round++) {
      expect(await board.line('t()')).toMatch(/RuntimeError: maximum recursion depth exceeded\n$/);
    }
    expect(await board.line('del t; 1+1')).toBe('2\n');
  });

  test.each([
    ['brackets', 'eval("(" * 400 + ")" * 400)'],
    ['signs', 'eval("-" * 3000 + "1")'],
    ['groups of a pattern', '__import__("re").compile("(" * 500 + ")" * 500)'],
    ['a long sort', 'sorted(str(n * 7919 % 701) for n in range(400))[0]'],
  ])('of the parser and others ends in an exception or a result: %s', async (_, line) => {
    await board.line(line);
    expect(await board.line('1+1')).toBe('2\n');
  });
});

describe('a traceback', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start(
      new MemoryFlash({ '/job.py': Buffer.from('import socket\ndef go():\n    socket.socket().recv(1)\n') }),
    );
  });
  afterAll(() => board.dispose());

  test("shows the student's frames and none of the firmware's", async () => {
    const text = await board.line('import job; job.go()');
    expect(text.split('\n').slice(0, -2)).toEqual([
      'Traceback (most recent call last):',
      '  File "<stdin>", line 1, in <module>',
      '  File "job.py", line 3, in go',
    ]);
    expect(text).toMatch(/\nOSError: [^\n]*ENOTCONN\n$/);
  });

  test.each([
    ['time.sleep("x")', 'TypeError'],
    ['machine.Pin(99)', 'ValueError'],
    ['socket.getaddrinfo("x", "y")', 'TypeError'],
    ['socket.socket().connect(("192.168.1.42", 9))', 'OSError'],
    ['input.x', 'AttributeError'],
  ])('of %s has one frame', async (line, type) => {
    await board.line('import time, machine, socket');
    const text = await board.line(line);
    expect(text.split('\n').filter((part) => part.startsWith('  File'))).toEqual([
      '  File "<stdin>", line 1, in <module>',
    ]);
    expect(text).toMatch(new RegExp(`\n${type}[^\n]*\n$`));
  });
});
