import { afterEach, describe, expect, test } from 'vitest';
import type { Gpio } from '../protocol/device-state';
import { MemoryFlash } from './node-host';
import { TestBoard } from './test-board.test-helpers';

const BANNER =
  'MicroPython v1\\.27\\.0 on \\d{4}-\\d\\d-\\d\\d; ESP module with ESP8266\\r\\nType "help\\(\\)" for more information\\.\\r\\n>>> $';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const boards: TestBoard[] = [];
afterEach(() => {
  for (const board of boards.splice(0)) board.dispose();
});

async function boot(files: Record<string, string> = {}): Promise<TestBoard> {
  const contents = Object.entries(files).map(([path, text]) => [path, bytes(text)] as const);
  const board = TestBoard.boot(new MemoryFlash(Object.fromEntries(contents)));
  boards.push(board);
  await board.until(() => board.atPrompt);
  return board;
}

/** Types what resets the board, and waits for the prompt of its next life. */
async function reset(board: TestBoard, keys: string): Promise<string> {
  const next = (board.session.snapshot.device?.boot ?? 0) + 1;
  board.forget();
  board.type(keys);
  await board.until(() => board.atPrompt && board.session.snapshot.device?.boot === next, 'the next life');
  return board.text;
}

const pin = (board: TestBoard, gpio: Gpio): unknown =>
  board.session.snapshot.device?.pins.find((state) => state.gpio === gpio);

describe('at a start', () => {
  const TRACEBACK = 'Traceback (most recent call last):\n  File "boot.py", line 1';

  test.each([
    ['nothing', {}, ''],
    ['boot.py and main.py', { '/boot.py': 'print("b")', '/main.py': 'print("m")' }, 'b\nm\n'],
    ['main.py without boot.py', { '/main.py': 'print("m")' }, 'm\n'],
    [
      'no main.py after an exception in boot.py',
      { '/boot.py': '1/0', '/main.py': 'print("m")' },
      `${TRACEBACK}, in <module>\nZeroDivisionError: divide by zero\n`,
    ],
    [
      'no main.py after KeyboardInterrupt in boot.py',
      { '/boot.py': 'raise KeyboardInterrupt', '/main.py': 'print("m")' },
      `${TRACEBACK}, in <module>\nKeyboardInterrupt: \n`,
    ],
    [
      'no main.py after a syntax error in boot.py',
      { '/boot.py': 'x = )', '/main.py': 'print("m")' },
      `${TRACEBACK}\nSyntaxError: invalid syntax\n`,
    ],
    [
      'main.py after SystemExit in boot.py, with what that made',
      {
        '/boot.py': 'a = 1\nraise SystemExit',
        '/main.py': 'print("m", a)\nimport sys\nsys.exit()\nprint("no")',
      },
      'm 1\n',
    ],
    [
      'main.py after machine.soft_reset() in boot.py, which ends the file only',
      { '/boot.py': 'import machine\nmachine.soft_reset()', '/main.py': 'print("m")' },
      'm\n',
    ],
    ['main.py with NUL bytes', { '/main.py': 'print("m")\n\0' }, expect.stringContaining('SyntaxError: ')],
  ])('runs %s', async (_, files: Record<string, string>, printed) => {
    const { text } = await boot(files);
    expect(text).toMatch(new RegExp(`\r\n${BANNER}`));
    const before = text.slice(0, text.indexOf('\r\nMicroPython v'));
    expect(before.replaceAll('\r\n', '\n')).toEqual(printed);
  });

  test('leaves the names of both files to the prompt, and no __file__', async () => {
    const board = await boot({ '/boot.py': 'a = 1', '/main.py': 'b = a + 1' });
    expect(await board.line('a, b')).toBe('(1, 2)\n');
    expect(await board.line('sorted(dir())')).toBe("['__name__', 'a', 'b']\n");
  });

  test('tells the page of an exception in main.py', async () => {
    const raised: unknown[] = [];
    const board = TestBoard.boot(new MemoryFlash({ '/main.py': bytes('print("m")\n1/0') }));
    boards.push(board);
    board.session.onTraceback((traceback) => raised.push(traceback));
    await board.until(() => board.atPrompt);
    expect(raised).toMatchObject([{ type: 'ZeroDivisionError', frames: [{ file: 'main.py', line: 2 }] }]);
  });

  test('a main.py that fills the heap to its end leaves a prompt that takes lines, and resets', async () => {
    const board = await boot({ '/main.py': 'a = []\nwhile True:\n    a.append(bytearray(50))' });
    expect(board.text).toContain('MemoryError: ');
    for (const line of [`x${'y'.repeat(600)}`, `'${'z'.repeat(3000)}'`, 'for i in a:', '']) {
      board.type(`${line}\r`);
      await board.until(() => board.session.snapshot.pending === null);
    }
    await board.session.writeFile('/main.py', bytes(''));
    await reset(board, '\x03\x04');
    expect(await board.line('1+1')).toBe('2\n');
  });
});

