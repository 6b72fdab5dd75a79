import { splitPrompts } from './prompts';
import { replKeystrokes } from './repl-keystrokes';

/** What goes on with the statement before it, though it stands at the margin. */
const GOES_ON = /^(?:elif|else|except|finally)\b|^[)\]}]/;

/**
 * Code as it stands in a file, or with its prompts, as the statements that a person types one after the other.
 * A statement begins at the margin.
 */
export function statementsOf(text: string): readonly (readonly string[])[] {
  const lines = text.replace(/\s+$/, '').split('\n');
  const prompted = splitPrompts(lines);
  if (prompted) return prompted.statements.map((statement) => statement.lines);
  const statements: string[][] = [];
  let decorated = false;
  for (const line of lines) {
    const begins = /^\S/.test(line) && !GOES_ON.test(line) && !decorated;
    const present = statements.at(-1);
    if (begins || !present) statements.push([line]);
    else present.push(line);
    decorated = line.startsWith('@');
  }
  return statements.filter((statement) => statement.some((line) => line.trim() !== ''));
}

/** Lines for the prompt, each to be followed by Enter, as `ConsoleBlock.typed` has them. */
export function typedLines(text: string): readonly string[] {
  return statementsOf(text).flatMap((lines) => replKeystrokes(lines).split('\r').slice(0, -1));
}
