import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MemoryFlash } from './node-host';
import { TestBoard } from './test-board.test-helpers';

/** The chip's heap in bytes (reference/esp8266 §5, gc). */
const CHIP_HEAP = 38_016;

/** What is free at a prompt with nothing but `gc` imported. */
const free = async (board: TestBoard): Promise<number> => {
  await board.line('import gc; gc.collect()');
  return Number(await board.line('gc.mem_free()'));
};

describe("the heap is the chip's", () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
  });
  afterAll(() => board.dispose());

  test('as large, at the prompt and inside a program', async () => {
    await board.line('import gc, micropython');
    expect(await board.line('gc.mem_alloc() + gc.mem_free()')).toBe(`${CHIP_HEAP}\n`);
    await board.program(
      'def f():\n    x = [bytes(n) for n in range(100)]\n    return gc.mem_alloc(), gc.mem_free()',
    );
    expect(await board.line('sum(f())')).toBe(`${CHIP_HEAP}\n`);
  });

  test('as free after a start', async () => {
    board.type('\x04');
    await board.until(() => board.atPrompt && board.session.snapshot.device?.boot === 2);
    const left = await free(board);
    expect(left).toBeGreaterThan(35_000);
    expect(left).toBeLessThan(36_000);
  });

  test('used up by as much as a program takes', async () => {
    await board.line('gc.collect(); before = gc.mem_alloc(); x = bytearray(1600)');
    const taken = Number(await board.line('gc.collect(); gc.mem_alloc() - before'));
    // A block or two may be found free only now.
    expect(taken).toBeGreaterThanOrEqual(1600 - 64);
    expect(taken).toBeLessThan(1600 + 200);
    await board.line('del x');
  });

  test('collected at a quarter of it, which a program may change', async () => {
    expect(await board.line('gc.threshold()')).toBe('9504\n');
    await board.line('gc.threshold(1000)');
    expect(await board.line('gc.threshold()')).toBe('992\n');
    await board.line('gc.threshold(-1)');
    expect(await board.line('gc.threshold()')).toBe('-1\n');
    await board.line('gc.threshold(9504)');
  });

  test('one piece at a fresh prompt, but for what the start keeps', async () => {
    await free(board);
    expect(await board.line('x = bytearray(33000)')).toBe('');
    expect(await board.line('del x; gc.collect()')).toBe('');
  });

  test('told by micropython.mem_info()', async () => {
    await board.line('import micropython');
    const text = await board.line('micropython.mem_info()');
    const told =
      /^stack: (\d+) out of 8192\nGC: total: 38016, used: (\d+), free: (\d+)\n No\. of 1-blocks: \d+, 2-blocks: \d+, max blk sz: \d+, max free sz: (\d+)\n$/.exec(
        text,
      );
    const [stack = 0, used = 0, unused = 0, largest = 0] = (told?.slice(1) ?? []).map(Number);
    expect(used + unused).toBe(CHIP_HEAP);
    expect(stack).toBeGreaterThan(1_900);
    expect(stack).toBeLessThan(2_300);
    // In blocks of 16 bytes, and close to all that is free.
    expect(largest * 16).toBeGreaterThan(unused - 1_500);
  });

  test('drawn by micropython.mem_info(1), block by block', async () => {
    await board.line('big = bytearray(64 * 16 * 3)');
    const [, , , title, ...lines] = (await board.line('micropython.mem_info(1)')).trimEnd().split('\n');
    expect(title).toMatch(/^GC memory layout; from [0-9a-f]+:$/);
    const blocks = lines.map((line) => /^ +\((\d+) lines all free\)$/.exec(line)?.[1] ?? line);
    const count = blocks.reduce(
      (sum, line) => sum + (/^\d+$/.test(line) ? Number(line) * 64 : line.slice('00000000: '.length).length),
      0,
    );
    expect(count).toBe(CHIP_HEAP / 16);
    expect(lines.join('\n')).toContain('='.repeat(64));
    await board.line('del big');
  });

  test('as is the stack, of which recursion takes', async () => {
    await board.program('def deep(n):\n    return micropython.stack_use() if n == 0 else deep(n - 1)');
    const flat = Number(await board.line('deep(0)'));
    const deep = Number(await board.line('deep(20)'));
    expect(deep).toBeGreaterThan(flat + 500);
    expect(deep).toBeLessThan(8_192);
  });

  test('and so are the names that the program interned, none of them the firmware’s', async () => {
    await board.line('a_name_of_mine = 1');
    expect(await board.line('micropython.qstr_info()')).toMatch(
      /^qstr pool: n_pool=\d, n_qstr=\d+, n_str_data_bytes=\d+, n_total_bytes=\d+\n$/,
    );
    const list = await board.line('micropython.qstr_info(1)');
    expect(list).toContain('\nQ(a_name_of_mine)\n');
    expect(list).not.toMatch(/fw_|heap_used/);
  });
});

