import { describe, expect, test } from 'vitest';
import type { Request } from './console-mode';
import { FriendlyPrompt } from './friendly-prompt';
import { LineEditor, type Completion } from './line-editor';

const NEW_PROMPT = '\r\n>>> ';

/** A prompt, what it draws, and what it asks for. */
class Bench {
  drawn = '';
  readonly asked: (Request | string)[] = [];
  readonly #write = (text: string): void => {
    this.drawn += text;
  };
  readonly prompt: FriendlyPrompt;

  constructor(complete: (text: string) => Completion | undefined = () => undefined) {
    this.prompt = new FriendlyPrompt(new LineEditor(this.#write), this.#write, (text) => {
      const completion = complete(text);
      if (completion === 'listed') this.#write('\r\nlist\r\n');
      return completion;
    });
    this.prompt.begin();
    this.drawn = '';
  }

  type(keys: string): this {
    for (const byte of new TextEncoder().encode(keys)) {
      const request = this.prompt.take(byte);
      if (request?.kind === 'run') {
        const { program } = request;
        this.asked.push(program.kind === 'file' ? program.path : new TextDecoder().decode(program.source));
      } else if (request) this.asked.push(request.kind);
      if (request?.kind === 'prompt' || request?.kind === 'run') this.prompt.begin();
    }
    return this;
  }
}

const ran = (keys: string): unknown => new Bench().type(keys).asked.at(-1);
const drawn = (keys: string): string => new Bench().type(keys).drawn;

/** Every row of the table of keys in reference/esp8266 §1.4. */
describe('on an empty line', () => {
  test.each([
    ['Ctrl-A', '\x01', '\r\n', ['raw']],
    ['Ctrl-B', '\x02', '\r\n', ['banner']],
    ['Ctrl-C', '\x03', NEW_PROMPT, ['prompt']],
    ['Ctrl-D', '\x04', '\r\n', ['soft-reset']],
    ['Ctrl-E', '\x05', '\r\n', ['paste']],
    ['Backspace', '\x08\x7f', '', []],
    ['Tab without a completion', '\t', '', []],
    ['older history, when there is none', '\x1b[A', '', []],
    ['cursor keys', '\x1b[C\x1b[D\x1b[H\x1b[F\x1bOH\x1bOF\x1b[1~\x1b[7~\x1b[4~\x1b[8~\x1b[3~', '', []],
    ['dead EMACS keys', '\x06\x0b\x0e\x10\x15\x17', '', []],
    ['Enter', '\r', NEW_PROMPT, ['prompt']],
    ['LF', '\n', NEW_PROMPT, ['prompt']],
    ['CR LF', '\r\n', NEW_PROMPT, ['prompt']],
    ['two Enters', '\r\r', NEW_PROMPT + NEW_PROMPT, ['prompt', 'prompt']],
    ['bytes beyond ASCII, and NUL', 'é€\0', '', []],
  ])('%s', (_, keys, drawing, asked) => {
    const bench = new Bench().type(keys);
    expect([bench.drawn, bench.asked]).toEqual([drawing, asked]);
  });
});

describe('in a line', () => {
  test.each([
    ['Ctrl-A: to its beginning', 'abc\x01', 'abc\b\b\b', 'Xabc'],
    ['Ctrl-B: nothing', 'abc\x02', 'abc', 'abcX'],
    ['Ctrl-D: nothing', 'abc\x04', 'abc', 'abcX'],
    ['Ctrl-E: to its end', 'abc\x01\x05', 'abc\b\b\babc', 'abcX'],
    ['Backspace', 'abc\x08', 'abc\b\x1b[K', 'abX'],
    ['DEL', 'abc\x7f', 'abc\b\x1b[K', 'abX'],
    ['Backspace after four spaces and more', '     \x7f', '     \b\b\b\b\x1b[K', ' X'],
    ['Backspace after three spaces', '   \x7f', '   \b\x1b[K', '  X'],
    ['Backspace after spaces behind a word', 'a    \x7f', 'a    \b\x1b[K', 'a   X'],
    ['Tab after a space', 'a \t', 'a     ', 'a     X'],
    ['cursor left, right', 'abc\x1b[D\x1b[D\x1b[C', 'abc\b\bb', 'abXc'],
    ['Home, End', 'ab\x1b[H\x1b[F\x1bOH\x1bOF\x1b[1~\x1b[4~\x1b[7~\x1b[8~', `ab${'\b\bab'.repeat(4)}`, 'abX'],
    ['Delete', 'abc\x01\x1b[3~', 'abc\b\b\b\x1b[Kbc\b\b', 'Xbc'],
    ['far moves by a sequence', 'abcdefg\x01', 'abcdefg\x1b[7D', 'Xabcdefg'],
    ['dead EMACS keys', 'abc\x01\x06\x0b\x0e\x10\x15\x17', 'abc\b\b\b', 'Xabc'],
    ['bytes beyond ASCII', 'aéb', 'ab', 'abX'],
    ['a sequence of several numbers', 'ab\x1b[1;5C', 'ab', 'abX'],
  ])('%s', (_, keys, drawing, line) => {
    const bench = new Bench().type(keys);
    expect(bench.drawn).toBe(drawing);
    expect(bench.type('X\r').asked).toEqual([line]);
  });

  test('Ctrl-C discards it, also in a block and within an escape sequence', () => {
    for (const before of ['abc', 'for x in y:\r', 'for x in y:\r\r', 'x = (\r1,', 'a\x1b', 'a\x1b[1'])
      expect(drawn(`${before}\x03`)).toMatch(/\r\n>>> $/);
    expect(ran('for x in y:\r\x03z\r')).toBe('z');
  });
});

