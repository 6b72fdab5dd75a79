import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Traceback } from '../session/session';
import { MemoryFlash } from './node-host';
import { TestBoard } from './test-board.test-helpers';

const BANNER =
  'MicroPython v1\\.27\\.0 on \\d{4}-\\d\\d-\\d\\d; ESP module with ESP8266\\r\\nType "help\\(\\)" for more information\\.\\r\\n>>> $';

describe('the console', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
  });
  afterAll(() => board.dispose());

  test('shows the banner of an ESP8266 and a prompt', () => {
    expect(board.text).toMatch(new RegExp(`^\r\n${BANNER}`));
  });

  test('prints what an expression gives', async () => {
    expect(await board.line('1+1')).toBe('2\n');
  });

  /** Types keys and waits until the console shows exactly this. */
  async function shows(keys: string, text: string): Promise<void> {
    board.forget();
    board.type(keys);
    await board.until(() => board.text === text, `${JSON.stringify(text)} after ${JSON.stringify(keys)}`);
  }

  test('has history, completion and auto-indent', async () => {
    await shows('\x1b[A', '1+1');
    await shows('\x03', '\r\n>>> ');
    await shows('import machi\t', 'import machine');
    await shows('\x03', '\r\n>>> ');
    await board.line('import machine');
    await shows('machine.Pi\t', 'machine.Pin');
    await shows('\x03', '\r\n>>> ');
    await shows('for i in range(2):\r', 'for i in range(2):\r\n...     ');
    await shows('print(i)\r\r\r\r', 'print(i)\r\n...     \r\n...     \r\n... \r\n0\r\n1\r\n>>> ');
  });

  test('has paste mode, which Ctrl-C cancels and Ctrl-D ends', async () => {
    await shows('\x05', '\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== ');
    await shows('a = 1\r', 'a = 1\r\n=== ');
    await shows('\x03', '\r\n>>> ');
    await shows('\x05', '\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== ');
    await shows('print(5)\x04', 'print(5)\r\n5\r\n>>> ');
  });

  test('has the raw REPL behind Ctrl-A, from an empty line only', async () => {
    await shows('abc\x01', 'abc\b\b\b');
    await shows('\x03', '\r\n>>> ');
    await shows('\x01', '\r\nraw REPL; CTRL-B to exit\r\n>');
    await shows('print(1)\x04', 'OK1\r\n\x04\x04>');
    board.forget();
    board.type('\x02');
    await board.until(() => board.atPrompt);
    expect(board.text).toMatch(new RegExp(`^\r\n${BANNER}`));
  });

  test('edits the line of input(), which Ctrl-D ends', async () => {
    await shows('input("? ")\r', 'input("? ")\r\n? ');
    await shows('ab\x7fc\r', "ab\b\x1b[Kc\r\n'ac'\r\n>>> ");
    await shows('input()\r', 'input()\r\n');
    board.type('\x04');
    await board.untilText('EOFError');
    await board.until(() => board.atPrompt);
  });

  test('takes a line for input() that is longer than the UART', async () => {
    await shows('len(input())\r', 'len(input())\r\n');
    board.type(`${'x'.repeat(1000)}\r`);
    await board.untilText('1000\r\n>>> ');
  });

  test('tells the exception of recursion whose traceback is longer than what is kept of it', async () => {
    const name = 'deep'.repeat(15);
    const raised: Traceback[] = [];
    const end = board.session.onTraceback((traceback) => raised.push(traceback));
    await board.program(`def ${name}(n):\n    return ${name}(n + 1)\n`);
    expect((await board.line(`${name}(0)`)).length).toBeGreaterThan(4096);
    end();
    expect(raised).toMatchObject([{ type: 'RuntimeError', message: 'maximum recursion depth exceeded' }]);
    expect(raised[0]?.frames.at(-1)).toMatchObject({ file: '<stdin>', line: 2, block: name });
    await board.line(`del ${name}`);
  });

  test('ends lines with CR LF', async () => {
    await shows('print("a\\nb")\r', 'print("a\\nb")\r\na\r\nb\r\n>>> ');
  });

  test('soft reset forgets names and sockets, and keeps pins and Wi-Fi', async () => {
    await board.program(
      "import machine, network, socket\nmachine.Pin(4, machine.Pin.OUT, value=1)\ns = socket.socket()\ns.bind(('', 80))\ns.listen()\nf = open('left-open.txt', 'w')\nf.write('kept')",
    );
    board.forget();
    board.type('\x04');
    await board.until(() => board.atPrompt && board.session.snapshot.device?.boot === 2);
    expect(board.text).toMatch(new RegExp(`^\r\nMPY: soft reboot\r\n${BANNER}`));
    const { device } = board.session.snapshot;
    expect(device).toMatchObject({ boot: 2, listening: [], wifi: { connected: true } });
    expect(device?.pins.find(({ gpio }) => gpio === 4)).toMatchObject({ mode: 'out', level: 1 });
    expect(await board.line('dir()')).toBe("['__name__']\n");
    expect(await board.line("open('left-open.txt').read()")).toBe("'kept'\n");
  });
});

test('boot.py and main.py run at every start, before the prompt', async () => {
  const file = (source: string): Uint8Array => new TextEncoder().encode(source);
  const board = await TestBoard.start(
    new MemoryFlash({ '/boot.py': file('print("boot")'), '/main.py': file('print("main")\n1/0') }),
  );
  try {
    const printed =
      /^(\r\nMPY: soft reboot\r\n)?boot\r\nmain\r\nTraceback \(most recent call last\):\r\n {2}File "main.py", line 2, in <module>\r\nZeroDivisionError: divide by zero\r\n(\r\n)?MicroPython/;
    expect(board.text).toMatch(printed);
    board.forget();
    board.type('\x04');
    await board.until(() => board.atPrompt && board.text.includes('reboot'));
    expect(board.text).toMatch(printed);
  } finally {
    board.dispose();
  }
});
