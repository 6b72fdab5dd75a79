import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestBoard } from './test-board.test-helpers';

const BANNER = 'raw REPL; CTRL-B to exit\r\n>';
const MOST_ON_THE_WAY = 256;
/** A window of 128, little-endian, and one more; 0x80 by itself is no UTF-8. */
const READY = 'R\x01\ufffd\x00\x01';

describe('raw mode', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
  });
  afterAll(() => board.dispose());
  beforeEach(async () => {
    // As tools begin: whatever mode the board is in, then raw mode.
    board.forget();
    board.type('\x03\x02');
    await board.until(() => board.text.endsWith('information.\r\n>>> '), 'the friendly prompt');
    await shows('\x01', `\r\n${BANNER}`);
  });

  /** Types keys and waits until the console shows exactly this. */
  async function shows(keys: string | Uint8Array, text: string): Promise<void> {
    board.forget();
    board.session.type(keys);
    await board.until(() => board.text.length >= text.length, JSON.stringify(text));
    expect(board.text).toBe(text);
  }

  const RAISED = 'Traceback (most recent call last):\r\n  File "<stdin>", line ';

  test.each([
    ['a program', "print('a')\nprint('b')", 'a\r\nb\r\n', ''],
    ['an expression, whose value it does not show', '1+1', '', ''],
    [
      'a program that raises',
      "print('a')\n1/0",
      'a\r\n',
      `${RAISED}2, in <module>\r\nZeroDivisionError: divide by zero\r\n`,
    ],
    ['a program that is none', 'x = )', '', `${RAISED}1\r\nSyntaxError: invalid syntax\r\n`],
    ['a NUL byte', 'x = 1\0', '', `${RAISED}1\r\nSyntaxError: invalid syntax\r\n`],
    [
      'a frame of the firmware',
      "open('nope')",
      '',
      `${RAISED}1, in <module>\r\nOSError: [Errno 2] ENOENT\r\n`,
    ],
    [
      'a raise through the firmware',
      "import socket\nsocket.getaddrinfo('nowhere', 80)",
      '',
      `${RAISED}2, in <module>\r\nOSError: -2\r\n`,
    ],
    ['letters beyond ASCII', "print('é€')", 'é€\r\n', ''],
  ])('runs %s, and frames what it gives', async (_, source, output, traceback) => {
    await shows(`${source}\x04`, `OK${output}\x04${traceback}\x04>`);
  });

  test('keeps names between programs, and hands them to the prompt', async () => {
    await shows('a = 5\x04', 'OK\x04\x04>');
    await shows('print(a)\x04', 'OK5\r\n\x04\x04>');
    board.type('\x02');
    await board.until(() => board.atPrompt);
    expect(await board.line('a')).toBe('5\n');
    expect(await board.line('sorted(dir())')).not.toContain('__file__');
  });

  test('tells its state, and says nothing when Ctrl-C clears what was sent', async () => {
    await board.until(() => board.session.snapshot.device?.activity.kind === 'raw', 'raw');
    board.forget();
    board.type('x = 1\nx = ');
    await board.until(() => board.session.snapshot.pending === null);
    board.session.interrupt();
    await shows('print(7)\x04', 'OK7\r\n\x04\x04>');
  });

  test('answers Ctrl-A with its banner, and an unknown way of sending with R and NUL', async () => {
    await shows('x\x01', BANNER);
    await shows('\x05Z\x01', 'R\0>');
    await shows('\x05B\x01', 'R\0>');
  });

  test('is interrupted by Ctrl-C, and frames the traceback', async () => {
    board.forget();
    board.type("print('begun')\nwhile True:\n    pass\n\x04");
    await board.untilText('begun\r\n');
    board.session.interrupt();
    await board.until(() => board.text.endsWith('\x04>'));
    expect(board.text).toMatch(
      /^OKbegun\r\n\x04Traceback [^]*line [23], in <module>\r\nKeyboardInterrupt: \r\n\x04>$/,
    );
  });

  test('keeps its frame when Ctrl-C drops a flood of output', async () => {
    board.forget();
    board.type("while True:\n    print('x' * 79)\n\x04");
    await board.until(() => board.text.length > 50_000, 'a flood');
    board.session.interrupt();
    await board.until(() => board.text.endsWith('\x04>'));
    expect(board.text).toMatch(/x\r?\n?\x04Traceback [^\x04]*KeyboardInterrupt: \r\n\x04>$/);
  });

  test('says that a program is too large for the heap, and takes the next', async () => {
    const large = Array.from({ length: 20_000 }, (_, n) => `variable_${n} = ${n}`).join('\n');
    board.forget();
    board.type(`${large}\x04`);
    await board.until(() => board.text.endsWith('\x04>'), 'the end of a large program');
    expect(board.text).toMatch(
      /^OK\x04MemoryError: memory allocation failed, allocating \d+ bytes\r\n\x04>$/,
    );
    await shows('print(1)\x04', 'OK1\r\n\x04\x04>');
    // Its names are interned, and fill the heap until a reset.
    await shows('\x04', `OK\r\nMPY: soft reboot\r\n${BANNER}`);
  });

  test('runs a text that is larger than the heap when the program in it is not', async () => {
    await shows(
      `${'# a remark of 40 characters and no more\n'.repeat(5_000)}print(2)\x04`,
      'OK2\r\n\x04\x04>',
    );
  });

  test('takes a program byte by byte', async () => {
    board.forget();
    for (const key of 'print(3)\x04') {
      board.type(key);
      await board.until(() => board.session.snapshot.pending === null);
    }
    await board.until(() => board.text === 'OK3\r\n\x04\x04>', 'the frame');
  });

  describe('raw-paste', () => {
    /** What a tool does: sends what the windows allow, and waits for more. */
    async function rawPaste(source: Uint8Array): Promise<string> {
      await shows('\x05A\x01', READY);
      board.forget();
      let [sent, windows, atOnce] = [0, 0, 0];
      const credit = (): number => MOST_ON_THE_WAY + windows * 128 - sent;
      while (sent < source.length) {
        await board.until(() => {
          windows = board.text.length;
          return credit() > 0;
        }, 'credit');
        const part = source.subarray(sent, sent + credit());
        atOnce = Math.max(atOnce, part.length);
        board.session.type(part);
        sent += part.length;
      }
      expect(atOnce).toBeLessThanOrEqual(MOST_ON_THE_WAY);
      board.type('\x04');
      await board.until(() => board.text.endsWith('\x04>'), 'the end of raw-paste');
      return board.text;
    }

    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

    test.each([0, 1, 126, 127, 128, 129, 255, 256, 257, 1000])(
      'gives one window for each 128 of %i bytes',
      async (length) => {
        const text = await rawPaste(bytes('#'.repeat(length)));
        expect(text).toBe(`${'\x01'.repeat(Math.floor(length / 128))}\x04\x04\x04>`);
      },
    );

    test('runs what was sent, and frames it', async () => {
      expect(await rawPaste(bytes("print('hi')\n1/0\n"))).toBe(
        `\x04hi\r\n\x04${RAISED}2, in <module>\r\nZeroDivisionError: divide by zero\r\n\x04>`,
      );
    });

    test('takes 64 KiB at once from a sender that does not wait', async () => {
      await shows('\x05A\x01', READY);
      const source = `${'# 32 characters with the newline\n'.repeat(2_000)}print(4)`;
      board.forget();
      board.type(`${source}\x04`);
      await board.until(() => board.text.endsWith('\x04>'), 'the end');
      expect(board.text).toBe(`${'\x01'.repeat(Math.floor(source.length / 128))}\x044\r\n\x04\x04>`);
    });

    test('is given up by Ctrl-C, which leaves a clean raw prompt', async () => {
      await shows('\x05A\x01', READY);
      board.forget();
      board.type('x = 1');
      await board.until(() => board.session.snapshot.pending === null);
      board.session.interrupt();
      await board.until(() => board.text.endsWith('\x04>'));
      expect(board.text).toBe('\x04\x04KeyboardInterrupt: \r\n\x04>');
      await shows('print(5)\x04', 'OK5\r\n\x04\x04>');
    });

    test('after a sender that vanished serves the next one', async () => {
      await shows('\x05A\x01', READY);
      board.type('while True:\n  prin');
      await board.until(() => board.session.snapshot.pending === null);
      // What tools send first: Enter and Ctrl-C twice, then Ctrl-A.
      board.session.type('\r\x03\x03');
      board.forget();
      board.type('\x01');
      await board.until(() => board.text.endsWith(BANNER));
      await shows('print(6)\x04', 'OK6\r\n\x04\x04>');
    });

    test('says that what does not compile does not, and takes the next', async () => {
      expect(await rawPaste(bytes('def f(:\n'))).toBe(
        `\x04\x04${RAISED}1\r\nSyntaxError: invalid syntax\r\n\x04>`,
      );
      expect(await rawPaste(bytes('print(7)'))).toBe('\x047\r\n\x04\x04>');
    });
  });
});

