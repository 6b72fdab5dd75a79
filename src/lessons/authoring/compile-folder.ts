import { complain, type Complaint } from '../../words/complaint';
import { codeBlocks, sectionIds } from '../every-block';
import { compileLesson } from '../compile';
import { compileMarkdown } from '../markdown/compile-markdown';
import type { WholeLesson } from '../lesson-data';
import type { Block, LessonDocument } from '../model';
import { textHash } from '../receipt';
import { LessonError, readLessonFile, type Problem, type ReadLesson } from './lesson-file';
import { ID_FORM, type LessonFile } from './lesson-schema';

/** The two files of a lesson's folder. A text ending in `.md` is Markdown. */
export interface LessonSource {
  readonly slug: string;
  readonly text: SourceFile;
  readonly data: SourceFile;
}

/** A file's text, and what the file is called in messages. */
export interface SourceFile {
  readonly file: string;
  readonly source: string;
}

export interface CompiledLesson {
  readonly lesson: WholeLesson;
  readonly warnings: readonly Problem[];
}

/** By the kind of text that its name tells. Never throws. */
export const compileText = (file: string, source: string): LessonDocument =>
  file.endsWith('.md') ? compileMarkdown(source) : compileLesson(source);

/** @throws {LessonError} with all that the author has to mend */
export function compileFolder({ slug, text, data }: LessonSource): CompiledLesson {
  if (!ID_FORM.test(slug)) {
    throw new LessonError([{ file: data.file, line: 1, what: complain('folderName') }]);
  }
  const document = compileText(text.file, text.source);
  const found = (severity: 'error' | 'warning'): Problem[] =>
    document.diagnostics
      .filter((one) => one.severity === severity)
      .map(({ line, what }) => ({ file: text.file, line, what }));
  const errors = found('error');
  if (errors.length > 0) throw new LessonError(errors);
  const read = readLessonFile(data.source, data.file);
  const misplaced = referenceProblems(read, document, data.file);
  if (misplaced.length > 0) throw new LessonError(misplaced);
  const hash = textHash(text.source, data.source);
  return { lesson: assemble(slug, read.data, document, hash), warnings: found('warning') };
}

function assemble(slug: string, file: LessonFile, document: LessonDocument, hash: string): WholeLesson {
  const { language, summary, minutes, credit, panes, files, steps, untested, network } = file;
  return {
    entry: { slug, title: document.title, summary, minutes, steps: steps.length },
    data: {
      ...{ slug, language, credit, panes, files, minutes },
      outline: steps.map(({ id, title, at, goal, challenge }) => ({ id, title, at, goal, challenge })),
    },
    document,
    rest: { steps, network: network ?? null, hash },
    untested,
  };
}

/** Names that lead nowhere, and names that are there twice. */
function referenceProblems({ data, lineOf }: ReadLesson, document: LessonDocument, file: string): Problem[] {
  const problems: Problem[] = [];
  const places = new Set(placesOf(document.children));
  const blocks = new Set(codeBlocks(document.children).map(({ id }) => id));
  const seen = new Set<string>();
  const report = (path: readonly PropertyKey[], what: Complaint): void => {
    problems.push({ file, line: lineOf(path), what });
  };
  const actions = (list: readonly { run?: string | undefined }[], path: readonly PropertyKey[]): void => {
    for (const [at, { run }] of list.entries())
      if (run !== undefined && !blocks.has(run))
        report([...path, at, 'run'], complain('noBlock', run, choices(blocks)));
  };
  for (const [at, step] of data.steps.entries()) {
    if (seen.has(step.id)) report(['steps', at, 'id'], complain('twoSteps', step.id));
    seen.add(step.id);
    if (!places.has(step.at)) report(['steps', at, 'at'], complain('noPlace', step.at, choices(places)));
    actions(step.solution, ['steps', at, 'solution']);
    for (const [index, { example }] of step.mistakes.entries())
      actions(example, ['steps', at, 'mistakes', index, 'example']);
  }
  for (const [at, id] of data.untested.entries())
    if (!blocks.has(id)) report(['untested', at], complain('noBlock', id, choices(blocks)));
  return problems;
}

const choices = (ids: ReadonlySet<string>): string => [...ids].join(', ');

/** Where a step may stand: sections, and code blocks at any depth of them. */
function placesOf(blocks: readonly Block[]): string[] {
  return [...sectionIds(blocks), ...codeBlocks(blocks).map(({ id }) => id)];
}
