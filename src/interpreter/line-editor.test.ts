import { describe, expect, test } from 'vitest';
import { FakeCarrier } from './fake-carrier.test-helpers';
import { InputLine } from './input-line';
import { LineEditor } from './line-editor';
import { Output } from './output';
import { Uart } from './uart';

/** A program that reads lines, and a terminal that draws what it is sent. */
class Bench {
  readonly carrier = new FakeCarrier();
  readonly uart = new Uart(() => undefined);
  readonly output = new Output(
    this.carrier,
    () => undefined,
    () => false,
  );
  interruptible = true;
  readonly editor = new InputLine(
    this.uart,
    new LineEditor((text) => this.output.writeText(text)),
    () => this.interruptible,
  );

  type(keys: string): void {
    this.uart.receive(new TextEncoder().encode(keys));
  }

  poll(): string | null | boolean {
    const line = this.editor.poll();
    this.output.flush();
    return line;
  }

  read(keys: string): string | null | boolean {
    this.type(keys);
    this.editor.begin();
    return this.poll();
  }

  /** The terminal's last line and where its cursor is. */
  get screen(): { line: string; cursor: number } {
    let line = '';
    let cursor = 0;
    for (const [sequence, count] of this.carrier.text.matchAll(/\x1b\[(\d*)[KD]|[^]/g)) {
      if (sequence === '\n') line = '';
      if (sequence === '\n' || sequence === '\r') cursor = 0;
      else if (sequence === '\b') cursor--;
      else if (sequence === '\x1b[K') line = line.slice(0, cursor);
      else if (sequence.startsWith('\x1b')) cursor -= Number(count);
      else {
        line = line.slice(0, cursor) + sequence + line.slice(cursor + 1);
        cursor++;
      }
    }
    return { line, cursor };
  }
}

const LEFT = '\x1b[D';
const RIGHT = '\x1b[C';
const UP = '\x1b[A';
const DOWN = '\x1b[B';

describe("input()'s line", () => {
  test.each([
    ['plain', 'abc', 'abc', 3],
    ['Backspace', 'abc\x7f', 'ab', 2],
    ['Ctrl-H', 'abc\x08', 'ab', 2],
    ['Backspace at the start', `a${LEFT}\x7f`, 'a', 0],
    ['Backspace in the middle', `abc${LEFT}\x7f`, 'ac', 1],
    ['Delete', `abc${LEFT}${LEFT}\x1b[3~`, 'ac', 1],
    ['Delete at the end', 'abc\x1b[3~', 'abc', 3],
    ['an insertion in the middle', `ac${LEFT}b`, 'abc', 2],
    ['Left beyond the start', `a${LEFT}${LEFT}${LEFT}b`, 'ba', 1],
    ['Right', `abc${LEFT}${LEFT}${RIGHT}x`, 'abxc', 3],
    ['Right beyond the end', `a${RIGHT}b`, 'ab', 2],
    ['Ctrl-A', 'abcdefgh\x01x', 'xabcdefgh', 1],
    ['Ctrl-E', 'abc\x01\x05x', 'abcx', 4],
    ['Home', 'abc\x1b[Hx', 'xabc', 1],
    ['Home of other terminals', 'abc\x1bOHx\x1b[1~y\x1b[7~z', 'zyxabc', 1],
    ['End', 'abc\x01\x1b[Fx', 'abcx', 4],
    ['End of other terminals', 'a\x01\x1bOFx\x01\x1b[4~y\x01\x1b[8~z', 'axyz', 4],
    ['an unknown sequence', 'a\x1b[5~\x1b[Zb', 'ab', 2],
    ['Tab and other controls', 'a\t\x0b\x1fb', 'ab', 2],
    ['Ctrl-D in a line', 'a\x04b', 'ab', 2],
  ])('%s: what is read is what is drawn', (_, keys, line, cursor) => {
    const bench = new Bench();
    bench.editor.begin();
    bench.type(keys);
    expect(bench.poll()).toBeNull();
    expect(bench.screen).toEqual({ line, cursor });
    bench.type('\r');
    expect(bench.poll()).toBe(line);
    expect(bench.screen).toEqual({ line: '', cursor: 0 });
  });

  test('takes an escape sequence that comes in pieces', () => {
    const bench = new Bench();
    bench.editor.begin();
    for (const key of `ac${LEFT}b`) {
      bench.type(key);
      expect(bench.poll()).toBeNull();
    }
    bench.type('\r');
    expect(bench.poll()).toBe('abc');
  });

  test('leaves what comes after its end to the next', () => {
    const bench = new Bench();
    expect(bench.read('one\rtwo\r')).toBe('one');
    expect(bench.read('')).toBe('two');
  });

  test.each(['\r', '\n', '\r\n', '\n\r'])('ends with %j, which is one newline', (newline) => {
    const bench = new Bench();
    expect(bench.read(`a${newline}b${newline}`)).toBe('a');
    expect(bench.read('')).toBe('b');
    expect(bench.read('')).toBeNull();
  });

  test('takes two newlines of one kind for two lines', () => {
    const bench = new Bench();
    expect(bench.read('a\r\r')).toBe('a');
    expect(bench.read('')).toBe('');
  });

  test('that is empty is ended by Ctrl-D: the end of input', () => {
    const bench = new Bench();
    expect(bench.read('\x04')).toBe(false);
  });

  test('stops at a Ctrl-C that has not interrupted yet, and begins anew after it', () => {
    const bench = new Bench();
    bench.editor.begin();
    bench.type('half\x03');
    expect(bench.poll()).toBeNull();
    bench.uart.takeInterrupts(1);
    expect(bench.read('whole\r')).toBe('whole');
  });
});

describe('its history', () => {
  const filled = (...lines: string[]): Bench => {
    const bench = new Bench();
    for (const line of lines) bench.read(`${line}\r`);
    return bench;
  };

  test('goes back and forth, and ends in an empty line', () => {
    expect(filled('one', 'two').read(`${UP}\r`)).toBe('two');
    expect(filled('one', 'two').read(`${UP}${UP}\r`)).toBe('one');
    expect(filled('one', 'two').read(`${UP}${UP}${DOWN}\r`)).toBe('two');
    expect(filled('one', 'two').read(`x${UP}${DOWN}\r`)).toBe('');
    expect(filled('one').read(`x${DOWN}\r`)).toBe('x');
  });

  test('can be edited, and is drawn over what was there', () => {
    const bench = filled('a', 'longer line');
    bench.editor.begin();
    bench.type(`${UP}${UP}`);
    bench.poll();
    expect(bench.screen).toEqual({ line: 'a', cursor: 1 });
    bench.type('b\r');
    expect(bench.poll()).toBe('ab');
  });

  test('keeps 8 lines, none of them empty or twice in a row', () => {
    const bench = filled('0', '1', '2', '3', '4', '5', '6', '7', '8', '8', '');
    expect(bench.read(`${UP.repeat(8)}\r`)).toBe('1');
    expect(filled('0', '1', '2', '3', '4', '5', '6', '7', '8').read(`${UP.repeat(20)}\r`)).toBe('1');
  });
});
