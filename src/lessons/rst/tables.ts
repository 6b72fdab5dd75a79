/** Grid and simple tables. A table with merged cells, or drawn unevenly, keeps its looks as preformatted text. */
import { complain } from '../../words/complaint';
import type { TableRow } from '../model';
import type { Context, Parsed } from './context';
import { dedent, endOfParagraph, isBlank, joinText, type SourceLine } from './lines';

/** Columns `from` (included) to `to` (not). */
interface Column {
  readonly from: number;
  readonly to: number;
}

interface Rows {
  readonly head: TableRow[];
  readonly rows: TableRow[];
}

export function gridTable(
  context: Context,
  lines: readonly SourceLine[],
  at: number,
  depth: number,
): Parsed | null {
  const border = lines[at]?.text ?? '';
  if (!/^\+(?:-+\+)+$/.test(border)) return null;
  let next = at;
  while (/^[+|]/.test(lines[next]?.text ?? '')) next++;
  const own = lines.slice(at, next);
  return tableOrText(context, own, next, gridRows(context, own, depth));
}

function gridRows(context: Context, own: readonly SourceLine[], depth: number): Rows | null {
  const border = own[0]?.text ?? '';
  const stops = [...border.matchAll(/\+/g)].map((match) => match.index);
  const columns = stops.slice(1).map((to, i) => ({ from: (stops[i] ?? 0) + 1, to }));
  const rows: TableRow[] = [];
  let head: TableRow[] = [];
  let row: SourceLine[] = [];
  for (const line of own.slice(1)) {
    const ruler = line.text.replace(/=/g, '-') === border;
    if (!ruler) {
      if (line.text.length !== border.length || !stops.every((stop) => line.text[stop] === '|')) return null;
      row.push(line);
      continue;
    }
    if (row.length === 0) return null;
    rows.push(tableRow(context, row, columns, depth));
    row = [];
    if (line.text.includes('=') && head.length === 0) head = rows.splice(0);
  }
  return row.length > 0 || rows.length === 0 ? null : { head, rows };
}

export function simpleTable(
  context: Context,
  lines: readonly SourceLine[],
  at: number,
  depth: number,
): Parsed | null {
  const border = lines[at]?.text ?? '';
  if (!/^=+(?: +=+)+$/.test(border)) return null;
  const end = endOfSimpleTable(lines, at, border);
  const own = lines.slice(at, end);
  return tableOrText(context, own, end, simpleRows(context, own, depth));
}

/** More lines than a table in a lesson has; keeps the search for a border that never comes short. */
const LONGEST_TABLE = 1000;

/** The last border is the third, or one that an empty line follows. Without any, the table ends with the paragraph. */
function endOfSimpleTable(lines: readonly SourceLine[], at: number, border: string): number {
  let borders = 1;
  const last = Math.min(lines.length, at + LONGEST_TABLE);
  for (let i = at + 1; i < last; i++) {
    if (lines[i]?.text !== border) continue;
    borders++;
    if (borders === 3 || isBlank(lines[i + 1])) return i + 1;
  }
  return endOfParagraph(lines, at);
}

function simpleRows(context: Context, own: readonly SourceLine[], depth: number): Rows | null {
  const border = own[0]?.text ?? '';
  if (own.length < 3 || own.at(-1)?.text !== border) return null;
  const columns = columnsOf(border);
  const rows: TableRow[] = [];
  let head: TableRow[] = [];
  let row: SourceLine[] = [];
  const finish = () => {
    if (row.length > 0) rows.push(tableRow(context, row, columns, depth));
    row = [];
  };
  for (const line of own.slice(1)) {
    if (line.text === border) {
      finish();
      if (line !== own.at(-1)) head = rows.splice(0);
      continue;
    }
    if (/^-[- ]*$/.test(line.text) || !fits(line, columns)) return null;
    if (isBlank(line) || cell(line, columns, 0).trim() !== '') finish();
    if (!isBlank(line)) row.push(line);
  }
  return { head, rows };
}

function columnsOf(border: string): Column[] {
  return [...border.matchAll(/=+/g)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** No text stands between two columns; the last may be longer than its border. */
function fits(line: SourceLine, columns: readonly Column[]): boolean {
  return columns
    .slice(1)
    .every((column, i) => line.text.slice(columns[i]?.to ?? 0, column.from).trim() === '');
}

function cell(line: SourceLine, columns: readonly Column[], index: number): string {
  const column = columns[index];
  return line.text.slice(
    column?.from ?? 0,
    index === columns.length - 1 && !line.text.endsWith('|') ? undefined : column?.to,
  );
}

function tableRow(
  context: Context,
  lines: readonly SourceLine[],
  columns: readonly Column[],
  depth: number,
): TableRow {
  const cells = columns.map((_, index) => {
    const texts = lines.map((line) => ({ text: cell(line, columns, index).trimEnd(), line: line.line }));
    return { span: 1, children: context.parse(dedent(texts), depth + 1) };
  });
  return { line: lines[0]?.line ?? 0, cells };
}

function tableOrText(context: Context, own: readonly SourceLine[], next: number, rows: Rows | null): Parsed {
  const line = own[0]?.line ?? 0;
  if (rows !== null) return { blocks: [{ kind: 'table', line, caption: [], ...rows }], next };
  context.report('warning', line, complain('tableAsText'));
  return { blocks: [{ kind: 'preformatted', line, text: joinText(own) }], next };
}
