import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the lesson tells a student to do, read from its text without the lesson compiler: a mistake of the compiler
 * must not agree with itself.
 */
const LESSON = readFileSync(
  join(import.meta.dirname, '../../public/lessons/network-tcp/lesson.rst'),
  'utf8',
).split('\n');

/** The lines after `heading`'s underline, up to the next heading. */
function section(heading: string): string[] {
  const start = LESSON.indexOf(heading);
  if (start < 0) throw new Error(`The lesson has no section “${heading}”.`);
  const rest = LESSON.slice(start + 2);
  const end = rest.findIndex((line) => /^-{4,}$/.test(line));
  return end < 0 ? rest : rest.slice(0, end - 1);
}

/** Each `>>>` statement: its lines as a person types them, with the indentation that stands in the text. */
function prompted(lines: readonly string[]): string[][] {
  const statements: string[][] = [];
  for (const line of lines.map((each) => each.trimStart())) {
    if (line.startsWith('>>> ')) statements.push([line.slice(4)]);
    else if (line.startsWith('... ')) statements.at(-1)?.push(line.slice(4));
  }
  return statements;
}

/** The program of the section's `code-block:: python`, ending with a line end. */
function program(lines: readonly string[]): string {
  const start = lines.indexOf('.. code-block:: python') + 2;
  const rest = lines.slice(start);
  const end = rest.findIndex((line) => line !== '' && !line.startsWith(' '));
  const code = rest.slice(0, end).map((line) => line.slice(4));
  return `${code.join('\n').trim()}\n`;
}

const film = section('Star Wars Asciimation');
const get = section('HTTP GET request');
const server = section('Simple HTTP server');

export const filmStatements = prompted(film);
/** As it stands on the page of the original tutorial, prompts included. */
export const filmWithPrompts = `${film
  .map((line) => line.trim())
  .filter((line) => /^(>>>|\.\.\.)/.test(line))
  .join('\n')}\n`;
export const httpGetProgram = program(get);
export const httpGetCall = prompted(get).flat().join('\n');
export const serverProgram = program(server);
