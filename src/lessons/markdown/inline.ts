import { complain } from '../../words/complaint';
import type { Token } from 'markdown-it';
import type { Inline } from '../model';
import { isHostileUrl, isSafeUrl, type Report } from '../rst/references';

/** What would do something in a page, if anything made it of this: nobody writes it into a lesson by mistake. */
const HOSTILE_HTML = /^<\/?(?:script|i?frame|object|embed|link|meta|base|form|svg|math|style)\b|\bon\w+\s*=/i;

/** Characters of an address in a message. */
const LONGEST_SHOWN = 200;

/** Inline text of Markdown as the model has it, which is flat: of nested markup the outermost link or weight counts. */
export function inlines(tokens: readonly Token[], line: number, report: Report): Inline[] {
  const reader = new InlineReader(line, report);
  for (const token of tokens) reader.read(token);
  return reader.out;
}

class InlineReader {
  readonly out: Inline[] = [];
  #line: number;
  readonly #weights: ('emphasis' | 'strong')[] = [];
  #link: { readonly href: string; readonly line: number; text: string } | null = null;

  constructor(
    line: number,
    private readonly report: Report,
  ) {
    this.#line = line;
  }

  read(token: Token): void {
    switch (token.type) {
      case 'em_open':
      case 'strong_open':
        this.#weights.push(token.type === 'em_open' ? 'emphasis' : 'strong');
        return;
      case 'em_close':
      case 'strong_close':
        this.#weights.pop();
        return;
      case 'link_open':
        this.#link = { href: String(token.attrGet('href') ?? ''), line: this.#line, text: '' };
        return;
      case 'link_close':
        this.#endLink();
        return;
      case 'code_inline':
        if (this.#link) this.#link.text += token.content;
        else this.out.push({ kind: 'code', line: this.#line, text: token.content, role: null });
        return;
      case 'softbreak':
      case 'hardbreak':
        this.#text('\n');
        this.#line++;
        return;
      case 'html_inline':
        this.report(
          HOSTILE_HTML.test(token.content) ? 'error' : 'warning',
          this.#line,
          complain('htmlInline', token.content.slice(0, LONGEST_SHOWN)),
        );
        this.#text(token.content);
        return;
      case 'image':
        this.report('warning', this.#line, complain('pictureInline'));
        this.#text(token.content);
        return;
      default:
        this.#text(token.content);
    }
  }

  #text(text: string): void {
    if (text === '') return;
    if (this.#link) {
      this.#link.text += text;
      return;
    }
    const kind = this.#weights.includes('strong') ? 'strong' : (this.#weights[0] ?? 'text');
    const last = this.out.at(-1);
    if (last?.kind === kind && kind === 'text')
      this.out[this.out.length - 1] = { ...last, text: last.text + text };
    else this.out.push({ kind, line: this.#line, text });
  }

  #endLink(): void {
    const link = this.#link;
    this.#link = null;
    if (!link) return;
    const { href, line, text } = link;
    if (href.startsWith('#') || isSafeUrl(href)) {
      this.out.push({ kind: 'link', line, text, href });
      return;
    }
    this.report(
      isHostileUrl(href) ? 'error' : 'warning',
      line,
      complain('notFollowed', href.slice(0, LONGEST_SHOWN)),
    );
    this.#text(text === href ? text : `${text} <${href}>`);
  }
}
