/**
 * Leaves out of a Python source what only people need: comments, docstrings, and most of the white space. Lines keep
 * their numbers, strings their bytes.
 *
 * @throws SyntaxError where the source indents by tabs, or ends within a string or brackets
 */
export function squeezePython(source: string): string {
  const out: string[] = [];
  const indents = [0];
  let depth = 0;
  let at = 0;
  /** Whether the next character begins a statement's line. */
  let fresh = true;
  while (at < source.length) {
    if (fresh && depth === 0) {
      const spaces = match(INDENT, source, at);
      at += spaces.length;
      if (source[at] === '\t') throw new SyntaxError('a tab at the beginning of a line');
      if (!EMPTY.test(source[at] ?? '\n')) out.push(' '.repeat(level(indents, spaces.length)));
    }
    fresh = false;
    const token = nextToken(source, at);
    at += token.length;
    if (token === '\n') fresh = true;
    if (OPENING.test(token)) depth++;
    if (CLOSING.test(token)) depth--;
    if (token.startsWith('#')) continue;
    if (/^ +$/.test(token)) out.push(isNeeded(out.at(-1), source[at]) ? ' ' : '');
    // A statement as well, in place of what may be all that a body has.
    else if (depth === 0 && isDocstring(token, out, source[at])) out.push('0', token.replace(/[^\n]/g, ''));
    else out.push(token);
  }
  if (depth !== 0) throw new SyntaxError('brackets that are not closed');
  return out.join('');
}

const INDENT = / */y;
const EMPTY = /[\n#]/;
const OPENING = /^[([{]$/;
const CLOSING = /^[)\]}]$/;
/** A string with its quotes; words and numbers; blanks; a comment. */
const TOKENS = [
  /"""(?:\\[^]|[^\\])*?"""|'''(?:\\[^]|[^\\])*?'''|"(?:\\[^]|[^\\"\n])*"|'(?:\\[^]|[^\\'\n])*'/y,
  /[\w.]+/y,
  / +/y,
  /#[^\n]*/y,
];
const WORD = /[\w.'"]/;

function nextToken(source: string, at: number): string {
  for (const pattern of TOKENS) {
    const found = match(pattern, source, at);
    if (found !== '') return found;
  }
  const one = source[at] ?? '';
  if (one === '"' || one === "'") throw new SyntaxError('a string that does not end');
  return one;
}

function match(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? '';
}

/** A string that is a whole statement. */
function isDocstring(token: string, before: readonly string[], after = '\n'): boolean {
  const last = before.findLast((part) => part.trim() !== '' || part === '\n') ?? '\n';
  return /^["']/.test(token) && last === '\n' && after === '\n';
}

/** Between two words a blank separates; beside an operator, a bracket or the end of the line it does not. */
function isNeeded(before: string | undefined, after: string | undefined): boolean {
  return WORD.test(before?.at(-1) ?? '') && WORD.test(after ?? '');
}

/** How deep a line is indented, in blocks. */
function level(indents: number[], spaces: number): number {
  while (spaces < (indents.at(-1) ?? 0)) indents.pop();
  if (spaces > (indents.at(-1) ?? 0)) indents.push(spaces);
  return indents.length - 1;
}