describe('a block', () => {
  test.each([
    ['an open bracket', 'f(\r1)\r', 'f(\n1)'],
    ['an open triple quote', 'x = """a\rb"""\r', 'x = """a\nb"""'],
    ['a backslash', 'x = \\\r1\r', 'x = \\\n1'],
    ['if, until an empty line', 'if x:\ry\r\r\r\r', 'if x:\n    y\n    \n    \n'],
    ['a decorator', '@f\rdef g(): pass\r\r', '@f\ndef g(): pass\n'],
    ['async', 'async def f(): pass\r\r', 'async def f(): pass\n'],
    ['a word that only begins so, at once', 'format\r', 'format'],
    ['an open quote of one line, at once', "x = 'a(\r", "x = 'a("],
    ['a bracket in a string, at once', "x = '('\r", "x = '('"],
    ['an escaped quote, at once', String.raw`x = 'it\'s ('` + '\r', String.raw`x = 'it\'s ('`],
  ])('goes on after %s', (_, keys, source) => {
    expect(ran(keys)).toBe(source);
  });

  test('is ended and run by Ctrl-D on an empty line, and only there', () => {
    expect(ran('if x:\ry\x04z\r\x7f\x04')).toBe('if x:\n    yz\n');
  });

  test('is indented as the line before, one more after a colon, and no more after two blank lines', () => {
    expect(drawn('if a:\rif b:\rc\r')).toBe('if a:\r\n...     if b:\r\n...         c\r\n...         ');
    expect(drawn('if a:\rb\r\r\r').endsWith('...     \r\n...     \r\n... ')).toBe(true);
  });

  test('Tab right after an indent keeps it and ends indenting; Space leaves one space', () => {
    expect(ran('if a:\r\tb\rc\r\r')).toBe('if a:\n    b\nc\n');
    expect(ran('if a:\r b\r\r')).toBe('if a:\n b\n');
    expect(drawn('if a:\r ')).toBe('if a:\r\n...     \b\b\b');
  });

  test('is indented by Tab at the beginning of a line', () => {
    expect(ran('f(\r\t1)\r')).toBe('f(\n    1)');
  });

  test('that is longer than the board could run ends', () => {
    const bench = new Bench().type('f(\r' + `${'x'.repeat(1000)},\r`.repeat(100));
    expect(bench.asked.some((asked) => typeof asked === 'string' && asked.length > 60_000)).toBe(true);
  });
});

describe('history', () => {
  test('keeps 8 lines, each line of a block for itself, and none twice in a row', () => {
    const bench = new Bench().type('0\r1\r2\r3\r4\r5\r6\r7\r8\r8\r\r');
    expect(bench.type('\x1b[A'.repeat(20) + '\r').asked.at(-1)).toBe('1');
    expect(ran('if a:\rb\r\r\r\r\x1b[A\x1b[A\r')).toBe('    b');
  });
});

describe('completion', () => {
  test('is put at the cursor', () => {
    const bench = new Bench((text) => (text === 'mach' ? { insert: 'ine' } : undefined));
    expect(bench.type('mach.x\x1b[D\x1b[D\t').drawn).toBe('mach.x\b\bine.x\b\b');
    expect(bench.type('\r').asked).toEqual(['machine.x']);
  });

  test('that is a list stands below the line, which is drawn again', () => {
    const bench = new Bench(() => 'listed');
    expect(bench.type('ab\x1b[D\t').drawn).toBe('ab\b\r\nlist\r\n>>> ab\b');
    expect(bench.type('X\r').asked).toEqual(['aXb']);
  });
});
