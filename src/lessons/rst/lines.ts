/** The source as lines that keep their number while indentation is taken off them level by level. */

export interface SourceLine {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/**
 * Marks for doc tests (Sybil and sphinx.ext.doctest), which are no part of the lesson. As comments they would do no
 * harm, but they are found glued to paragraphs and between `::` and its block, where they are text to the letter.
 */
const DOC_TEST_MARK = /^\s*\.\.\s+(?:skip|doctest|clear-namespace)\s*:(?!:)/;

export function isDocTestMark(text: string): boolean {
  return DOC_TEST_MARK.test(text);
}

/** Lines with tabs in front expanded to stops of eight, as reStructuredText has it, and no white space at the end. */
export function splitLines(source: string): SourceLine[] {
  return source
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((text, index) => ({ text: trimEnd(expandTabs(text)), line: index + 1 }));
}

// Not trimEnd(): form feeds and the like are text here.
function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
  return text.slice(0, end);
}

function expandTabs(text: string): string {
  const code = /[^ \t]/.exec(text)?.index ?? text.length;
  if (!text.slice(0, code).includes('\t')) return text;
  let column = 0;
  for (let i = 0; i < code; i++) column = text[i] === '\t' ? column + 8 - (column % 8) : column + 1;
  return ' '.repeat(column) + text.slice(code);
}

export function isBlank(line: SourceLine | undefined): boolean {
  return line === undefined || line.text === '';
}

/** Columns of space in front; 0 for an empty line. */
export function indentOf(line: SourceLine): number {
  const at = line.text.search(/[^ ]/);
  return at < 0 ? 0 : at;
}

/** Takes off the indentation that all non-blank lines share. */
export function dedent(lines: readonly SourceLine[]): SourceLine[] {
  let common = Infinity;
  for (const line of lines) if (!isBlank(line)) common = Math.min(common, indentOf(line));
  return common === Infinity || common === 0 ? [...lines] : shift(lines, common);
}

/** Takes `columns` off every line. No line but the empty ones may have less in front. */
export function shift(lines: readonly SourceLine[], columns: number): SourceLine[] {
  return lines.map(({ text, line }) => ({ text: text.slice(columns), line }));
}

export function trimBlank(lines: readonly SourceLine[]): SourceLine[] {
  const first = lines.findIndex((line) => !isBlank(line));
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => !isBlank(line)) + 1);
}

export function joinText(lines: readonly SourceLine[]): string {
  return lines.map((line) => line.text).join('\n');
}

/** The index after the block of blank or indented lines that starts at `from`; blank lines at its end stay outside. */
export function endOfIndented(lines: readonly SourceLine[], from: number): number {
  let end = from;
  for (let i = from; i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined || isBlank(line)) continue;
    if (indentOf(line) === 0) break;
    end = i + 1;
  }
  return end;
}

/** The index of the first blank line at or after `from`. */
export function endOfParagraph(lines: readonly SourceLine[], from: number): number {
  let end = from;
  while (!isBlank(lines[end])) end++;
  return end;
}

export function isAtMargin(line: SourceLine | undefined): boolean {
  return line !== undefined && line.text !== '' && !line.text.startsWith(' ');
}

export function isIndented(line: SourceLine | undefined): line is SourceLine {
  return line?.text.startsWith(' ') === true;
}
