import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { compileFolder, type CompiledLesson } from '../../lessons/authoring/compile-folder';
import { compileTranslation } from '../../lessons/authoring/translation';
import type { LessonTranslation } from '../../lessons/lesson-data';
import { LessonError } from '../../lessons/authoring/lesson-file';
import { parseLessonIndex } from '../../lessons/authoring/lesson-index';

export const TEXT_FILE = 'lesson.rst';
export const DATA_FILE = 'lesson.yaml';
/** Beside the folders: their order, and with which one the page opens. */
export const INDEX_FILE = 'index.yaml';

/** @throws {LessonError} with all that is wrong with a lesson's two files, or with a translation of it */
export function readLessonFolder(folder: string, slug: string, root: string): ReadFolder {
  const read = (name: string): { file: string; source: string } => {
    const path = join(folder, slug, name);
    const file = shown(path, root);
    try {
      return { file, source: readFileSync(path, 'utf8') };
    } catch {
      const text = `cannot be read. Every lesson has a ${TEXT_FILE} and a ${DATA_FILE}.`;
      throw new LessonError([{ file, line: 1, text }]);
    }
  };
  const compiled = compileFolder({ slug, text: read(TEXT_FILE), data: read(DATA_FILE) });
  const names = readdirSync(join(folder, slug));
  const translations: Record<string, LessonTranslation> = {};
  for (const [, language = ''] of names.flatMap((name) => [...name.matchAll(TRANSLATION)])) {
    const text = textFile(language);
    translations[language] = compileTranslation(compiled.lesson, {
      text: names.includes(text) ? read(text) : null,
      data: read(dataFile(language)),
    });
  }
  return { ...compiled, translations };
}

/** A text without the sentences of the steps is an error: `lesson.de.yaml` cannot be read. */
const TRANSLATION = /^lesson\.([a-z]{2})\.(?:rst|yaml)$/g;
const textFile = (language: string): string => `lesson.${language}.rst`;
const dataFile = (language: string): string => `lesson.${language}.yaml`;

export interface ReadFolder extends CompiledLesson {
  /** By language. */
  readonly translations: Readonly<Record<string, LessonTranslation>>;
}

export interface LessonIndex {
  /** Those that the index names first, then the others by name. */
  readonly slugs: readonly string[];
  readonly opens: string;
}

export function readIndex(folder: string): LessonIndex {
  if (!existsSync(folder)) throw new Error(`${folder}: there is no such folder. Lessons are kept there.`);
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const file = join(folder, INDEX_FILE);
  const index = existsSync(file) ? parseLessonIndex(readFileSync(file, 'utf8'), file) : {};
  const { order = [], opens = order[0] ?? names[0] ?? '' } = index;
  for (const name of [...order, opens])
    if (!names.includes(name)) throw new Error(`${file}: there is no lesson “${name}”.`);
  return { slugs: [...order, ...names.filter((name) => !order.includes(name))], opens };
}

function shown(file: string, root: string): string {
  return relative(root, file).split(sep).join('/');
}
