/** Literal blocks and code directives → the code blocks of the model. */
import type { CodeBlock, ConsoleBlock, PlainBlock, PythonBlock } from '../model';
import { splitPrompts } from '../prompts';
import { canBeTyped, replKeystrokes } from '../repl-keystrokes';
import type { SourceLine } from './lines';
import { dedent, joinText, trimBlank } from './lines';
import type { Ids } from './ids';

const CONSOLE = new Set(['pycon', 'pycon3', 'python-console', 'doctest']);
const PYTHON = new Set(['python', 'python3', 'py', 'py3', 'micropython', 'default', 'testcode']);

/** Flags for doc tests at the end of a line; Sphinx takes them away too. */
const DOC_TEST_FLAG = /\s*#\s*doctest:.*$/;

export interface CodeOptions {
  readonly language: string | null;
  readonly caption: string | null;
  /** The block was written without naming a language, so prompts in it speak for themselves. */
  readonly guess: boolean;
}

/** @param lines at least one of them not blank */
export function codeBlock(lines: readonly SourceLine[], options: CodeOptions, ids: Ids): CodeBlock {
  const body = trimBlank(dedent(lines));
  const language = options.language?.toLowerCase() ?? null;
  const mayPrompt = options.guess || (language !== null && (CONSOLE.has(language) || PYTHON.has(language)));
  const console = mayPrompt ? consoleBlock(body, options, ids) : null;
  if (console !== null) return console;
  if (language !== null && PYTHON.has(language)) return pythonBlock(body, options, ids);
  return plainBlock(body, language, options, ids);
}

function consoleBlock(body: readonly SourceLine[], options: CodeOptions, ids: Ids): ConsoleBlock | null {
  const clean = body.map((l) =>
    l.text.startsWith('>>>') || l.text.startsWith('...') ? l.text.replace(DOC_TEST_FLAG, '') : l.text,
  );
  const prompted = splitPrompts(clean);
  if (prompted === null) return null;
  const statements = prompted.statements
    .filter((statement) => statement.lines.length > 0)
    .map((statement) => ({
      line: body[statement.at]?.line ?? 0,
      lines: statement.lines,
      output: statement.output,
      typed: keystrokeLines(statement.lines),
    }));
  if (statements.length === 0) return null;
  const label = statements[0]?.lines[0] ?? '';
  return {
    kind: 'console',
    line: body[0]?.line ?? 0,
    id: ids.take(label, 'code'),
    label,
    caption: options.caption,
    text: clean.join('\n'),
    copy: statements.flatMap((statement) => statement.lines).join('\n'),
    statements,
    typed: statements.flatMap((statement) => statement.typed),
    run: statements.every((statement) => canBeTyped(statement.lines)) ? 'type' : 'paste',
  };
}

function keystrokeLines(lines: readonly string[]): string[] {
  return replKeystrokes(lines).split('\r').slice(0, -1);
}

function pythonBlock(body: readonly SourceLine[], options: CodeOptions, ids: Ids): PythonBlock {
  const base = codeBase(body, options, ids);
  return { kind: 'python', ...base, source: `${base.text}\n` };
}

function plainBlock(
  body: readonly SourceLine[],
  language: string | null,
  options: CodeOptions,
  ids: Ids,
): PlainBlock {
  return { kind: 'plain', ...codeBase(body, options, ids), language };
}

function codeBase(body: readonly SourceLine[], options: CodeOptions, ids: Ids) {
  const text = joinText(body);
  const label = body[0]?.text.trim() ?? '';
  return {
    line: body[0]?.line ?? 0,
    id: ids.take(label, 'code'),
    label,
    caption: options.caption,
    text,
    copy: text,
  };
}