describe('from raw mode', () => {
  let board: TestBoard;
  beforeEach(async () => {
    board = await TestBoard.start();
    board.forget();
    board.type('\x01');
    await board.untilText(BANNER);
    board.forget();
    return () => board.dispose();
  });

  test('an empty program resets the board, which comes back in raw mode and without main.py', async () => {
    const file = (text: string): Uint8Array => new TextEncoder().encode(text);
    await board.session.writeFile('/boot.py', file('print("boot")'));
    await board.session.writeFile('/main.py', file('print("main")'));
    board.type('\x04');
    await board.until(() => board.text.endsWith('\n>'), 'raw mode again');
    expect(board.text).toBe(`OK\r\nMPY: soft reboot\r\nboot\r\n${BANNER}`);
    board.forget();
    board.type('\x02');
    await board.until(() => board.atPrompt);
    expect(board.text).toMatch(/^\r\nMicroPython v1\.27\.0 on /);
  });

  test('SystemExit resets the board after its frame', async () => {
    board.type('import sys\nprint(1)\nsys.exit()\x04');
    await board.until(() => board.text.endsWith('\n>'), 'raw mode again');
    expect(board.text).toBe(`OK1\r\n\x04\x04MPY: soft reboot\r\n${BANNER}`);
  });

  test('the page finds its way to the friendly prompt', async () => {
    await board.session.paste('print(8)');
    await board.until(() => board.atPrompt);
    expect(board.text).toContain('8\r\n>>> ');
  });
});
