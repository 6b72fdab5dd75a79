/** What the console showed: what programs printed, and where the student entered something. */
export type ConsoleEvent =
  /** Lines, or a piece of one. */
  | { readonly kind: 'printed'; readonly text: string }
  /** A line was entered at a prompt: what runs now, if anything does, was started by it. */
  | { readonly kind: 'entered' }
  /** `>>>` is shown: what was entered has ended. */
  | { readonly kind: 'prompted' };

const PROMPT = '>>> ';
/** Only where a line was entered before: programs print dots, too. */
const FURTHER = ['... ', '=== '];
const PASTE_MODE = 'paste mode;';
/** Colours and cursor movements say nothing; a sequence that is not at its end waits for the rest. */
const SEQUENCE = new RegExp('\\u001b\\[[0-9;?]*[ -/]*[@-~]', 'g');
const OPEN_SEQUENCE = new RegExp('\\u001b(?:\\[[0-9;?]{0,16}[ -/]?)?$');

/**
 * Tells what a program printed from the echo of what was typed, by the prompts, which the board itself writes. It is
 * the text that is read, not the board's state: that is told once in a while, the text is in order.
 */
export class ConsoleReader {
  #waiting = '';
  #typed = false;
  #lineStart = true;
  #entered = false;
  #line = '';

  /** Nothing was heard yet, and a prompt is shown. */
  beginAtPrompt(): void {
    this.#typed = true;
  }

  hear(text: string): readonly ConsoleEvent[] {
    const all = (this.#waiting + text).replaceAll('\r', '');
    const open = OPEN_SEQUENCE.exec(all);
    const whole = (open ? all.slice(0, open.index) : all).replace(SEQUENCE, '');
    const events: ConsoleEvent[] = [];
    const rest = this.#read(whole, events);
    this.#waiting = rest + (open?.[0] ?? '');
    return events;
  }

  /** @returns what may be the beginning of a prompt */
  #read(text: string, events: ConsoleEvent[]): string {
    let at = 0;
    while (at < text.length) {
      const plain = this.#plainUntil(text, at);
      if (plain > at) {
        append(events, text.slice(at, plain));
        this.#beginLine(false);
        at = plain;
        continue;
      }
      const end = text.indexOf('\n', at);
      const piece = text.slice(at, end < 0 ? text.length : end);
      const rest = this.#typed ? '' : this.#readPrinted(piece, end < 0, events);
      if (end < 0) return rest;
      this.#endLine(events);
      at = end + 1;
    }
    return '';
  }

  /** Where lines end in which there is no prompt and nothing that one may follow: a flood is read as a whole. */
  #plainUntil(text: string, at: number): number {
    if (this.#typed || this.#entered || !this.#lineStart) return at;
    const special = [PROMPT, PASTE_MODE].map((one) => text.indexOf(one, at)).filter((place) => place >= 0);
    const end = Math.min(text.length, ...special);
    return Math.max(at, text.lastIndexOf('\n', end - 1) + 1);
  }

  /** A piece of one line. */
  #readPrinted(piece: string, isOpen: boolean, events: ConsoleEvent[]): string {
    if (this.#lineStart && this.#mayContinue() && FURTHER.some((prompt) => piece.startsWith(prompt))) {
      this.#typed = true;
      return '';
    }
    const prompt = piece.indexOf(PROMPT);
    const printed = prompt < 0 ? piece : piece.slice(0, prompt);
    const held = isOpen && prompt < 0 ? this.#heldBack(printed) : 0;
    this.#print(printed.slice(0, printed.length - held), events);
    if (prompt >= 0) {
      this.#typed = true;
      events.push({ kind: 'prompted' });
    }
    return printed.slice(printed.length - held);
  }

  #print(text: string, events: ConsoleEvent[]): void {
    if (text === '') return;
    this.#lineStart = false;
    this.#line = (this.#line + text).slice(0, PASTE_MODE.length);
    append(events, text);
  }

  #endLine(events: ConsoleEvent[]): void {
    if (this.#typed) events.push({ kind: 'entered' });
    else append(events, '\n');
    this.#beginLine(this.#typed || this.#line === PASTE_MODE);
  }

  #beginLine(entered: boolean): void {
    this.#entered = entered;
    this.#typed = false;
    this.#lineStart = true;
    this.#line = '';
  }

  #mayContinue(): boolean {
    return this.#entered;
  }

  /** How many characters at the end may be the beginning of a prompt. */
  #heldBack(piece: string): number {
    const prompts =
      this.#lineStart && this.#entered && piece.length < PROMPT.length ? [PROMPT, ...FURTHER] : [PROMPT];
    for (let length = Math.min(PROMPT.length - 1, piece.length); length > 0; length--) {
      const end = piece.slice(-length);
      if (prompts.some((prompt) => prompt.startsWith(end) && (prompt === PROMPT || length === piece.length)))
        return length;
    }
    return 0;
  }
}

function append(events: ConsoleEvent[], text: string): void {
  const last = events.at(-1);
  if (last?.kind === 'printed' && !last.text.endsWith('\n'))
    events[events.length - 1] = { kind: 'printed', text: last.text + text };
  else events.push({ kind: 'printed', text });
}
