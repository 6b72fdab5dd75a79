/** The `>>>` and `...` prompts of interactive Python in text: in lessons, and in what students paste. */

/** A run of lines that was typed as one statement, without its prompts, and what followed as output. */
export interface PromptedStatement {
  /** 0-based index of the first line in the text given. */
  readonly at: number;
  readonly lines: readonly string[];
  readonly output: readonly string[];
}

export interface PromptedText {
  /** Lines before the first prompt. */
  readonly before: readonly string[];
  readonly statements: readonly PromptedStatement[];
}

const FIRST = /^>>>(?: |$)/;
const MORE = /^\.\.\.(?: |\t|$)/;

/** Splits lines at their prompts. Null when no line has `>>>`. Indentation in front of prompts is allowed. */
export function splitPrompts(lines: readonly string[]): PromptedText | null {
  const before: string[] = [];
  const statements: { at: number; lines: string[]; output: string[] }[] = [];
  lines.forEach((raw, at) => {
    const line = raw.trimStart();
    const statement = statements.at(-1);
    if (FIRST.test(line)) statements.push({ at, lines: [line.slice(4).trimStart()], output: [] });
    else if (statement === undefined) before.push(raw);
    else if (MORE.test(line) && statement.output.length === 0) statement.lines.push(afterMore(line));
    else statement.output.push(raw);
  });
  if (statements.length === 0) return null;
  return { before, statements: statements.map(withoutBlankEnds) };
}

/**
 * Code without its prompts, when `text` was copied with them; output between the prompts is dropped. Null when the
 * text has no prompts, so that it goes in as it is. A paste may begin in the middle of a block (`...` first).
 */
export function stripPrompts(text: string): string | null {
  const lines = text.split(/\r\n|\r|\n/);
  const prompted = splitPrompts(lines);
  const before = prompted === null ? lines : prompted.before;
  const opening = before.filter((line) => line.trim() !== '');
  const startsInside = opening.length > 0 && opening.every((line) => MORE.test(line.trimStart()));
  if (prompted === null && !startsInside) return null;
  const code = startsInside ? opening.map((line) => afterMore(line.trimStart())) : [];
  for (const statement of prompted?.statements ?? []) code.push(...statement.lines);
  return code.join('\n');
}

/** What a person typed after `...`. A tab there reaches the next stop of eight, four columns after the prompt's end. */
function afterMore(line: string): string {
  return line.startsWith('...\t') ? `    ${line.slice(4)}` : line.slice(4).trimEnd();
}

function withoutBlankEnds(statement: PromptedStatement): PromptedStatement {
  const end = statement.lines.findLastIndex((line) => line.trim() !== '');
  const last = statement.output.findLastIndex((line) => line.trim() !== '');
  return {
    at: statement.at,
    lines: statement.lines.slice(0, end + 1),
    output: statement.output.slice(0, last + 1),
  };
}