describe('the first start of all', () => {
  test('sets the flash up with a boot.py, which is stored as any change', async () => {
    const flash = new MemoryFlash({}, true);
    const board = TestBoard.boot(flash);
    boards.push(board);
    await board.until(() => board.atPrompt);
    expect(board.text).toMatch(new RegExp(`^Performing initial setup\r\n\r\n${BANNER}`));
    expect(await board.line('sorted(dir())')).toBe("['__name__', 'gc', 'machine', 'os']\n");
    expect(await board.line("os.listdir(), os.stat('boot.py')[6]")).toBe("(['boot.py'], 228)\n");
    await board.until(() => flash.read('/boot.py') !== null, 'boot.py to be stored');
    expect(new TextDecoder().decode(flash.read('/boot.py') ?? undefined).split('\n')).toHaveLength(10);
  });

  test('is the only one: a boot.py that was removed stays away', async () => {
    const board = TestBoard.boot(new MemoryFlash({}, true));
    boards.push(board);
    await board.until(() => board.atPrompt);
    expect(await board.line("os.remove('boot.py')")).toBe('');
    await reset(board, '\x04');
    expect(board.text).not.toContain('setup');
    board.forget();
    void board.session.reset();
    await board.until(() => board.atPrompt, 'the prompt after the Reset button');
    expect(board.text).toMatch(new RegExp(`^\r\n${BANNER}`));
    expect(await board.line('import os; os.listdir()')).toBe('[]\n');
  });
});

describe('a soft reset', () => {
  test.each([
    ['Ctrl-D', '\x04', '\r\nMPY: soft reboot\r\n'],
    ['raise SystemExit', 'raise SystemExit\r', 'raise SystemExit\r\nMPY: soft reboot\r\n'],
    ['sys.exit()', 'import sys; sys.exit(1)\r', 'import sys; sys.exit(1)\r\nMPY: soft reboot\r\n'],
    [
      'machine.soft_reset()',
      'import machine; machine.soft_reset()\r',
      'import machine; machine.soft_reset()\r\nMPY: soft reboot\r\n',
    ],
  ])('by %s has the text of the chip, and runs boot.py and main.py', async (_, keys, text) => {
    const board = await boot({ '/boot.py': 'print("b")', '/main.py': 'print("m")' });
    const printed = await reset(board, keys);
    expect(printed.slice(0, text.length)).toBe(text);
    expect(printed.slice(text.length)).toMatch(new RegExp(`^b\r\nm\r\n${BANNER}`));
  });

  test('machine.soft_reset is sys.exit', async () => {
    const board = await boot();
    expect(await board.line('import machine, sys; machine.soft_reset is sys.exit')).toBe('True\n');
  });

  const BEFORE = [
    'import machine, network, socket, os, sys',
    'a = 1',
    'p4 = machine.Pin(4, machine.Pin.OUT, value=1)',
    'p5 = machine.Pin(5, machine.Pin.IN, machine.Pin.PULL_UP)',
    'p2 = machine.Pin(2, machine.Pin.OUT, value=0)',
    "s = socket.socket(); s.bind(('', 80)); s.listen()",
    "f = open('open.txt', 'w'); f.write('kept')",
    "m = open('mine.py', 'w'); m.close(); import mine",
    "os.mkdir('d'); os.chdir('d')",
    "sys.path.append('/d')",
    'machine.freq(160000000)',
    'network.WLAN(network.STA_IF).disconnect()',
  ].join('\n');

  test.each([
    ['names', 'dir()', "['__name__']"],
    ['modules', "import sys; 'mine' in sys.modules", 'False'],
    ['sys.path', 'import sys; sys.path', "['', '.frozen', '/lib', '/']"],
    ['the directory', 'import os; os.getcwd()', "'/'"],
    ['open files, which are kept', "open('/open.txt').read()", "'kept'"],
    ['history', '\x1b[A7', '7'],
  ])('forgets %s', async (_, line, result) => {
    const board = await boot();
    await board.program(BEFORE);
    await reset(board, '\x04');
    expect(board.session.snapshot.device?.listening).toEqual([]);
    expect(await board.line(line)).toBe(`${result}\n`);
  });

  test.each([
    ['an output and its latch', 'import machine; machine.Pin(4).value()', '1'],
    ['the CPU frequency', 'import machine; machine.freq()', '160000000'],
    ['the state of the Wi-Fi', 'import network; network.WLAN(network.STA_IF).isconnected()', 'False'],
    ['the cause of the last start', 'import machine; machine.reset_cause()', '0'],
    ['time, which goes on', 'import time; time.ticks_ms() > 0', 'True'],
  ])('keeps %s', async (_, line, result) => {
    const board = await boot();
    await board.program(BEFORE);
    await reset(board, '\x04');
    expect(pin(board, 4)).toMatchObject({ mode: 'out', level: 1 });
    expect(pin(board, 5)).toMatchObject({ mode: 'in', pullUp: true });
    expect(pin(board, 2)).toMatchObject({ mode: 'uart', level: 1 });
    expect(await board.line(line)).toBe(`${result}\n`);
  });
});

