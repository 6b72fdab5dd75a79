/** Blocks that stand at the margin of what holds them: paragraphs, literal blocks, quotes; and who reads the rest. */
import { complain } from '../../words/complaint';
import type { Block, Section } from '../model';
import { codeBlock } from './code';
import type { BlockReader, Parsed } from './context';
import { Context } from './context';
import { explicitMarkup } from './explicit';
import { bulletList, definitionList, enumeratedList, fieldList, lineBlock } from './lists';
import {
  dedent,
  endOfIndented,
  endOfParagraph,
  indentOf,
  isAtMargin,
  isBlank,
  joinText,
  type SourceLine,
  trimBlank,
} from './lines';
import { titleAt, transition, type Title } from './titles';
import { gridTable, simpleTable } from './tables';

/** Deeper nesting than anyone writes; what lies below is shown as it stands. */
const DEEPEST = 30;

const READERS: readonly BlockReader[] = [
  blockQuote,
  explicitMarkup,
  doctestBlock,
  bulletList,
  enumeratedList,
  fieldList,
  lineBlock,
  gridTable,
  simpleTable,
  transition,
  definitionList,
];

/** Reads a whole document, in which titles open sections. */
export function parseDocument(lines: readonly SourceLine[]): { context: Context; children: Block[] } {
  const context: Context = new Context((inner, depth) => parseBlocks(context, inner, depth));
  const outline = new Outline(context);
  readAll(context, lines, 0, outline.push, outline.open);
  context.resolve();
  return { context, children: outline.children };
}

function parseBlocks(context: Context, lines: readonly SourceLine[], depth: number): Block[] {
  const blocks: Block[] = [];
  if (depth <= DEEPEST) {
    readAll(context, lines, depth, (block) => blocks.push(block), null);
    return blocks;
  }
  const body = trimBlank(lines);
  const line = body[0]?.line ?? 0;
  if (body.length === 0) return blocks;
  context.report('warning', line, complain('blockTooDeep'));
  return [{ kind: 'preformatted', line, text: joinText(body) }];
}

function readAll(
  context: Context,
  lines: readonly SourceLine[],
  depth: number,
  push: (block: Block) => void,
  open: ((title: Title) => void) | null,
): void {
  let at = 0;
  while (at < lines.length) {
    if (isBlank(lines[at])) {
      at++;
      continue;
    }
    const title = titleAt(lines, at, context.report);
    if (title !== null && open !== null) {
      open(title);
      at = title.next;
      continue;
    }
    if (title !== null) {
      context.report('warning', title.line, complain('titleInside', title.text));
    }
    const { blocks, next } = readOne(context, lines, at, depth);
    blocks.forEach(push);
    at = next;
  }
}

function readOne(context: Context, lines: readonly SourceLine[], at: number, depth: number): Parsed {
  for (const read of READERS) {
    const parsed = read(context, lines, at, depth);
    if (parsed !== null) return parsed;
  }
  return paragraph(context, lines, at);
}

/** Puts blocks into the section that is open. The order in which title styles appear gives their levels. */
class Outline {
  readonly children: Block[] = [];
  readonly #styles: string[] = [];
  #open: Block[][] = [this.children];

  constructor(readonly context: Context) {}

  readonly push = (block: Block): void => {
    this.#open.at(-1)?.push(block);
  };

  readonly open = (title: Title): void => {
    const depth = this.#open.length - 1;
    let level = this.#styles.indexOf(title.style) + 1;
    if (level === 0) {
      if (this.#styles.length === depth) this.#styles.push(title.style);
      level = depth + 1;
    }
    if (level > depth + 1 || (level === depth + 1 && this.#styles[depth] !== title.style)) {
      this.context.report('error', title.line, complain('titleSkips', title.text));
      level = depth + 1;
    }
    const children: Block[] = [];
    const id = this.context.ids.take(title.text, 'section');
    const section: Section = {
      kind: 'section',
      line: title.line,
      id,
      level,
      title: this.context.inline(title.text, title.line),
      children,
    };
    this.context.references.define(title.text, `#${id}`);
    this.#open = this.#open.slice(0, level);
    this.push(section);
    this.#open.push(children);
  };
}

function blockQuote(
  context: Context,
  lines: readonly SourceLine[],
  at: number,
  depth: number,
): Parsed | null {
  const first = lines[at];
  if (first === undefined || indentOf(first) === 0) return null;
  const next = endOfIndented(lines, at);
  const children = context.parse(dedent(lines.slice(at, next)), depth + 1);
  return { blocks: [{ kind: 'quote', line: first.line, children }], next };
}

/** `>>>` at the margin, up to the next blank line: a block by itself, without `::`. */
function doctestBlock(context: Context, lines: readonly SourceLine[], at: number): Parsed | null {
  if (!/^>>>(?: |$)/.test(lines[at]?.text ?? '')) return null;
  const next = endOfParagraph(lines, at);
  return { blocks: [literal(context, lines.slice(at, next))], next };
}

function paragraph(context: Context, lines: readonly SourceLine[], at: number): Parsed {
  let next = at + 1;
  while (isAtMargin(lines[next])) next++;
  const own = lines.slice(at, next);
  warnOfGluedMarkup(context, own);
  const text = joinText(own);
  const line = own[0]?.line ?? 0;
  const glued = next < lines.length && !isBlank(lines[next]);
  if (!text.endsWith('::') || text.endsWith('\\::')) {
    if (glued) context.report('warning', lines[next]?.line ?? line, complain('quotation'));
    return { blocks: [{ kind: 'paragraph', line, children: context.inline(text, line) }], next };
  }
  const shown =
    text === '::' ? '' : / ::$|\n::$/.test(text) ? text.slice(0, -2).trimEnd() : text.slice(0, -1);
  const blocks: Block[] =
    shown === '' ? [] : [{ kind: 'paragraph', line, children: context.inline(shown, line) }];
  const body = literalBody(lines, next);
  if (body === null) {
    context.report('warning', own.at(-1)?.line ?? line, complain('noCode'));
    return { blocks, next };
  }
  return { blocks: [...blocks, literal(context, body.lines)], next: body.next };
}

function literalBody(
  lines: readonly SourceLine[],
  from: number,
): { lines: readonly SourceLine[]; next: number } | null {
  let first = from;
  while (first < lines.length && isBlank(lines[first])) first++;
  const start = lines[first];
  if (start === undefined) return null;
  const next =
    indentOf(start) > 0
      ? endOfIndented(lines, first)
      : start.text.startsWith('>')
        ? endOfParagraph(lines, first)
        : first;
  return next === first ? null : { lines: lines.slice(first, next), next };
}

function literal(context: Context, lines: readonly SourceLine[]): Block {
  return codeBlock(lines, { language: context.highlight, caption: null, guess: true }, context.codeIds);
}

function warnOfGluedMarkup(context: Context, lines: readonly SourceLine[]): void {
  const glued = lines.find((line) => /^\.\. \S/.test(line.text));
  if (glued !== undefined) context.report('warning', glued.line, complain('glued', glued.text));
}
