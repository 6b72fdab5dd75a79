import { complain, type Complaint } from '../../words/complaint';
import { compileLesson } from '../compile';
import { compileMarkdown } from '../markdown/compile-markdown';
import type { WholeLesson } from '../lesson-data';
import type { LessonDocument } from '../model';
import { textHash } from '../receipt';
import { LessonError, readLessonFile, type Problem, type ReadLesson } from './lesson-file';
import { ID_FORM, type Action, type LessonFile, type Step } from './lesson-schema';
import { Places, type Found } from './places';

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
  const resolved = resolveNames(read, document, data.file);
  if (resolved.problems.length > 0) throw new LessonError(resolved.problems);
  const hash = textHash(text.source, data.source);
  return { lesson: assemble(slug, resolved.data, document, hash), warnings: found('warning') };
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

interface Resolved {
  /** With the ids of its places instead of their names. */
  readonly data: LessonFile;
  /** Names that lead nowhere or to several places, and names that are there twice. */
  readonly problems: readonly Problem[];
}

function resolveNames({ data, lineOf }: ReadLesson, document: LessonDocument, file: string): Resolved {
  type Path = readonly PropertyKey[];
  const problems: Problem[] = [];
  const places = new Places(document);
  const seen = new Set<string>();
  const report = (path: Path, what: Complaint): void => {
    problems.push({ file, line: lineOf(path), what });
  };
  const idOf = (found: Found, path: Path): string => {
    if ('id' in found) return found.id;
    report(path, found.problem);
    return '';
  };
  const actions = (list: readonly Action[], path: Path): Action[] =>
    list.map((action, at) =>
      action.run === undefined
        ? action
        : { ...action, run: idOf(places.block(action.run), [...path, at, 'run']) },
    );
  const steps = data.steps.map((step, index): Step => {
    const path = ['steps', index];
    if (seen.has(step.id)) report([...path, 'id'], complain('twoSteps', step.id));
    seen.add(step.id);
    return {
      ...step,
      at: idOf(places.sectionOrBlock(step.at), [...path, 'at']),
      solution: actions(step.solution, [...path, 'solution']),
      mistakes: step.mistakes.map((mistake, at) => ({
        ...mistake,
        example: actions(mistake.example, [...path, 'mistakes', at, 'example']),
      })),
    };
  });
  const untested = data.untested.map((name, at) => idOf(places.block(name), ['untested', at]));
  return { data: { ...data, steps, untested }, problems };
}
