/**
 * How a person types Python at MicroPython's friendly prompt. The prompt indents the next line by itself, so typing a
 * block with its indentation doubles it; this module models what the prompt does (reference §1.4, Continuation and
 * Auto-indent) and gives the keys that make the board see exactly the lines wanted.
 */

const ENTER = '\r';
/** DEL: takes back four spaces when only spaces, at least four, are left of the cursor. */
const DELETE = '\x7f';
/** After the last line of a block: two auto-indented lines of spaces, then an empty one. */
const MOST_CLOSING_ENTERS = 3;

/**
 * The keys that enter one statement, from its first line to the Enter that makes the board run it.
 *
 * @param statementLines code without prompts, one entry a line; indentation is relative to the first line
 */
export function replKeystrokes(statementLines: readonly string[]): string {
  return typeStatement(statementLines).keys;
}

/**
 * Whether `replKeystrokes` makes the board run exactly this statement. Not so for what the prompt cannot take from a
 * keyboard (bytes outside printable ASCII, a tab inside a line), and where its simple look at brackets and quotes is
 * misled, which also reads comments: then it asks for more lines for ever, or runs the statement too early.
 */
export function canBeTyped(statementLines: readonly string[]): boolean {
  const printable = statementLines.every((line) => /^[\x20-\x7e]*$/.test(expandIndent(line)));
  return printable && typeStatement(statementLines).asMeant;
}

function typeStatement(statementLines: readonly string[]): { keys: string; asMeant: boolean } {
  const lines = trimBlankEnds(statementLines).map(expandIndent);
  if (lines.length === 0) return { keys: '', asMeant: true };
  const prompt = new Prompt();
  let asMeant = true;
  for (const [index, line] of lines.entries()) {
    if (index > 0 && !prompt.continues) asMeant = false;
    prompt.enter(index === 0 ? line.trimStart() : line);
  }
  for (let i = 0; i < MOST_CLOSING_ENTERS && prompt.continues; i++) prompt.enterAsOffered();
  return { keys: prompt.keys, asMeant: asMeant && !prompt.continues };
}

/** The friendly prompt: the lines it holds of the present statement, and the keys that were needed to get there. */
class Prompt {
  keys = '';
  readonly #lines: string[] = [];
  readonly #look = new Look();
  /** An auto-indent was the last thing that happened but Enter: then a space takes three characters back. */
  #indentJustAdded = false;

  get continues(): boolean {
    const last = this.#lines.at(-1);
    return last !== undefined && this.#look.continues(last === '');
  }

  enter(line: string): void {
    if (line.trim() === '' && !this.#look.insideText) {
      // Outside strings and brackets an empty line means nothing, and at the margin it would run the statement.
      if (this.#offeredIndent() > 0) this.enterAsOffered();
      return;
    }
    const code = line.trimStart();
    this.#indentTo(line.length - code.length);
    this.#store(line, code);
  }

  /** Enter alone, which leaves the line as the prompt has indented it. */
  enterAsOffered(): void {
    this.#store(' '.repeat(this.#offeredIndent()), '');
  }

  #store(line: string, typed: string): void {
    this.keys += typed + ENTER;
    if (typed !== '') this.#indentJustAdded = false;
    this.#look.read(this.#lines.length === 0 ? line : `\n${line}`);
    this.#lines.push(line);
    if (this.#offeredIndent() > 0) this.#indentJustAdded = true;
  }

  #indentTo(wanted: number): void {
    const offered = this.#offeredIndent();
    if (wanted === offered) return;
    // The flag outlives Enters, so a space even at the margin may eat the prompt: a DELETE first ends that.
    const deletes = Math.max(this.#indentJustAdded ? 1 : 0, Math.ceil((offered - wanted) / 4));
    this.keys += DELETE.repeat(deletes) + ' '.repeat(wanted - Math.max(0, offered - 4 * deletes));
    this.#indentJustAdded = false;
  }

  #offeredIndent(): number {
    const last = this.#lines.at(-1);
    if (last === undefined) return 0;
    const beforeLast = this.#lines.length > 2 ? this.#lines.at(-2) : undefined;
    if (/^ *$/.test(last) && beforeLast !== undefined && /^ *$/.test(beforeLast)) return 0;
    const spaces = last.length - last.replace(/^ +/, '').length;
    return 4 * (Math.floor(spaces / 4) + (last.endsWith(':') ? 1 : 0));
  }
}

type Quote = "'" | '"' | "'''" | '"""';

/** What the prompt knows of the text so far: a count of brackets and the quote it is in. It does not know comments. */
class Look {
  #compound: boolean | undefined;
  #depth = { '(': 0, '[': 0, '{': 0 };
  #quote: Quote | null = null;
  #last = '';

  /** In a bracket or a triple-quoted string. */
  get insideText(): boolean {
    return this.#inTripleQuote || (this.#quote === null && Object.values(this.#depth).some((n) => n > 0));
  }

  get #inTripleQuote(): boolean {
    return this.#quote === "'''" || this.#quote === '"""';
  }

  continues(lastLineEmpty: boolean): boolean {
    if (this.insideText || this.#last === '\\') return true;
    return this.#compound === true && !lastLineEmpty;
  }

  read(text: string): void {
    this.#compound ??= /^(?:@|(?:if|while|for|try|with|def|class|async)(?![A-Za-z0-9_]))/.test(text);
    for (let i = 0; i < text.length; i++) i = this.#readAt(text, i);
    this.#last = text.at(-1) ?? this.#last;
  }

  /** Reads what stands at `i` and returns the index of its last character. */
  #readAt(text: string, i: number): number {
    const char = text.charAt(i);
    if (char === '"' || char === "'") return this.#readQuote(text, i, char);
    if (char === '\\' && '\'"\\'.includes(text.charAt(i + 1)) && i + 1 < text.length) {
      return this.#quote === null ? i : i + 1;
    }
    if (this.#quote === null) this.#countBracket(char);
    return i;
  }

  #readQuote(text: string, i: number, char: "'" | '"'): number {
    const triple: Quote = char === '"' ? '"""' : "'''";
    if ((this.#quote === null || this.#quote === triple) && text.startsWith(triple, i)) {
      this.#quote = this.#quote === null ? triple : null;
      return i + 2;
    }
    if (this.#quote === null || this.#quote === char) this.#quote = this.#quote === null ? char : null;
    return i;
  }

  #countBracket(char: string): void {
    if (char === '(' || char === '[' || char === '{') this.#depth[char]++;
    else if (char === ')') this.#depth['(']--;
    else if (char === ']') this.#depth['[']--;
    else if (char === '}') this.#depth['{']--;
  }
}

/** The prompt takes a tab for a wish to complete, so indentation is typed in spaces, to stops of eight as Python has it. */
function expandIndent(line: string): string {
  const code = line.trimStart();
  let column = 0;
  for (const char of line.slice(0, line.length - code.length))
    column = char === '\t' ? column + 8 - (column % 8) : column + 1;
  return ' '.repeat(column) + code;
}

function trimBlankEnds(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first < 0 ? [] : lines.slice(first, last + 1);
}
