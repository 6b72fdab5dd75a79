import { Key } from './keys';

/** Lines kept for the arrow keys (reference/esp8266 §1.4). */
const HISTORY = 8;
/** Longer than any line that a board with 38 KB could run. What comes beyond is not taken. */
const MOST_CHARACTERS = 65_536;
const MOST_ESCAPE = 16;
const INDENT = '    ';
const SPACE = 0x20;

export interface LineStart {
  /** Printed before the line, and again after a list of completions. */
  readonly prompt: string;
  /** Spaces that the line begins with, as if typed. */
  readonly indent?: string;
  /** Not the first line of a block: Tab at its start indents. */
  readonly continues?: boolean;
  /** Asked by Tab, with what stands before the cursor; what it prints stands below the line. */
  readonly complete?: (text: string) => Completion | undefined;
}

/** What to put at the cursor; `listed` when several were printed instead. */
export type Completion = { readonly insert: string } | 'listed';

/**
 * One line of console input, as MicroPython's readline edits it: echo, cursor, deletion, completion and a history
 * that prompt and `input()` share. Here because the one in C takes its memory from the board's heap, and hangs when
 * there is none.
 */
export class LineEditor {
  #start: LineStart = { prompt: '' };
  #line = '';
  #cursor = 0;
  #escape = '';
  #lastNewline = 0;
  /** The indent was put there for the student, who has typed nothing since. */
  #justIndented = false;
  readonly #history: string[] = [];
  #recalled = 0;

  #keepsIndent = true;

  constructor(private readonly write: (text: string) => void) {}

  get line(): string {
    return this.#line;
  }

  /** Whether the rest of the block is indented automatically: Tab and Space right after an indent end that. */
  get keepsIndent(): boolean {
    return this.#keepsIndent;
  }

  begin(start: LineStart): void {
    const { prompt, indent = '', continues = false } = start;
    this.#start = start;
    if (!continues) this.#keepsIndent = true;
    this.#line = indent;
    this.#cursor = indent.length;
    this.#justIndented = indent !== '';
    this.#escape = '';
    this.#recalled = 0;
    this.write(prompt + indent);
  }

  /**
   * @returns undefined while the line goes on; `Key.enter` when it is complete; `Key.ctrlC` in any case, and Ctrl-A,
   * B, D and E when the line is empty: then they are for the caller
   */
  take(byte: number): number | undefined {
    // Sooner than in the chip, where the rest of an escape sequence swallows it.
    if (byte === Key.ctrlC) return byte;
    if (this.#escape !== '' && byte !== Key.escape) {
      this.#takeEscape(byte);
      return undefined;
    }
    if (this.#line === '' && byte >= Key.ctrlA && byte <= Key.ctrlE) return byte;
    const last = this.#lastNewline;
    this.#lastNewline = 0;
    if (byte === Key.enter || byte === Key.lineFeed) {
      // CR LF is one newline, in either order.
      if (last !== 0 && last !== byte) return undefined;
      this.#lastNewline = byte;
      this.#finish();
      return Key.enter;
    }
    const indented = this.#justIndented;
    this.#justIndented = false;
    this.#takeKey(byte, indented);
    return undefined;
  }

  #takeKey(byte: number, indented: boolean): void {
    switch (byte) {
      case Key.ctrlA:
        this.#moveTo(0);
        break;
      case Key.ctrlE:
        this.#moveTo(this.#line.length);
        break;
      case Key.backspace:
      case Key.delete:
        this.#backspace();
        break;
      case Key.escape:
        this.#escape = '\x1b';
        break;
      case Key.tab:
        if (indented) this.#endIndent(0);
        else this.#tab();
        break;
      case SPACE:
        // One space is wanted: it is what stays of the indent.
        if (indented) this.#endIndent(INDENT.length - 1);
        else this.#insert(' ');
        break;
      default:
        // EMACS keys are dead on this chip, bytes beyond ASCII are ignored.
        if (byte > SPACE && byte < Key.delete) this.#insert(String.fromCharCode(byte));
    }
  }

