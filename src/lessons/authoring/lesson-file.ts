import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { complain, complaintText, type Complaint } from '../../words/complaint';
import { asked } from './must';
import { lessonSchema, type LessonFile } from './lesson-schema';

/** Something in a lesson that its author has to mend: where, what, and what to do. */
export class LessonError extends Error {
  override readonly name = 'LessonError';

  /** None: whoever writes lessons looks for the mistake in them, not in the code here. */
  override readonly stack = '';

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(problemLine).join('\n'));
  }
}

export interface Problem {
  readonly file: string;
  readonly line: number;
  /** Where in the data it is, before the sentence: `steps[2] › title: `. */
  readonly place?: string;
  readonly what: Complaint;
}

/** In English. */
export const problemLine = ({ file, line, place = '', what }: Problem): string =>
  `${file}:${line}: ${place}${complaintText(what)}`;

/** What a lesson's file may take. Nothing that somebody writes by hand comes near. */
const LONGEST = 512 * 1024;
const MOST_ALIASES = 100;

/** A file that was read, and where its parts stand in it. */
export interface ReadFile<Data> {
  readonly data: Data;
  /** The line of a part, or of as much of its path as there is. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

export type ReadLesson = ReadFile<LessonFile>;

/**
 * @param file its name, for messages
 * @throws {LessonError} with all that is not as it must be
 */
export const readLessonFile = (source: string, file: string): ReadLesson =>
  readYaml(lessonSchema, source, file);

/** The same for any file of YAML that a schema describes. @throws {LessonError} */
export function readYaml<Schema extends z.ZodType>(
  schema: Schema,
  source: string,
  file: string,
): ReadFile<z.infer<Schema>> {
  const fail: Fail = (line, what) => {
    throw new LessonError([{ file, line, what }]);
  };
  if (source.length > LONGEST) fail(1, complain('dataTooLong', LONGEST));
  const lines = new LineCounter();
  const document = notTooDeep(fail, () =>
    parseDocument(source, { lineCounter: lines, prettyErrors: false, stringKeys: true }),
  );
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const [broken] = document.errors;
  // The parser has caught by itself that its stack was full.
  if (broken?.message.includes('call stack') === true) fail(1, complain('tooDeep'));
  if (broken) fail(lineAt(broken.pos[0]), complain('notYaml', broken.code, broken.message));
  const lineOf = (path: readonly PropertyKey[]): number => lineAt(offsetOf(document, path));
  const checked = notTooDeep(fail, () => schema.safeParse(plain(document, fail), { reportInput: true }));
  if (checked.success) return { data: checked.data, lineOf };
  throw new LessonError(
    checked.error.issues
      .flatMap(innermost)
      .map(({ path, what }) => ({ file, line: lineOf(path), place: named(path), what })),
  );
}

/** The parser and the schema go down as deeply as the text does, until the stack is full. */
function notTooDeep<T>(fail: Fail, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return fail(1, complain('tooDeep'));
  }
}

function plain(document: Document, fail: Fail): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return fail(1, complain('tooManyAliases'));
  }
}

type Fail = (line: number, what: Complaint) => never;

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly what: Complaint;
}

/** What is wrong, in our words, at the place where it stands. */
function innermost(issue: z.core.$ZodIssue): readonly Issue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      what: complain('keyUnknown'),
    }));
  }
  const [key] = issue.code === 'invalid_key' ? issue.issues : [];
  if (key) return [{ path: issue.path, what: asked(key) }];
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  return [{ path: issue.path, what: isMissing ? complain('missing', asked(issue)) : asked(issue) }];
}

/** `steps[2] checks[0] output: ` */
function named(path: readonly PropertyKey[]): string {
  const words: string[] = [];
  for (const part of path) {
    const last = words.pop();
    if (typeof part === 'number') words.push(`${last ?? ''}[${part + 1}]`);
    else words.push(...(last === undefined ? [] : [last]), String(part));
  }
  return words.length === 0 ? '' : `${words.join(' › ')}: `;
}

/** Where a part, or as much of its path as there is, stands in the file. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    const at = keyOffset(document, part);
    if (at !== null) return at;
  }
  return 0;
}

function keyOffset(document: Document, path: readonly PropertyKey[]): number | null {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (typeof parent === 'object' && parent !== null && 'items' in parent && Array.isArray(parent.items)) {
    for (const item of parent.items as unknown[]) {
      if (typeof item !== 'object' || item === null || !('key' in item)) continue;
      const { key } = item;
      if (isNode(key) && 'value' in key && key.value === last) return key.range?.[0] ?? null;
    }
  }
  const value: unknown = document.getIn(path, true);
  return isNode(value) ? (value.range?.[0] ?? null) : null;
}
