/** The cells of one row, as a reader sees their text. */
export type TableRow = readonly string[];

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/**
 * The rows of all tables of a page that hold data (`<td>`), read as browsers read them: closing tags may be missing,
 * attributes and other elements may stand anywhere. One pass over the text.
 */
export function tableRows(html: string): readonly TableRow[] {
  const rows: string[][] = [];
  let row: { cells: string[]; hasData: boolean } | null = null;
  let cell: string | null = null;
  const endCell = (): void => {
    if (row && cell !== null) row.cells.push(readable(cell));
    cell = null;
  };
  const endRow = (): void => {
    endCell();
    if (row?.hasData === true) rows.push(row.cells);
    row = null;
  };
  for (const { text, tag } of tokens(html)) {
    if (cell !== null) cell += text;
    if (tag === 'tr' || tag === '/tr' || tag === '/table') endRow();
    if (tag === 'tr') row = { cells: [], hasData: false };
    else if (tag === 'td' || tag === 'th') {
      endCell();
      row ??= { cells: [], hasData: false };
      row.hasData ||= tag === 'td';
      cell = '';
    } else if (tag === '/td' || tag === '/th') endCell();
  }
  endRow();
  return rows;
}

/** Text, and the tag after it: `td`, `/td`, or empty at the end. */
function* tokens(html: string): Generator<{ text: string; tag: string }> {
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    const close = open < 0 ? -1 : html.indexOf('>', open);
    if (close < 0) break;
    const name = /^\/?[a-z][a-z0-9]*/i.exec(html.slice(open + 1, Math.min(close, open + 20)))?.[0] ?? '';
    yield { text: html.slice(at, open), tag: name.toLowerCase() };
    at = close + 1;
  }
  yield { text: html.slice(at), tag: '' };
}

function readable(text: string): string {
  return text
    .replace(/&(?:#(\d{1,6})|([a-z]{2,4}));/g, (whole, code: string | undefined, name: string | undefined) =>
      name === undefined ? String.fromCharCode(Number(code)) : (ENTITIES[name] ?? whole),
    )
    .replace(/\s+/g, ' ')
    .trim();
}
