import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestBoard } from './test-board.test-helpers';

describe('sys.stdin, stdout and stderr', () => {
  let board: TestBoard;
  beforeAll(async () => {
    board = await TestBoard.start();
    await board.line('import sys, micropython');
  });
  afterAll(() => board.dispose());

  /** Runs a line that reads, types, and gives what is printed after the echo. */
  async function reading(line: string, keys: string): Promise<string> {
    // What an earlier one has left to the prompt is gone with this line.
    await board.line('1');
    board.forget();
    board.type(`${line}\r`);
    await board.until(() => {
      const { activity } = board.session.snapshot.device ?? {};
      return activity?.kind === 'waiting' && activity.on.call === 'input';
    }, 'the program to wait for input');
    board.type(keys);
    await board.until(() => board.atPrompt);
    return board.text
      .slice(board.text.indexOf('\n') + 1)
      .replace(/>>> $/, '')
      .replaceAll('\r\n', '\n');
  }

  test.each([
    ['read(3)', 'abc', "'abc'"],
    ['read(2)', '\rx', String.raw`'\nx'`],
    ['read(2)', 'é€', String.raw`'\xe9\u20ac'`],
    ['readline()', 'one\r', String.raw`'one\n'`],
    ['readline(2)', 'on', "'on'"],
    ['buffer.read(3)', '\r\x04é'.slice(0, 3), String.raw`b'\r\x04\xc3'`],
    ['buffer.readline()', 'a\n', String.raw`b'a\n'`],
  ])('sys.stdin.%s of %j is %s, without an echo', async (call, keys, result) => {
    expect(await reading(`sys.stdin.${call}`, keys)).toBe(`${result}\n`);
  });

  test('readinto fills a buffer', async () => {
    expect(await reading('b = bytearray(4); sys.stdin.readinto(b), b', 'abcd')).toBe(
      "(4, bytearray(b'abcd'))\n",
    );
  });

  test('reading is ended by Ctrl-C', async () => {
    expect(await reading('sys.stdin.read()', 'abc\x03')).toContain('KeyboardInterrupt: ');
  });

  test('micropython.kbd_intr(-1) makes Ctrl-C a byte, until the next statement', async () => {
    expect(await reading('micropython.kbd_intr(-1); sys.stdin.read(1)', '\x03')).toContain(
      String.raw`'\x03'`,
    );
    await board.start('while True:\n    pass');
    await board.interrupt();
    expect(board.text).toContain('KeyboardInterrupt: ');
    expect(
      await reading('micropython.kbd_intr(-1); micropython.kbd_intr(3); sys.stdin.read(1)', '\x03'),
    ).toContain('KeyboardInterrupt: ');
  });

  test('write takes a part of what it is given, as streams do', async () => {
    expect(await board.line("sys.stdout.buffer.write(b'abcdef', 2)")).toBe('ab2\n');
    expect(await board.line("sys.stdout.buffer.write(b'abcdef', 1, 3)")).toBe('bcd3\n');
  });

  test('text goes out with CR LF, bytes as they are', async () => {
    await board.line("n = sys.stdout.write('a\\nb\\n')");
    expect(board.text).toContain('\r\na\r\nb\r\n>>> ');
    await board.line("n = sys.stdout.buffer.write(b'a\\nb\\n')");
    expect(board.text).toContain('\r\na\nb\n>>> ');
    expect(await board.line("sys.stdout.write('\\xe9'), sys.stderr.write('')")).toBe('é(1, 0)\n');
    expect(await board.line("print('to', 'stderr', file=sys.stderr)")).toBe('to stderr\n');
    expect(await board.line("print('to stdout', file=sys.stdout)")).toBe('to stdout\n');
  });

  test('says what help() says, in 25 lines', async () => {
    const text = await board.line('help()');
    expect(text.split('\n')).toHaveLength(26);
    expect(text.match(/^ {2}CTRL-[A-E] {8}-- /gm)).toHaveLength(5);
    expect(await board.line('help(1)')).toMatch(/^object 1 is of type int\n/);
  });
});