describe('machine.reset()', () => {
  const RESET = 'import machine; machine.reset()';

  test('starts the board as power-on does, with the text of a hard reset', async () => {
    const board = await boot({ '/boot.py': 'print("b")', '/main.py': 'print("m")' });
    await board.program(
      "import machine, socket\nmachine.Pin(4, machine.Pin.OUT, value=1)\ns = socket.socket()\ns.bind(('', 80))\ns.listen()\na = 1",
    );
    const printed = await reset(board, `${RESET}\r`);
    expect(printed).toMatch(new RegExp(`^import machine; machine.reset\\(\\)\r\nb\r\nm\r\n\r\n${BANNER}`));
    expect(pin(board, 4)).toMatchObject({ mode: 'unused', level: 0 });
    expect(pin(board, 2)).toMatchObject({ mode: 'uart', level: 1 });
    expect(board.session.snapshot.device).toMatchObject({ listening: [], wifi: { connected: true } });
    expect(await board.line('dir()')).toBe("['__name__']\n");
    expect(await board.line('import machine; machine.reset_cause()')).toBe('4\n');
    await reset(board, '\x04');
    expect(await board.line('import machine; machine.reset_cause()')).toBe('4\n');
  });

  test.each([
    [
      'try',
      'try:\n    machine.reset()\nexcept BaseException:\n    print("caught")\nfinally:\n    print("finally")',
    ],
    ['a call deep down', 'def f(n):\n    return f(n - 1) if n else machine.reset()\nf(20)'],
    ['a generator', 'def g():\n    yield 1\n    machine.reset()\nlist(g())'],
    ['a sort', 'sorted([1, 2], key=lambda x: machine.reset())'],
    [
      'a module',
      'f = open("m.py", "w")\nn = f.write("import machine\\nmachine.reset()\\n")\nf.close()\nimport m',
    ],
  ])('ends a program at once from within %s', async (_, source) => {
    const board = await boot();
    const before = board.session.snapshot.device?.boot ?? 0;
    await board.start(`import machine\n${source}\nprint("after")`);
    await board.until(() => board.atPrompt && board.session.snapshot.device?.boot === before + 1, 'a reset');
    expect(board.text.slice(board.text.lastIndexOf('=== ')).replace(/^[^\n]*\n/, '')).toMatch(
      new RegExp(`^\r\n${BANNER}`),
    );
  });

  test('in main.py each time is ended by Ctrl-C', async () => {
    const board = await boot();
    await board.session.writeFile('/main.py', bytes(`print('again')\n${RESET}\n`));
    board.forget();
    board.type('\x04');
    await board.until(() => board.text.split('again').length > 4, 'four resets');
    board.session.interrupt();
    await board.until(() => board.atPrompt, 'a prompt');
    expect(board.text).toMatch(/File "main.py", line [12], in <module>\r\nKeyboardInterrupt: \r\n/);
  });

  test('resets the connections of the board, as who is connected sees', async () => {
    const board = await boot();
    await board.start(
      "import socket, machine\ns = socket.socket()\ns.bind(('', 80))\ns.listen(1)\nprint('listens')\nc = s.accept()[0]\nc.recv(10)\nmachine.reset()",
    );
    await board.untilText('listens\r\n');
    const result = await board.session.fetch({
      method: 'GET',
      to: { ip: '192.168.1.42', port: 80 },
      path: '/',
      headers: [],
    });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'reset' } });
    await board.until(() => board.atPrompt);
  });
});
