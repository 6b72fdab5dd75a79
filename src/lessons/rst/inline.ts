/**
 * Inline markup. One pass from left to right; the end of each kind of markup is looked for once and remembered, so
 * the time is linear however many openings never close. What is no valid markup stays as the text it is.
 */
import { complain } from '../../words/complaint';
import type { Inline } from '../model';
import { isHostileUrl, isSafeUrl, type References, type Report } from './references';

const OPENERS = '\'"([{<-/:‘“«’–—';
const CLOSERS = '\'")]}>-/\\:.,;!?’”»–—';

/** Characters of an address in a message. */
const LONGEST_SHOWN = 200;

type Mark = '``' | '`' | '**' | '*' | '|';

/** Roles whose content is prose; every other role names code. */
const TEXT_ROLES = new Set([
  'ref',
  'doc',
  'term',
  'abbr',
  'title',
  'guilabel',
  'menuselection',
  'numref',
  'rfc',
  'pep',
  'sup',
  'sub',
  'eq',
  'dfn',
]);

export function parseInline(text: string, line: number, references: References, report: Report): Inline[] {
  return new InlineParser(text, line, references, report).parse();
}

class InlineParser {
  readonly #out: Inline[] = [];
  readonly #ends = new Map<Mark, number>();
  #at = 0;
  /** Text not yet put out, and the line on which it began. */
  #plain = '';
  #plainLine: number;
  #line: number;
  #lineEnd: number;

  constructor(
    readonly text: string,
    line: number,
    readonly references: References,
    readonly report: Report,
  ) {
    this.#line = line;
    this.#plainLine = line;
    this.#lineEnd = this.#nextLineEnd(0);
  }

  parse(): Inline[] {
    while (this.#at < this.text.length) this.#step();
    this.#flush();
    return this.#out;
  }

  #step(): void {
    const char = this.text.charAt(this.#at);
    if (char === '\\') {
      this.#escape();
      return;
    }
    if (/[\p{L}\p{N}]/u.test(char)) {
      this.#word();
      return;
    }
    if (char === '`' || char === '*' || char === '|' || char === ':' || char === '[') {
      if (this.#opens() && this.#markup(char)) return;
    }
    // A run of the same mark that opens nothing is text as a whole.
    const run =
      char === '`' || char === '*'
        ? (/^(?:`+|\*+)/.exec(this.text.slice(this.#at, this.#at + 64))?.[0] ?? char)
        : char;
    this.#take(run.length, run);
  }

  /** A backslash makes the next character plain; with white space both vanish. */
  #escape(): void {
    const next = this.text.charAt(this.#at + 1);
    this.#take(next === '' ? 1 : 2, /\s/.test(next) ? '' : next === '' ? '\\' : next);
  }

  #opens(): boolean {
    const before = this.#at === 0 ? ' ' : this.text.charAt(this.#at - 1);
    return /\s/.test(before) || OPENERS.includes(before);
  }

  #markup(char: string): boolean {
    if (char === '*') return this.text.startsWith('**', this.#at) ? this.#simple('**') : this.#simple('*');
    if (char === '|') return this.#substitution();
    if (char === '[') return this.#footnote();
    if (char === ':') return this.#role();
    return this.text.startsWith('``', this.#at) ? this.#simple('``') : this.#interpreted(this.#at, null);
  }

  #simple(mark: '``' | '**' | '*'): boolean {
    const start = this.#at + mark.length;
    const end = this.#endOf(mark, start);
    if (end < 0) return false;
    const content = this.text.slice(start, end);
    const line = this.#line;
    this.#put(end + mark.length, () => {
      if (mark === '``') return { kind: 'code', line, text: content, role: null };
      return { kind: mark === '**' ? 'strong' : 'emphasis', line, text: unescape(content) };
    });
    return true;
  }

  /** `:role:`…``, `:domain:role:`…``. */
  #role(): boolean {
    const role = /^:([A-Za-z][\w.+-]{0,40}(?::[A-Za-z][\w.+-]{0,40})*):`/.exec(
      this.text.slice(this.#at, this.#at + 130),
    );
    if (role === null) return false;
    return this.#interpreted(this.#at + role[0].length - 1, role[1] ?? '');
  }

  /** @param tick where the opening back-quote is */
  #interpreted(tick: number, role: string | null): boolean {
    const end = this.#endOf('`', tick + 1);
    if (end < 0) return false;
    const content = this.text.slice(tick + 1, end);
    const line = this.#line;
    if (role !== null) {
      this.#put(end + 1, () => this.#roleNode(content, role, line));
      return true;
    }
    const after = this.text.slice(end + 1, end + 64);
    const suffix = /^:([A-Za-z][\w.+-]*):/.exec(after);
    const underscores = /^__?(?![\p{L}\p{N}_])/u.exec(after)?.[0] ?? '';
    this.#put(end + 1 + (suffix?.[0].length ?? underscores.length), () => {
      if (suffix !== null) return this.#roleNode(content, suffix[1] ?? '', line);
      if (underscores === '') return { kind: 'emphasis', line, text: unescape(content) };
      return this.#reference(content, underscores, line);
    });
    return true;
  }

  #roleNode(content: string, fullRole: string, line: number): Inline {
    const role = fullRole.split(':').at(-1) ?? fullRole;
    const { title, target } = splitTarget(content);
    const text = unescape(title ?? content);
    if (role === 'emphasis' || role === 'strong') return { kind: role, line, text };
    if (role === 'ref' || role === 'doc') {
      const href = this.references.find(target ?? content);
      return href?.startsWith('#') === true
        ? { kind: 'link', line, text, href }
        : { kind: 'text', line, text };
    }
    if (TEXT_ROLES.has(role)) return { kind: 'text', line, text };
    // `~machine.Pin` shows its last part only, `!x` makes no link (Sphinx).
    const shown =
      title === null && text.startsWith('~') ? (text.split('.').at(-1) ?? text).replace(/^~/, '') : text;
    return { kind: 'code', line, text: shown.replace(/^!/, ''), role };
  }

  #reference(content: string, underscores: string, line: number): Inline {
    const { title, target } = splitTarget(content);
    const text = unescape(title ?? target ?? content);
    if (target !== null && !/^[^/:]*_$/.test(target)) {
      if (title !== null && underscores === '_') this.references.define(title, target);
      return this.#link(text, target, line);
    }
    const name = target === null ? content : target.slice(0, -1);
    const href =
      underscores === '__' && target === null ? this.references.nextAnonymous() : this.references.find(name);
    return this.#link(text, href, line);
  }

