import { complain } from '../../words/complaint';
import type { Token } from 'markdown-it';
import type { AdmonitionType, Block, Diagnostic, Inline, ListItem, Section, TableRow } from '../model';
import { codeBlock } from '../rst/code';
import { pictureProblem } from '../rst/directives';
import { Ids } from '../rst/ids';
import { isHostileUrl, type Report } from '../rst/references';
import { inlines } from './inline';

/** `> **Note:** …`: the word makes the quote what a directive makes in reStructuredText. */
const ADMONITION = /^(Attention|Caution|Danger|Hint|Important|Note|Tip|Warning):?$/i;

/** A list of a section's blocks while it is read. */
interface Open {
  readonly section: Section;
  readonly children: Block[];
}

/** Tokens of markdown-it as blocks of the model. */
export class BlockReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #ids = new Ids();
  readonly #codeIds = new Ids();
  readonly #report: Report = (severity, line, what) => {
    this.diagnostics.push({ severity, line, what });
  };
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  /** The whole document: sections hold what follows their titles. */
  document(): Block[] {
    const top: Block[] = [];
    const open: Open[] = [];
    while (this.#at < this.tokens.length) {
      const token = this.#peek();
      if (token?.type !== 'heading_open') {
        (open.at(-1)?.children ?? top).push(...this.#block());
        continue;
      }
      const level = Number(token.tag.slice(1));
      while (open.length > 0 && (open.at(-1)?.section.level ?? 0) >= level) open.pop();
      const begun = this.#section(level);
      (open.at(-1)?.children ?? top).push(begun.section);
      open.push(begun);
    }
    return top;
  }

  #section(level: number): Open {
    const line = lineOf(this.#next());
    const title = this.#inline();
    this.#next();
    const children: Block[] = [];
    const id = this.#ids.take(title.map(({ text }) => text).join(''), 'section');
    return { section: { kind: 'section', line, id, level, title, children }, children };
  }

  #until(close: string): Block[] {
    const blocks: Block[] = [];
    while (this.#peek() && this.#peek()?.type !== close) blocks.push(...this.#block());
    this.#next();
    return blocks;
  }

  #block(): Block[] {
    const token = this.#next();
    if (!token) return [];
    const line = lineOf(token);
    switch (token.type) {
      case 'paragraph_open':
        return this.#paragraph(line);
      case 'heading_open': {
        // Within a list or a quote: a section cannot begin there.
        const children = this.#inline();
        this.#next();
        return [{ kind: 'paragraph', line, children }];
      }
      case 'bullet_list_open':
        return [{ kind: 'bullet-list', line, items: this.#items('bullet_list_close') }];
      case 'ordered_list_open': {
        const start = Number(token.attrGet('start') ?? 1);
        return [
          { kind: 'enumerated-list', line, style: 'arabic', start, items: this.#items('ordered_list_close') },
        ];
      }
      case 'blockquote_open':
        return [quoteOrAdmonition(line, this.#until('blockquote_close'))];
      case 'fence':
        return this.#code(token, token.info.trim().split(/\s+/)[0] ?? '', line + 1);
      case 'code_block':
        return this.#code(token, '', line);
      case 'hr':
        return [{ kind: 'transition', line }];
      case 'html_block':
        return [this.#html(token, line)];
      case 'table_open':
        return [this.#table(line)];
      default:
        return token.content === '' ? [] : [{ kind: 'preformatted', line, text: token.content }];
    }
  }

  #paragraph(line: number): Block[] {
    const [image, ...others] = this.#peek()?.children ?? [];
    if (image?.type === 'image' && others.length === 0) {
      this.#at += 2;
      return this.#image(image, line);
    }
    const children = this.#inline();
    this.#next();
    return [{ kind: 'paragraph', line, children }];
  }

  #image(image: Token, line: number): Block[] {
    const src = String(image.attrGet('src') ?? '');
    const alt = image.content;
    const problem = pictureProblem(src);
    if (problem !== null) {
      this.#report(isHostileUrl(src) ? 'error' : 'warning', line, problem);
      return [{ kind: 'paragraph', line, children: [{ kind: 'text', line, text: alt === '' ? src : alt }] }];
    }
    if (alt === '') this.#report('warning', line, complain('noAltMarkdown', src));
    return [{ kind: 'image', line, src, alt, caption: [] }];
  }

  #code(token: Token, language: string, line: number): Block[] {
    const lines = token.content
      .replace(/\n$/, '')
      .split('\n')
      .map((text, index) => ({ text, line: line + index }));
    if (lines.every(({ text }) => text.trim() === '')) return [];
    const options = { language: language === '' ? null : language, caption: null, guess: language === '' };
    return [codeBlock(lines, options, this.#codeIds)];
  }

  #html(token: Token, line: number): Block {
    this.#report('warning', line, complain('htmlBlock'));
    return { kind: 'unknown', line, name: 'html', text: token.content.replace(/\n+$/, '') };
  }

  #items(close: string): ListItem[] {
    const items: ListItem[] = [];
    while (this.#peek() && this.#peek()?.type !== close) {
      const line = lineOf(this.#next());
      items.push({ line, children: this.#until('list_item_close') });
    }
    this.#next();
    return items;
  }

  #table(line: number): Block {
    const head: TableRow[] = [];
    const rows: TableRow[] = [];
    let into = rows;
    for (let token = this.#next(); token && token.type !== 'table_close'; token = this.#next()) {
      if (token.type === 'thead_open') into = head;
      if (token.type === 'tbody_open') into = rows;
      if (token.type === 'tr_open') into.push(this.#row(lineOf(token)));
    }
    return { kind: 'table', line, caption: [], head, rows };
  }

  #row(line: number): TableRow {
    const cells: { span: number; children: Block[] }[] = [];
    for (let token = this.#next(); token && token.type !== 'tr_close'; token = this.#next())
      if (token.type === 'inline')
        cells.push({
          span: 1,
          children: [
            { kind: 'paragraph', line, children: inlines(token.children ?? [], line, this.#report) },
          ],
        });
    return { line, cells };
  }

  /** The inline token at hand, and past it. */
  #inline(): Inline[] {
    const token = this.#next();
    return token ? inlines(token.children ?? [], lineOf(token), this.#report) : [];
  }

  #peek(): Token | undefined {
    return this.tokens[this.#at];
  }

  #next(): Token | undefined {
    return this.tokens[this.#at++];
  }
}

/** 1-based. */
const lineOf = (token: Token | undefined): number => (token?.map?.[0] ?? 0) + 1;

function quoteOrAdmonition(line: number, children: readonly Block[]): Block {
  const [first, ...others] = children;
  const [word, ...rest] = first?.kind === 'paragraph' ? first.children : [];
  const type = word?.kind === 'strong' ? ADMONITION.exec(word.text)?.[1]?.toLowerCase() : undefined;
  if (first?.kind !== 'paragraph' || type === undefined) return { kind: 'quote', line, children };
  const [next, ...after] = rest;
  const text = next?.kind === 'text' ? [{ ...next, text: next.text.replace(/^:?\s+/, '') }, ...after] : rest;
  return {
    kind: 'admonition',
    line,
    type: type as AdmonitionType,
    title: null,
    children: [{ ...first, children: text }, ...others],
  };
}
