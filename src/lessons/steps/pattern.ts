/**
 * Text with `*` for any run of characters, `\*` for a star: what lessons may ask for. It is no regular expression, so
 * that no lesson, whoever brought it, can make the page search for ever: one pass over the text is enough.
 */
export class Pattern {
  readonly #parts: readonly string[];

  constructor(text: string) {
    this.#parts = text.split(/(?<!\\)\*/).map((part) => part.replaceAll('\\*', '*'));
  }

  /** The whole text, from its beginning to its end. */
  matches(text: string): boolean {
    const [first = '', ...others] = this.#parts;
    if (!text.startsWith(first)) return false;
    const last = others.pop();
    if (last === undefined) return text.length === first.length;
    let from = first.length;
    for (const part of others) {
      const at = text.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return text.length - last.length >= from && text.endsWith(last);
  }
}

/** Looks for a text in a stream that comes in pieces; keeps no more of it than it must. */
export class Finder {
  #tail = '';

  constructor(private readonly sought: string) {}

  /** @returns how often it was found in what came with this piece */
  hear(text: string): number {
    const all = this.#tail + text;
    let count = 0;
    let from = 0;
    for (let at = all.indexOf(this.sought); at >= 0; at = all.indexOf(this.sought, from)) {
      count++;
      from = at + this.sought.length;
    }
    this.#tail = all.slice(Math.max(from, all.length - this.sought.length + 1));
    return count;
  }

  forget(): void {
    this.#tail = '';
  }
}

const LONGEST_LINE = 4_096;

/** Divides a stream into lines, and counts those that are wanted. Of a longer one its beginning is kept. */
export class Lines {
  #line = '';

  constructor(private readonly isWanted: (line: string) => boolean) {}

  /** @returns how many wanted lines this piece has ended */
  hear(text: string): number {
    let count = 0;
    let at = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
      if (this.isWanted(this.#lineWith(text.slice(at, end)))) count++;
      this.#line = '';
      at = end + 1;
    }
    this.#line = this.#lineWith(text.slice(at));
    return count;
  }

  forget(): void {
    this.#line = '';
  }

  #lineWith(more: string): string {
    return (this.#line + more).slice(0, LONGEST_LINE);
  }
}
