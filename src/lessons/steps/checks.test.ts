import { describe, expect, test } from 'vitest';
import type { Check } from '../lesson-data';
import { ScriptedBoard, stepOf } from './scripted-board.test-helpers';

/** A board on which one step with one check is watched. */
const watching = (check: Check | readonly Check[]): ScriptedBoard => new ScriptedBoard([stepOf(check)]);
const done = (board: ScriptedBoard): boolean => board.watch.state('one')?.done ?? false;

describe('what a program prints', () => {
  test('is found, though it comes in pieces', () => {
    const board = watching({ output: { contains: 'hello' } });
    board.starts('f()');
    board.prints('hel');
    expect(done(board)).toBe(false);
    board.prints('lo');
    expect(done(board)).toBe(true);
  });

  test('is not what was typed: its echo does not count, at any prompt', () => {
    const board = watching({ output: { contains: 'hello' } });
    board.enters("'hello'.upper()", "'HELLO'\n");
    board.prints('if 1:\r\n...     "hello"\r\n... \r\n>>> ');
    board.prints(
      '\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== x = "hello"\r\n=== y = "hello"\r\n=== \r\n>>> ',
    );
    expect(done(board)).toBe(false);
    board.enters('x', 'hello\n');
    expect(done(board)).toBe(true);
  });

  test('is not what is typed at a prompt that was there before anybody watched', () => {
    const board = watching({ output: { contains: 'hello' } });
    board.prints("x = 'hello'\r\n>>> ");
    expect(done(board)).toBe(false);
    board.enters('x', 'hello\n');
    expect(done(board)).toBe(true);
  });

  test('is what stands before a prompt that has no line of its own', () => {
    const board = watching({ output: { contains: 'hello' } });
    board.starts("print('hello', end='')");
    board.prints('hello>>> ');
    expect(done(board)).toBe(true);
  });

  test('ends with its program: the next one begins a line of its own', () => {
    const board = watching({ output: { line: 'hello' } });
    board.enters('f()', 'said: ');
    board.enters('g()', 'hello\n');
    expect(done(board)).toBe(true);
  });

  test('may begin with dots, which are no prompt where nothing was entered', () => {
    const board = watching({ output: { contains: '... and more' } });
    board.enters('f()', 'first\n... and more\n');
    expect(done(board)).toBe(true);
  });

  test('is compared by lines, with * for what may be anything, and colours do not count', () => {
    const board = watching({ output: { line: 'GPIO* is high' } });
    board.enters('f()', 'xGPIO4 is high\nGPIO4 is high!\n');
    expect(done(board)).toBe(false);
    board.enters('f()', '\x1b[1mGPIO12\x1b[0m is high\n');
    expect(done(board)).toBe(true);
  });

  test('is counted where it must come several times', () => {
    const board = watching({ output: { contains: 'tick', times: 3 } });
    board.enters('f()', 'tick tick\n');
    expect(done(board)).toBe(false);
    board.enters('f()', 'tick\n');
    expect(done(board)).toBe(true);
  });
});

describe('the prompt', () => {
  test('is back when nothing runs', () => {
    const board = watching([{ output: { contains: 'x' } }, { prompt: 'back' }]);
    board.starts('f()');
    board.prints('x\r\n');
    expect(done(board)).toBe(false);
    board.ends();
    expect(done(board)).toBe(true);
  });

  test('was interrupted when Ctrl-C ended a program and it came back', () => {
    const board = watching({ prompt: 'interrupted' });
    board.enters('x = 1');
    board.starts('while True: pass');
    board.raises('KeyboardInterrupt');
    expect(done(board)).toBe(false);
    board.ends();
    expect(done(board)).toBe(true);
  });

  test('a call that waits is told by its name and port', () => {
    const board = watching({ waiting: { call: 'accept', port: 80 } });
    board.starts('s.accept()');
    board.becomes({ kind: 'waiting', on: { call: 'accept', port: 8080 } });
    expect(done(board)).toBe(false);
    board.becomes({ kind: 'waiting', on: { call: 'accept', port: 80 } });
    expect(done(board)).toBe(true);
  });
});

describe('an error', () => {
  test.each([
    ['[Errno 104] ECONNRESET', 104],
    ['-2', -2],
    ['(-2, "x")', -2],
  ])('%s has the number %d', (message, errno) => {
    const board = watching({ error: { type: 'OSError', errno } });
    board.raises('ValueError', message);
    board.raises('OSError', '[Errno 1] EPERM');
    expect(done(board)).toBe(false);
    board.raises('OSError', message);
    expect(done(board)).toBe(true);
  });

  test('Ctrl-C is none', () => {
    const board = watching({ error: {} });
    board.raises('KeyboardInterrupt');
    expect(done(board)).toBe(false);
  });
});