  #link(text: string, href: string | undefined, line: number): Inline {
    if (href === undefined) {
      this.report('warning', line, complain('noTarget', text));
      return { kind: 'text', line, text };
    }
    if (!href.startsWith('#') && !isSafeUrl(href)) {
      this.report(
        isHostileUrl(href) ? 'error' : 'warning',
        line,
        complain('notFollowed', href.slice(0, LONGEST_SHOWN)),
      );
      return { kind: 'text', line, text: text === href ? text : `${text} <${href}>` };
    }
    return { kind: 'link', line, text, href };
  }

  #substitution(): boolean {
    const end = this.#endOf('|', this.#at + 1);
    if (end < 0 || end - this.#at > 200) return false;
    const name = this.text.slice(this.#at + 1, end);
    const text = this.references.substitution(name);
    const underscores = /^_{0,2}/.exec(this.text.slice(end + 1, end + 3))?.[0] ?? '';
    const line = this.#line;
    if (text === undefined) this.report('warning', line, complain('noSubstitution', name));
    this.#put(end + 1 + underscores.length, () => ({
      kind: 'text',
      line,
      text: text ?? `|${name}|${underscores}`,
    }));
    return true;
  }

  /** `[1]_`, `[#name]_`, `[CIT2002]_`. */
  #footnote(): boolean {
    const match = /^\[([\p{L}\p{N}#*][\p{L}\p{N}._:+-]{0,60})\]_(?![\p{L}\p{N}_])/u.exec(
      this.text.slice(this.#at, this.#at + 80),
    );
    const name = match?.[1];
    if (match === null || (name === undefined && !/^\[[#*]\]_/.test(this.text.slice(this.#at, this.#at + 4))))
      return false;
    const label = `[${name ?? ''}]`;
    const href = this.references.find(label);
    const line = this.#line;
    this.#put(this.#at + match[0].length, () =>
      href === undefined ? { kind: 'text', line, text: label } : { kind: 'link', line, text: label, href },
    );
    return true;
  }

  /** A word: a bare address, a `name_` that refers, or text. Read as a whole, so that its middle is not looked at again. */
  #word(): void {
    const opens = this.#opens();
    const url = opens ? this.#bareUrl() : '';
    const line = this.#line;
    if (url !== '') {
      this.#put(this.#at + url.length, () => ({ kind: 'link', line, text: url, href: url }));
      return;
    }
    const word =
      sticky(/[\p{L}\p{N}]+(?:[-._+:][\p{L}\p{N}]+)*/uy, this.text, this.#at) || this.text.charAt(this.#at);
    const end = this.#at + word.length;
    const tail = opens ? (/^__?(?![\p{L}\p{N}_])/u.exec(this.text.slice(end, end + 4))?.[0] ?? '') : '';
    const anonymous = tail === '__' ? this.references.nextAnonymous() : undefined;
    const href = tail === '_' ? this.references.find(word) : anonymous;
    if (href === undefined) this.#take(word.length + tail.length, word + tail);
    else this.#put(end + tail.length, () => this.#link(word, href, line));
  }

  #bareUrl(): string {
    const url = sticky(/(?:https?|ftp):\/\/[^\s<>"`\\]+|mailto:[^\s<>"`\\]+/y, this.text, this.#at);
    let end = url.length;
    while (end > 0 && '.,;:!?\'")]}*_|'.includes(url.charAt(end - 1))) end--;
    return isSafeUrl(url.slice(0, end)) ? url.slice(0, end) : '';
  }

  /** Where `mark` closes at or after `from` + 1; -1 when it does not. */
  #endOf(mark: Mark, from: number): number {
    if (from >= this.text.length || /\s/.test(this.text.charAt(from))) return -1;
    const known = this.#ends.get(mark);
    if (known !== undefined && (known < 0 || known > from)) return known;
    let end = this.text.indexOf(mark, from + 1);
    while (end >= 0 && !this.#closesAt(mark, end)) end = this.text.indexOf(mark, end + 1);
    this.#ends.set(mark, end);
    return end;
  }

  #closesAt(mark: Mark, at: number): boolean {
    const before = this.text.charAt(at - 1);
    if (/\s/.test(before) || (mark !== '``' && before === '\\')) return false;
    if (mark.length === 1 && mark !== '|' && (before === mark || this.text.charAt(at + 1) === mark))
      return false;
    let after = at + mark.length;
    if (mark === '`' || mark === '|') {
      if (/^:[A-Za-z]/.test(this.text.slice(after, after + 2))) return true;
      while (this.text.charAt(after) === '_' && after < at + 3) after++;
    }
    const next = this.text.charAt(after);
    return next === '' || /\s/.test(next) || CLOSERS.includes(next);
  }

  #take(length: number, shown: string): void {
    if (this.#plain === '') this.#plainLine = this.#line;
    this.#plain += shown;
    this.#advance(this.#at + length);
  }

  #put(end: number, make: () => Inline): void {
    this.#flush();
    this.#out.push(make());
    this.#advance(end);
  }

  #advance(end: number): void {
    while (this.#lineEnd < end) {
      this.#line++;
      this.#lineEnd = this.#nextLineEnd(this.#lineEnd + 1);
    }
    this.#at = end;
  }

  #nextLineEnd(from: number): number {
    const end = this.text.indexOf('\n', from);
    return end < 0 ? Infinity : end;
  }

  #flush(): void {
    if (this.#plain !== '') this.#out.push({ kind: 'text', line: this.#plainLine, text: this.#plain });
    this.#plain = '';
  }
}

/** `title <target>`; the parts are null when there is no target. */
function splitTarget(content: string): { title: string | null; target: string | null } {
  if (!content.endsWith('>')) return { title: null, target: null };
  const open = content.lastIndexOf('<');
  if (open < 0 || content.endsWith('\\>')) return { title: null, target: null };
  const target = content.slice(open + 1, -1).replace(/\s+/g, '');
  const title = content.slice(0, open).trim();
  if (target === '') return { title: null, target: null };
  return { title: title === '' ? null : title, target };
}

function unescape(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\(\s|[^])/g, (_, char: string) => (/\s/.test(char) ? '' : char))
    : text;
}

function sticky(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
