export type TokenKind = 'plain' | 'keyword' | 'string' | 'number' | 'comment' | 'prompt';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** In order: triple-quoted strings (open ones reach the end), strings, comments, numbers, names. */
const TOKEN =
  /[rbfuRBFU]{0,2}("""|''')[\s\S]*?(?:\1|$)|[rbfuRBFU]{0,2}(?:"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)|#[^\n]*|\b\d[\w.]*|[A-Za-z_]\w*/g;

const PROMPT = /^(?:>>>|\.\.\.)(?: |$)/;

/** Colours for a short piece of Python as the lesson shows it; the joined texts are the input. */
export function pythonTokens(code: string): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of code.matchAll(TOKEN)) {
    if (match.index > end) tokens.push({ kind: 'plain', text: code.slice(end, match.index) });
    tokens.push({ kind: kindOf(match[0]), text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < code.length) tokens.push({ kind: 'plain', text: code.slice(end) });
  return tokens;
}

/** The same for the lines of a console session: prompts stand apart, and a line without one is what the board printed. */
export function consoleLines(text: string): readonly (readonly Token[])[] {
  return text.split('\n').map((line): readonly Token[] => {
    const prompt = PROMPT.exec(line)?.[0];
    if (prompt === undefined) return [{ kind: 'plain', text: line }];
    return [{ kind: 'prompt', text: prompt }, ...pythonTokens(line.slice(prompt.length))];
  });
}

function kindOf(text: string): TokenKind {
  if (text.startsWith('#')) return 'comment';
  if (/["']/.test(text)) return 'string';
  if (/^\d/.test(text)) return 'number';
  return KEYWORDS.has(text) ? 'keyword' : 'plain';
}
