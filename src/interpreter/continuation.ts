/** Words that begin a block (reference/esp8266 §1.4). */
const BLOCK = /^(?:@|(?:if|while|for|try|with|def|class|async)(?![A-Za-z0-9_]))/;
const INDENT = 4;

/**
 * Whether the prompt asks for more lines before it runs a block: brackets or triple quotes are open, it ends in a
 * backslash, or it is a compound statement whose last line is not empty. As MicroPython decides it (py/repl.c);
 * whatever else is unfinished goes to the compiler, which says what is wrong.
 */
export function needsMore(source: string): boolean {
  if (source === '') return false;
  const open = openIn(source);
  if (open.quote.length === 3 || (open.brackets && open.quote === '')) return true;
  return source.endsWith('\\') || (BLOCK.test(source) && !source.endsWith('\n'));
}

/** What is still open at the end: the quote that began a string, and whether some bracket has no partner. */
function openIn(source: string): { readonly quote: string; readonly brackets: boolean } {
  const depth = { round: 0, square: 0, curly: 0 };
  let quote = '';
  for (let at = 0; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === "'" || character === '"') {
      const triple = character.repeat(3);
      if ((quote === '' || quote === triple) && source.startsWith(triple, at)) {
        quote = quote === '' ? triple : '';
        at += 2;
      } else if (quote === '' || quote === character) quote = quote === '' ? character : '';
    } else if (quote === '') count(character, depth);
    else if (character === '\\' && /["'\\]/.test(source.charAt(at + 1))) at++;
  }
  return { quote, brackets: Object.values(depth).some((open) => open > 0) };
}

function count(character: string, depth: { round: number; square: number; curly: number }): void {
  if (character === '(') depth.round++;
  else if (character === ')') depth.round--;
  else if (character === '[') depth.square++;
  else if (character === ']') depth.square--;
  else if (character === '{') depth.curly++;
  else if (character === '}') depth.curly--;
}

/** The indent of the line after `lines`: that of the last one, one more after a colon, none after two blank ones. */
export function indentAfter(lines: readonly string[]): string {
  const last = lines.at(-1) ?? '';
  const before = lines.at(-2);
  const isBlank = (line: string): boolean => /^ *$/.test(line);
  if (before !== undefined && lines.length > 2 && isBlank(last) && isBlank(before)) return '';
  const spaces = /^ */.exec(last)?.[0].length ?? 0;
  const steps = Math.floor(spaces / INDENT) + (last.endsWith(':') ? 1 : 0);
  return ' '.repeat(INDENT * steps);
}