describe('memory that is the firmware’s own', () => {
  let board: TestBoard;
  beforeEach(async () => {
    board = await TestBoard.start();
  });
  afterEach(() => board.dispose());

  test('holds what a program puts into it', async () => {
    await board.line('import gc, sys; sys.argv.append(bytearray(range(200)))');
    await board.line('gc.collect(); x = [bytes(200) for _ in range(50)]');
    expect(await board.line('sum(sys.argv[-1])')).toBe(`${(199 * 200) / 2}\n`);
  });

  test('holds nothing any more when the firmware has let go of it', async () => {
    const before = await free(board);
    // What `sys.argv` holds lies in the firmware's memory until there is too much of it.
    await board.line('import sys; sys.argv.append(bytearray(20_000))');
    await board.program('for n in range(100):\n    sys.argv.append(n)');
    await board.line('sys.argv.clear()');
    expect(before - (await free(board))).toBeLessThan(4_000);
  });
});

test('the place for names grows by doubling from that of twenty, as on the chip', async () => {
  const board = await TestBoard.start();
  const source = `
import gc
def grow(count):
    last = gc.mem_free()
    steps = []
    for i in range(count):
        exec('n%d=1' % i, {})
        gc.collect()
        free = gc.mem_free()
        if last - free > 200:
            steps.append(last - free)
        last = free
    print(len(steps), 304 <= steps[0] <= 304 + 144, 584 <= steps[1] <= 584 + 144)
grow(130)
`;
  // Places for 40 and 80 names take 24 + 7 bytes for each; 128 bytes for their text, and a block, may be due at the same time.
  expect(await board.program(source)).toBe('2 True True\n');
  board.dispose();
});

describe('a program that runs out of memory', () => {
  let board: TestBoard;
  let before: number;
  beforeAll(async () => {
    const modules = {
      '/hungry.py': 'x = bytearray(50000)\n',
      '/large.py': 'def f():\n    return 1\n' + 'x = [1, 2, 3, "abc"]\n'.repeat(4_000),
    };
    const files = Object.entries(modules).map(([name, source]) => [name, Buffer.from(source)] as const);
    board = await TestBoard.start(new MemoryFlash(Object.fromEntries(files)));
    await board.line('import gc, sys, socket, machine, micropython');
    // Names once interned stay, and so does the console's history of eight lines.
    await board.program(PROGRAM);
    await board.line(FORGET);
    before = await free(board);
  });
  afterAll(() => board.dispose());

  /** Without a text when there is no room for that either, as on the chip. */
  const FAILED = /\nMemoryError: (memory allocation failed, allocating \d+ bytes)?\n$/;

  test.each([
    ['with one block', 'bytearray(40000)', /allocating 40000 bytes/],
    ['with a string', "'x' * 40000", /allocating 40001 bytes/],
    ['with a list that grows', 'grow()', /allocating \d+ bytes/],
    ['with many small objects', 'chain()', /in <module>\n/],
    ['with a string that grows', 'concat()', /allocating \d+ bytes/],
    ['with a dictionary', 'table()', /allocating \d+ bytes/],
    ['in the body of a class', 'body()', /allocating 50000 bytes/],
    ['in an except handler', 'handler()', /allocating 50000 bytes/],
    ['in a finally', 'final()', /allocating 50000 bytes/],
    ['in a generator', 'list(gen())', /allocating 50000 bytes/],
    ['in __repr__ while it is printed', 'print(Repr())', /allocating 50000 bytes/],
    ['in an import', 'import hungry', /allocating 50000 bytes/],
    ['while a module is compiled', 'import large', /allocating \d+ bytes/],
    ['while a long source is compiled', "exec('x = [1, 2, 3]\\n' * 1500)", /allocating \d+ bytes/],
    ['in a socket call', 'socket.socket().recv(10 ** 9)', /allocating 1000000001 bytes/],
    [
      'in a socket call that asks for less than nothing',
      'socket.socket().recv(-1)',
      /allocating 4294967295 bytes/,
    ],
    ['in a call of the firmware', 'pins()', /in pins\n/],
  ])('%s, says so, and all of its memory is there again', async (_, line, message) => {
    await board.program(PROGRAM);
    const text = await board.line(line);
    expect(text).toMatch(FAILED);
    expect(text).toMatch(message);
    expect(await board.line('1+1')).toBe('2\n');
    await board.line(FORGET);
    expect(before - (await free(board))).toBeLessThan(1_500); // Names stay interned.
    expect(board.session.snapshot.fault).toBeNull();
  });
});

