/** Bullet, enumerated, definition and field lists, and line blocks. */
import type { DefinitionItem, FieldItem, LineBlock, ListItem } from '../model';
import type { Context, Parsed } from './context';
import { enumeratorAt, type Enumerator } from './enumerators';
import { dedent, endOfIndented, indentOf, isBlank, isIndented, shift, type SourceLine } from './lines';

export function bulletList(
  context: Context,
  lines: readonly SourceLine[],
  at: number,
  depth: number,
): Parsed | null {
  const bullet = /^([-*+•‣⁃])(?: |$)/u.exec(lines[at]?.text ?? '')?.[1];
  if (bullet === undefined) return null;
  const { items, next } = listItems(context, lines, at, depth, (line) =>
    line.text === bullet || line.text.startsWith(`${bullet} `) ? 2 : 0,
  );
  return { blocks: [{ kind: 'bullet-list', line: lines[at]?.line ?? 0, items }], next };
}

export function enumeratedList(
  context: Context,
  lines: readonly SourceLine[],
  at: number,
  depth: number,
): Parsed | null {
  const first = enumeratorAt(lines[at]?.text ?? '', null);
  if (first === null || !standsAlone(lines, at, first)) return null;
  let expected: Enumerator | null = null;
  const { items, next } = listItems(context, lines, at, depth, (line, index) => {
    const found = enumeratorAt(line.text, expected ?? first);
    const fits = found !== null && (expected === null || found.auto || found.value === expected.value + 1);
    if (!fits || !standsAlone(lines, index, found)) return 0;
    expected = found.auto && expected !== null ? { ...found, value: expected.value + 1 } : found;
    return found.width;
  });
  const { style, value } = first;
  return {
    blocks: [{ kind: 'enumerated-list', line: lines[at]?.line ?? 0, style, start: value, items }],
    next,
  };
}

/** “1. May was warm.” in the middle of a paragraph is no list: an item's second line is indented, or the next item. */
function standsAlone(lines: readonly SourceLine[], at: number, own: Enumerator): boolean {
  const next = lines[at + 1];
  if (next === undefined || isBlank(next) || indentOf(next) > 0) return true;
  return enumeratorAt(next.text, own) !== null;
}

export function fieldList(
  context: Context,
  lines: readonly SourceLine[],
  at: number,
  depth: number,
): Parsed | null {
  const items: FieldItem[] = [];
  let i = at;
  for (let name = fieldName(lines[i]?.text); name !== null; name = fieldName(lines[i]?.text)) {
    const line = lines[i]?.line ?? 0;
    const item = itemBody(lines, i, name.length + 3);
    items.push({ line, name: context.inline(name, line), children: context.parse(item.body, depth + 1) });
    i = skipBlank(lines, item.next);
  }
  if (items.length === 0) return null;
  return { blocks: [{ kind: 'field-list', line: lines[at]?.line ?? 0, items }], next: i };
}

/** `:name: body`; a role (`:ref:` and a back-quote) is no field. */
function fieldName(text: string | undefined): string | null {
  if (text?.startsWith(':') !== true) return null;
  const end = /:(?: |$)/.exec(text.slice(1, 200))?.index ?? 0;
  const name = text.slice(1, end + 1);
  return name === '' || name.trim() !== name || /[`]/.test(name) || name.startsWith(':') ? null : name;
}

export function definitionList(
  context: Context,
  lines: readonly SourceLine[],
  at: number,
  depth: number,
): Parsed | null {
  const items: DefinitionItem[] = [];
  let i = at;
  while (isTerm(lines, i)) {
    const term = lines[i];
    const next = endOfIndented(lines, i + 1);
    const children = context.parse(dedent(lines.slice(i + 1, next)), depth + 1);
    items.push({ line: term?.line ?? 0, term: context.inline(term?.text ?? '', term?.line ?? 0), children });
    i = skipBlank(lines, next);
  }
  if (items.length === 0) return null;
  return { blocks: [{ kind: 'definition-list', line: lines[at]?.line ?? 0, items }], next: i };
}

function isTerm(lines: readonly SourceLine[], at: number): boolean {
  const term = lines[at];
  const body = lines[at + 1];
  if (term === undefined || body === undefined || isBlank(term) || isBlank(body)) return false;
  // Code right below “::”, without the empty line, is what the author meant.
  if (indentOf(term) > 0 || indentOf(body) === 0 || term.text.endsWith('::')) return false;
  return !/^(?:\.\. |\.\.$|[-*+] |>>> )/.test(term.text) && fieldName(term.text) === null;
}

export function lineBlock(context: Context, lines: readonly SourceLine[], at: number): Parsed | null {
  const rows: LineBlock['lines'][number][] = [];
  let i = at;
  for (let row = lines[i]; row !== undefined && /^\|(?: |$)/.test(row.text); row = lines[i]) {
    let text = row.text.slice(1);
    for (let more = lines[++i]; isIndented(more); more = lines[++i]) text += `\n${more.text.trim()}`;
    const body = text.trimStart();
    rows.push({
      line: row.line,
      indent: Math.max(0, text.length - body.length - 1),
      children: context.inline(body, row.line),
    });
  }
  if (rows.length === 0) return null;
  return { blocks: [{ kind: 'line-block', line: lines[at]?.line ?? 0, lines: rows }], next: i };
}

/** @param markerWidth the columns of the marker when an item of this list starts at the line, else 0 */
function listItems(
  context: Context,
  lines: readonly SourceLine[],
  at: number,
  depth: number,
  markerWidth: (line: SourceLine, index: number) => number,
): { items: ListItem[]; next: number } {
  const items: ListItem[] = [];
  let i = at;
  for (let line = lines[i]; line !== undefined; line = lines[i]) {
    const width = markerWidth(line, i);
    if (width === 0) break;
    const { body, next } = itemBody(lines, i, width);
    items.push({ line: line.line, children: context.parse(body, depth + 1) });
    i = skipBlank(lines, next);
  }
  return { items, next: i };
}

/** The text after a marker and the lines indented below it, brought to one margin. */
function itemBody(
  lines: readonly SourceLine[],
  at: number,
  width: number,
): { body: SourceLine[]; next: number } {
  const next = endOfIndented(lines, at + 1);
  const below = lines.slice(at + 1, next);
  const margin = below.reduce(
    (least, line) => (isBlank(line) ? least : Math.min(least, indentOf(line))),
    Infinity,
  );
  const text = (lines[at]?.text ?? '').slice(width);
  const extra = text.length - text.trimStart().length;
  const first: SourceLine = { text: text.trimStart(), line: lines[at]?.line ?? 0 };
  // A field's body may start at any column; an item's text sets the margin when the lines below reach it.
  return {
    body: [first, ...shift(below, first.text === '' ? margin : Math.min(margin, Math.max(width + extra, 1)))],
    next,
  };
}

function skipBlank(lines: readonly SourceLine[], from: number): number {
  let i = from;
  while (i < lines.length && isBlank(lines[i])) i++;
  return i;
}