  /** @param less so many spaces of the indent go */
  #endIndent(less: number): void {
    this.#keepsIndent = false;
    this.#moveTo(this.#line.length - less);
    this.#line = this.#line.slice(0, this.#line.length - less);
  }

  #finish(): void {
    this.write('\r\n');
    if (this.#line === '' || this.#line === this.#history[0]) return;
    this.#history.unshift(this.#line);
    this.#history.length = Math.min(this.#history.length, HISTORY);
  }

  #takeEscape(byte: number): void {
    this.#escape += String.fromCharCode(byte);
    if (/^\x1b[[O]?[0-9;]*$/.test(this.#escape) && this.#escape.length < MOST_ESCAPE) return;
    const sequence = this.#escape.slice(1);
    this.#escape = '';
    if (sequence === '[A') this.#recall(this.#recalled + 1);
    else if (sequence === '[B') this.#recall(this.#recalled - 1);
    else if (sequence === '[C') this.#moveTo(this.#cursor + 1);
    else if (sequence === '[D') this.#moveTo(this.#cursor - 1);
    else if (['[H', 'OH', '[1~', '[7~'].includes(sequence)) this.#moveTo(0);
    else if (['[F', 'OF', '[4~', '[8~'].includes(sequence)) this.#moveTo(this.#line.length);
    else if (sequence === '[3~' && this.#cursor < this.#line.length) this.#cut(this.#cursor, 1);
  }

  #recall(index: number): void {
    const line = index === 0 ? '' : this.#history[index - 1];
    if (line === undefined) return;
    this.#recalled = index;
    this.#moveTo(0);
    const shorter = line.length < this.#line.length;
    this.#line = line;
    this.#redrawFrom(0, line.length, shorter);
  }

  #tab(): void {
    const before = this.#line.slice(0, this.#cursor);
    const indents = before === '' ? this.#start.continues : before.endsWith(' ');
    const completion = indents ? { insert: INDENT } : this.#start.complete?.(before);
    if (completion === 'listed') {
      this.write(this.#start.prompt + before);
      this.#redrawFrom(this.#cursor, this.#cursor, false);
    } else if (completion) this.#insert(completion.insert);
  }

  #insert(text: string): void {
    if (this.#line.length + text.length > MOST_CHARACTERS) return;
    const at = this.#cursor;
    if (at === this.#line.length) this.#line += text;
    else this.#line = this.#line.slice(0, at) + text + this.#line.slice(at);
    this.#redrawFrom(at, at + text.length, false);
  }

  /** Takes four spaces at once where nothing else is left of the cursor. */
  #backspace(): void {
    const before = this.#line.slice(0, this.#cursor);
    const count = /^ {4,}$/.test(before) ? INDENT.length : Math.min(1, before.length);
    if (count > 0) this.#cut(this.#cursor - count, count);
  }

  #cut(index: number, count: number): void {
    this.#moveTo(index);
    this.#line = this.#line.slice(0, index) + this.#line.slice(index + count);
    this.#redrawFrom(index, index, true);
  }

  /** Draws the line's rest from `start`, where the cursor is, and leaves the cursor at `end`. */
  #redrawFrom(start: number, end: number, erase: boolean): void {
    this.write(`${erase ? '\x1b[K' : ''}${this.#line.slice(start)}`);
    this.#cursor = this.#line.length;
    this.#moveTo(end);
  }

  #moveTo(target: number): void {
    const index = Math.max(0, Math.min(this.#line.length, target));
    const distance = index - this.#cursor;
    if (distance > 0) this.write(this.#line.slice(this.#cursor, index));
    else if (distance < 0) this.write(distance >= -4 ? '\b'.repeat(-distance) : `\x1b[${-distance}D`);
    this.#cursor = index;
  }
}
