import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MemoryProbe } from './memory-probe.test-helpers';
import { MemoryFlash } from './node-host';
import { TestBoard } from './test-board.test-helpers';

const fixtures = path.resolve('src/cli/fixtures/interpreter');
const names = readdirSync(fixtures)
  .filter((name) => name.endsWith('.py'))
  .map((name) => name.slice(0, -3));

const corpus = (): MemoryFlash =>
  new MemoryFlash(
    Object.fromEntries(
      names.map((name) => [`/t_${name}.py`, readFileSync(path.join(fixtures, `${name}.py`))]),
    ),
  );

/** What CPython 3 prints, except where the board's own answers differ (see the folder's README). */
const expected = (name: string): string => readFileSync(path.join(fixtures, `${name}.out`), 'utf8');

/** Runs a program of the flash in a namespace of its own, so that it leaves nothing behind. */
async function run(board: TestBoard, name: string): Promise<string> {
  return board.line(
    `exec(open("/t_${name}.py").read()); [globals().pop(k) for k in list(globals()) if k[0]!="_"] and None`,
  );
}

/** Runs a program at the prompt, in its namespace. */
async function execute(board: TestBoard, source: string): Promise<string> {
  await board.session.writeFile('/program.py', Buffer.from(source));
  return board.line('exec(open("/program.py").read())');
}

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

describe('with a collection forced at every allocation, programs print the same', () => {
  let board: TestBoard;
  let probe: MemoryProbe;
  beforeAll(async () => {
    probe = await MemoryProbe.of();
    board = await TestBoard.start(corpus(), probe.build);
    await board.line('import gc; gc.threshold(1); del gc');
  });
  afterAll(async () => {
    board.dispose();
    await probe.dispose();
  });

  test.each(names)('%s', async (name) => {
    const before = probe.collections;
    expect(await run(board, name)).toBe(expected(name));
    expect(probe.collections - before).toBeGreaterThan(500);
  });
});

describe('memory', () => {
  let board: TestBoard;
  let probe: MemoryProbe;
  beforeAll(async () => {
    probe = await MemoryProbe.of();
    board = await TestBoard.start(undefined, probe.build);
  });
  afterAll(async () => {
    board.dispose();
    await probe.dispose();
  });

  test('is the same after 400 MB were made and thrown away inside one statement', async () => {
    const churn = 'n = 0\nwhile n < 410000:\n    n += 1\n    x = bytes(1000)\nprint("churned")\n';
    await execute(board, churn.replace('410000', '20000'));
    await board.start(`${churn}while True:\n    n += 1\n`);
    const before = await probe.measure();
    await board.untilText(/churned\r\n/);
    const after = await probe.measure();
    await board.interrupt();
    expect(after.pages).toBe(before.pages);
    expect(after.heap - before.heap).toBeLessThan(256 * 1024);
  });

  test('ends in MemoryError, and the prompt works after it', async () => {
    expect(await board.line('x = bytearray(60000)')).toMatch(
      /^Traceback[^]*MemoryError: memory allocation failed/,
    );
    const fill = 'def fill():\n    kept = []\n    while True:\n        kept.append(bytes(100))\nfill()\n';
    const filled = await execute(board, fill);
    expect(filled).toMatch(/MemoryError/);
    expect(await board.line('sum(range(10))')).toBe('45\n');
  });

  test('is given to a program as the chip has it', async () => {
    await board.line('import gc');
    await board.line('gc.collect()');
    const free = Number(await board.line('gc.mem_free()'));
    expect(free).toBeGreaterThan(34_000);
    expect(free).toBeLessThan(46_000);
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

describe('between two hooks', () => {
  test('slow calls follow a fast loop without the board going deaf', async () => {
    const probe = await MemoryProbe.of();
    const board = await TestBoard.start(undefined, probe.build);
    try {
      await execute(board, 'x = list(range(500))\nfor i in range(400000): pass\n');
      const before = probe.hooks;
      // A large budget is left over from the fast loop; 60 jumps alone would not use it up.
      await execute(board, 'for i in range(60): y = sorted(x, key=lambda v: -v)\n');
      expect(probe.hooks - before).toBeGreaterThan(4);
    } finally {
      board.dispose();
      await probe.dispose();
    }
  });
});