describe('a prompt that has to go on', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
    await board.program(PROGRAM);
    await board.line('import gc');
  });
  afterAll(() => board.dispose());

  test('takes the statement that lets go of memory when there is none left', async () => {
    await board.program(
      'x = []\ntry:\n    while True:\n        x.append(bytes(16))\nexcept MemoryError:\n    pass\n' +
        'y = None\ntry:\n    while True:\n        y = (y,)\nexcept MemoryError:\n    pass',
    );
    expect(Number(await board.line('gc.mem_free()'))).toBeLessThan(500);
    // Nothing but a straight line has the reserve: a loop ends at once.
    expect(await board.line('z = [bytes(100) for n in range(100)]')).toMatch(/MemoryError/);
    expect(await board.line('x = y = z = None')).toBe('');
    expect(await free(board)).toBeGreaterThan(30_000);
  });

  test('collects garbage while it has its reserve', async () => {
    await board.line('x = bytearray(gc.mem_free() - 5000)');
    for (let round = 0; round < 3; round++) expect(await board.line('gc.collect()')).toBe('');
    await board.line('x = None');
    expect(await free(board)).toBeGreaterThan(30_000);
  });

  test.each([
    ['a repr', 'raise ValueError(Faulty())', 'ZeroDivisionError'],
    ['a repr that has no memory', 'raise ValueError(Repr())', 'MemoryError'],
  ])('says so when an exception cannot be printed because of %s', async (_, line, type) => {
    for (let round = 0; round < 3; round++)
      expect(await board.line(line)).toMatch(
        new RegExp(`^Traceback[^]*\nValueError: ${type}: raised while an exception was printed\n$`),
      );
    expect(await board.line('1+1')).toBe('2\n');
  });

  test('closes the frame of raw mode in that case', async () => {
    board.type('\x01');
    await board.untilText('raw REPL; CTRL-B to exit\r\n>');
    board.forget();
    board.type('raise ValueError(Faulty())\x04');
    await board.untilText(/^OK\x04Traceback[^]*while an exception was printed\r\n\x04>$/);
    board.type('\x02');
    await board.until(() => board.atPrompt);
  });

  test('interrupts a program after a handler whose exception could not be printed', async () => {
    await board.line('import micropython');
    await board.program('def bad(x):\n    raise ValueError(Faulty())');
    await board.line('micropython.schedule(bad, 0)');
    board.type('while True: pass\r\r\r');
    await board.until(() => board.session.snapshot.device?.activity.kind === 'running');
    await board.interrupt();
    expect(await board.line('1+1')).toBe('2\n');
  });

  test('takes a line of 40,000 characters, and Ctrl-C drops it', async () => {
    board.type(`x = "${'a'.repeat(40_000)}`);
    await board.until(() => (board.text.match(/a/g)?.length ?? 0) > 39_000);
    await board.interrupt();
    expect(await board.line('1+1')).toBe('2\n');
  });
});

const FORGET =
  "[globals().pop(k) for k in list(globals()) if k not in KEPT] and None if 'KEPT' in globals() else None";

const PROGRAM = `
KEPT = ('__name__', 'gc', 'sys', 'socket', 'machine', 'micropython', 'KEPT')
def grow():
    x = []
    while True:
        x.append(None)
def chain():
    x = None
    while True:
        x = (x, 1.5)
def concat():
    x = 'abc'
    while True:
        x += x
def table():
    x = {}
    while True:
        x[len(x)] = 1
def body():
    class A:
        x = bytearray(50000)
def handler():
    try:
        1 / 0
    except ZeroDivisionError:
        bytearray(50000)
def final():
    try:
        pass
    finally:
        bytearray(50000)
def gen():
    yield bytearray(50000)
class Repr:
    def __repr__(self):
        return str(bytearray(50000))
class Faulty:
    def __repr__(self):
        return 1 / 0
def pins():
    x = []
    while True:
        x.append(machine.Signal(machine.Pin(2)))
`;
