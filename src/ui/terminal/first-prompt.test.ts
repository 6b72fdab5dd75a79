import { expect, test } from 'vitest';
import { Emitter } from '../../shared/emitter';
import { onFirstPrompt } from './first-prompt';

/** As much of a terminal as is drawn: the line of the cursor. */
class DrawnLine {
  readonly #rendered = new Emitter<undefined>();
  #text = '';
  readonly buffer = {
    active: {
      baseY: 7,
      cursorY: 3,
      cursorX: 0,
      getLine: (row: number) => (row === 10 ? this.#line() : undefined),
    },
  };

  readonly onRender = (listener: () => void) => ({ dispose: this.#rendered.event(listener) });

  draw(text: string): void {
    this.#text = text;
    this.buffer.active.cursorX = text.length;
    this.#rendered.fire(undefined);
  }

  #line() {
    return {
      isWrapped: false,
      length: 80,
      getCell: () => undefined,
      translateToString: (_trim?: boolean, from = 0, to = 80) => this.#text.padEnd(80).slice(from, to),
    };
  }
}

test('the first prompt is marked when it is drawn, once', () => {
  const terminal = new DrawnLine();
  let marks = 0;
  onFirstPrompt(terminal, () => marks++);
  terminal.draw('');
  terminal.draw('Type "help()" for more information.');
  expect(marks).toBe(0);
  terminal.draw('>>> ');
  expect(marks).toBe(1);
  terminal.draw('>>> ');
  expect(marks).toBe(1);
});

test('a line that only shows a prompt somewhere is none', () => {
  const terminal = new DrawnLine();
  let marks = 0;
  onFirstPrompt(terminal, () => marks++);
  terminal.draw('>>>');
  terminal.draw('before >>> ');
  terminal.draw('>>> x');
  expect(marks).toBe(0);
});
