import type { Uart } from './uart';
import type { Output } from './output';

const CTRL_A = 0x01;
const CTRL_D = 0x04;
const CTRL_E = 0x05;
const BACKSPACE = 0x08;
const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const ESC = 0x1b;
const DELETE = 0x7f;

/** Lines kept for the arrow keys, as the prompt's own history (reference/esp8266 §1.4). */
const HISTORY = 8;

/**
 * The line that `input()` reads: echo, cursor, deletion and history as MicroPython's readline has them. It takes its
 * bytes from the UART when it is asked, so a program that does not read leaves them there.
 */
export class LineEditor {
  #line = '';
  #cursor = 0;
  #escape = '';
  #lastNewline = 0;
  readonly #history: string[] = [];
  #recalled = 0;

  constructor(
    private readonly uart: Uart,
    private readonly output: Output,
  ) {}

  begin(): void {
    this.#line = '';
    this.#cursor = 0;
    this.#escape = '';
    this.#recalled = 0;
  }

  /** Ends in any case, also when the program was interrupted. */
  end(): void {
    this.begin();
  }

  /** @returns the line, null while it is not complete, false when Ctrl-D ended an empty one. */
  poll(): string | null | false {
    for (let byte = this.uart.takeForProgram(); byte !== undefined; byte = this.uart.takeForProgram()) {
      const result = this.#take(byte);
      if (result !== null) return result;
    }
    return null;
  }

  #take(byte: number): string | null | false {
    if (this.#escape !== '') {
      this.#takeEscape(byte);
      return null;
    }
    const last = this.#lastNewline;
    this.#lastNewline = 0;
    switch (byte) {
      case CR:
      case LF:
        // CR LF is one newline, in either order.
        if (last !== 0 && last !== byte) return null;
        this.#lastNewline = byte;
        return this.#finish();
      case CTRL_D:
        return this.#line === '' ? false : null;
      case CTRL_A:
        this.#moveTo(0);
        return null;
      case CTRL_E:
        this.#moveTo(this.#line.length);
        return null;
      case BACKSPACE:
      case DELETE:
        if (this.#cursor > 0) this.#delete(this.#cursor - 1);
        return null;
      case ESC:
        this.#escape = '\x1b';
        return null;
      case TAB:
        return null;
      default:
        if (byte >= 0x20 && byte < 0x7f) this.#insert(String.fromCharCode(byte));
        return null;
    }
  }

  #finish(): string {
    const line = this.#line;
    this.output.writeText('\r\n');
    if (line !== '' && line !== this.#history[0]) {
      this.#history.unshift(line);
      this.#history.length = Math.min(this.#history.length, HISTORY);
    }
    return line;
  }

  #takeEscape(byte: number): void {
    this.#escape += String.fromCharCode(byte);
    if (/^\x1b[[O]?[0-9]*$/.test(this.#escape)) return;
    const sequence = this.#escape.slice(1);
    this.#escape = '';
    if (sequence === '[A') this.#recall(this.#recalled + 1);
    else if (sequence === '[B') this.#recall(this.#recalled - 1);
    else if (sequence === '[C') this.#moveTo(this.#cursor + 1);
    else if (sequence === '[D') this.#moveTo(this.#cursor - 1);
    else if (['[H', 'OH', '[1~', '[7~'].includes(sequence)) this.#moveTo(0);
    else if (['[F', 'OF', '[4~', '[8~'].includes(sequence)) this.#moveTo(this.#line.length);
    else if (sequence === '[3~' && this.#cursor < this.#line.length) this.#delete(this.#cursor);
  }

  #recall(index: number): void {
    const line = index === 0 ? '' : this.#history[index - 1];
    if (line === undefined) return;
    this.#recalled = index;
    this.#moveTo(0);
    this.#line = line;
    this.#redrawFrom(0, line.length);
  }

  #insert(character: string): void {
    const at = this.#cursor;
    this.#line = this.#line.slice(0, at) + character + this.#line.slice(at);
    this.output.writeText(this.#line.slice(at));
    this.#cursor = this.#line.length;
    this.#moveTo(at + 1);
  }

  #delete(index: number): void {
    this.#moveTo(index);
    this.#line = this.#line.slice(0, index) + this.#line.slice(index + 1);
    this.#redrawFrom(index, index);
  }

  /** Draws the line's rest from `start`, where the cursor is, and leaves the cursor at `end`. */
  #redrawFrom(start: number, end: number): void {
    this.output.writeText(`${this.#line.slice(start)}\x1b[K`);
    this.#cursor = this.#line.length;
    this.#moveTo(end);
  }

  #moveTo(target: number): void {
    const index = Math.max(0, Math.min(this.#line.length, target));
    const distance = index - this.#cursor;
    if (distance > 0) this.output.writeText(this.#line.slice(this.#cursor, index));
    else if (distance < 0)
      this.output.writeText(distance >= -4 ? '\b'.repeat(-distance) : `\x1b[${-distance}D`);
    this.#cursor = index;
  }
}
