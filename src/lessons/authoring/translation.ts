import { z } from 'zod';
import { complain, type Complaint } from '../../words/complaint';
import { codeBlocks, sectionIds } from '../every-block';
import type { LessonTranslation, Step, WholeLesson } from '../lesson-data';
import type { Block, LessonDocument } from '../model';
import { DATA_FILE, languageOfFile, TEXT_FILES, translatedFile } from '../lesson-files';
import { compileText, type SourceFile } from './compile-folder';
import { LessonError, readYaml, type Problem } from './lesson-file';
import { must } from './must';

const sentence = z.string(must('mustBeText')).regex(/\S/, must('mustNotBeEmpty')).max(2_000);
const sentences = z.array(sentence, must('mustBeTexts')).default([]);

/** `lesson.de.yaml`: the sentences of lesson.yaml in another language. Checks and solutions are those of lesson.yaml. */
export const translationSchema = z.strictObject(
  {
    title: sentence.describe('Of the lesson, where its text is not translated.').optional(),
    summary: sentence,
    steps: z.record(
      z.string(),
      z.strictObject({
        title: sentence,
        goal: sentence,
        hints: sentences,
        checks: sentences.describe('For each `say` below checks, in their order.'),
        mistakes: sentences.describe('For each mistake, in their order.'),
      }),
      must('mustBeStepsById'),
    ),
  },
  must('mustBeKeys'),
);

export interface TranslationSource {
  /** `lesson.de.rst`; null: the text is not translated. */
  readonly text: SourceFile | null;
  readonly data: SourceFile;
}

/**
 * The lesson in all languages that there are, by language.
 *
 * @param names of the files that lie beside it
 * @throws {LessonError} where one of them does not go with the lesson
 */
export function compileTranslations(
  lesson: WholeLesson,
  names: readonly string[],
  read: (name: string) => SourceFile,
): ReadonlyMap<string, LessonTranslation> {
  const languages = new Set(names.flatMap((name) => languageOfFile(name) ?? []));
  const own = lesson.data.language;
  return new Map(
    [...languages].sort().map((language) => {
      const refuse = (name: string, what: Complaint): never => {
        throw new LessonError([{ file: read(name).file, line: 1, what }]);
      };
      const data = translatedFile(DATA_FILE, language);
      const [text, second] = TEXT_FILES.map((name) => translatedFile(name, language)).filter((name) =>
        names.includes(name),
      );
      if (second !== undefined && text !== undefined) refuse(second, complain('secondTranslatedText', text));
      if (text !== undefined && !names.includes(data)) refuse(text, complain('noSentences', data));
      if (language === own) refuse(data, complain('ownLanguage', own, DATA_FILE));
      const source = { text: text === undefined ? null : read(text), data: read(data) };
      return [language, compileTranslation(lesson, source)];
    }),
  );
}

/** @throws {LessonError} where it does not go with the lesson */
export function compileTranslation(
  lesson: WholeLesson,
  { text, data }: TranslationSource,
): LessonTranslation {
  const read = readYaml(translationSchema, data.source, data.file);
  const problems: Problem[] = [];
  // No object: a title may be `__proto__`.
  const texts = new Map<string, string>();
  const report = (path: readonly PropertyKey[], what: Complaint): void => {
    problems.push({ file: data.file, line: read.lineOf(path), what });
  };
  const { steps } = lesson.rest;
  for (const id of Object.keys(read.data.steps))
    if (!steps.some((step) => step.id === id)) report(['steps', id], complain('noStep', id));
  for (const step of steps) {
    const words = Object.hasOwn(read.data.steps, step.id) ? read.data.steps[step.id] : undefined;
    if (!words) {
      report(['steps'], complain('stepMissing', step.id));
      continue;
    }
    texts.set(step.title, words.title).set(step.goal, words.goal);
    for (const [key, english] of Object.entries(listsOf(step))) {
      const translated = words[key as 'hints' | 'checks' | 'mistakes'];
      if (translated.length !== english.length)
        report(['steps', step.id, key], complain('otherCount', key, translated.length, english.length));
      for (const [at, one] of english.entries()) texts.set(one, translated[at] ?? one);
    }
  }
  const document = text === null ? null : translatedText(lesson.document, text, problems);
  if (problems.length > 0) throw new LessonError(problems);
  const title = document?.title ?? read.data.title ?? lesson.document.title;
  return { title, summary: read.data.summary, document, texts: Object.fromEntries(texts) };
}

function listsOf(step: Step): Readonly<Record<'hints' | 'checks' | 'mistakes', readonly string[]>> {
  return { hints: step.hints, checks: saysIn(step.checks), mistakes: step.mistakes.map(({ say }) => say) };
}

/** Checks have checks in them, at any depth. */
function saysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'say' && typeof part === 'string' ? [part] : saysIn(part),
  );
}

/** The text in another language, with the ids of the original: steps and addresses lead to the same places. */
function translatedText(
  original: LessonDocument,
  { file, source }: SourceFile,
  problems: Problem[],
): LessonDocument {
  const document = compileText(file, source);
  for (const { severity, line, what } of document.diagnostics)
    if (severity === 'error') problems.push({ file, line, what });
  const [blocks, theirs] = [codeBlocks(document.children), codeBlocks(original.children)];
  for (const [at, block] of theirs.entries())
    if (blocks[at]?.text !== block.text) {
      const line = blocks[at]?.line ?? 1;
      problems.push({
        file,
        line,
        what: complain('blockMoved', block.label),
      });
      break;
    }
  const ids = sectionIds(original.children);
  const [here, there] = [sectionIds(document.children).length, ids.length];
  if (here !== there || blocks.length > theirs.length) {
    const what = complain('otherShape', here, blocks.length, there, theirs.length);
    problems.push({ file, line: 1, what });
  }
  return { ...document, children: named(document.children, ids) };
}

/** Takes from `ids`, in order. */
function named(blocks: readonly Block[], ids: string[]): readonly Block[] {
  return blocks.map((block) => {
    if (block.kind !== 'section') return block;
    const id = ids.shift() ?? block.id;
    return { ...block, id, children: named(block.children, ids) };
  });
}