describe('pins, ports and files as they are now', () => {
  test('a pin by its level and its wire', () => {
    const board = watching({ pin: { gpio: 4, level: 'high', wire: '3v3' } });
    board.pin(4, 1);
    board.pin(5, 1, 1);
    expect(done(board)).toBe(false);
    board.pin(4, 1, 1);
    expect(done(board)).toBe(true);
  });

  test('a port at which the board listens', () => {
    const board = watching({ listening: 80 });
    board.listensAt(8080);
    expect(done(board)).toBe(false);
    board.listensAt(8080, 80);
    expect(done(board)).toBe(true);
  });

  test('a file by what it contains', () => {
    const board = watching({ file: { path: 'main.py', contains: 'größer' } });
    board.saves('main.py', '# kleiner');
    expect(done(board)).toBe(false);
    board.saves('main.py', '# größer');
    expect(done(board)).toBe(true);
  });

  test('a file that is gone, after it was there', () => {
    const board = watching({ then: [{ file: { path: 'a' } }, { file: { path: 'a', absent: true } }] });
    expect(done(board)).toBe(false);
    board.saves('a', '');
    board.saves('a', null);
    expect(done(board)).toBe(true);
  });
});

describe('checks of checks', () => {
  const a: Check = { output: { contains: 'a' } };
  const b: Check = { output: { contains: 'b' } };

  test('all: in any order', () => {
    const board = watching({ all: [a, b] });
    board.enters('f()', 'b\n');
    expect(done(board)).toBe(false);
    board.enters('f()', 'a\n');
    expect(done(board)).toBe(true);
  });

  test('any: one will do', () => {
    const board = watching({ any: [a, b] });
    board.enters('f()', 'b\n');
    expect(done(board)).toBe(true);
  });

  test('then: in this order alone', () => {
    const board = watching({ then: [a, b] });
    board.enters('f()', 'b\n');
    board.enters('f()', 'a\n');
    expect(done(board)).toBe(false);
    board.enters('f()', 'b\n');
    expect(done(board)).toBe(true);
  });

  test.each([0, 1_000])('then: in one batch of the network log, too, that comes %d ms late', (late) => {
    const visit = (board: ScriptedBoard, path: string): void =>
      board.serves(`GET ${path} HTTP/1.0\r\n\r\n`, 'HTTP/1.0 200 OK\r\n\r\n');
    const both: Check = { then: [{ request: { path: '/on' } }, { request: { path: '/off' } }] };
    const wrong = watching(both);
    wrong.inOneBatch(() => {
      visit(wrong, '/off');
      wrong.clock.advance(200);
      visit(wrong, '/on');
    }, late);
    expect(done(wrong)).toBe(false);
    const right = watching(both);
    right.inOneBatch(() => {
      visit(right, '/on');
      visit(right, '/off');
    }, late);
    expect(done(right)).toBe(true);
  });

  test('not: since the program that runs now was started', () => {
    const board = watching([{ output: { contains: 'end' } }, { not: a }]);
    board.enters('f()', 'a\nend\n');
    expect(done(board)).toBe(false);
    board.enters('f()', 'c\n');
    expect(done(board)).toBe(true);
  });

  test('within: in time after what went before, else from the beginning', () => {
    const board = watching({ then: [a, { ...b, within: 2 }] });
    board.enters('f()', 'a\n');
    board.clock.advance(3_000);
    board.enters('f()', 'b\n');
    expect(done(board)).toBe(false);
    board.starts('f()');
    board.prints('a\r\n');
    board.clock.advance(1_000);
    board.prints('b\r\n');
    expect(done(board)).toBe(true);
  });

  test('within, by itself: of the start of a program', () => {
    const board = watching({ ...a, within: 1 });
    board.starts('f()');
    board.clock.advance(1_500);
    board.prints('a\r\n');
    expect(done(board)).toBe(false);
    board.ends();
    board.clock.advance(10_000);
    board.enters('f()', 'a\n');
    expect(done(board)).toBe(true);
  });

  test('for: without a break', () => {
    const board = watching({ pin: { gpio: 4, level: 'high' }, for: 2 });
    board.pin(4, 1);
    board.clock.advance(1_900);
    board.pin(4, 0);
    board.pin(4, 1);
    board.clock.advance(1_900);
    expect(done(board)).toBe(false);
    board.clock.advance(200);
    expect(done(board)).toBe(true);
  });

  test('the click, and after it the page: a row that was right before does not count', () => {
    const board = watching({
      then: [{ pin: { gpio: 4, wire: '3v3' } }, { request: { table: { row: ['Pin(4)', '1'] } } }],
    });
    const page = 'HTTP/1.0 200 OK\r\n\r\n<table><tr><td>Pin(4)<td>1</table>';
    board.serves('GET / HTTP/1.0\r\n\r\n', page);
    board.clock.advance(1_000);
    board.pin(4, 1, 1);
    expect(done(board)).toBe(false);
    board.serves('GET / HTTP/1.0\r\n\r\n', page);
    expect(done(board)).toBe(true);
  });
});
