import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { complain } from '../../words/complaint';
import { compileFolder, type CompiledLesson, type SourceFile } from '../../lessons/authoring/compile-folder';
import { compileTranslations } from '../../lessons/authoring/translation';
import type { LessonTranslation } from '../../lessons/lesson-data';
import {
  readGlossary,
  readGlossaryTranslation,
  type GlossaryTranslation,
} from '../../lessons/authoring/glossary-file';
import { LessonError } from '../../lessons/authoring/lesson-file';
import { parseLessonIndex } from '../../lessons/authoring/lesson-index';
import type { Term } from '../../lessons/glossary';
import { DATA_FILE, GLOSSARY_FILE, INDEX_FILE, TEXT_FILES } from '../../lessons/lesson-files';

/** @throws {LessonError} with all that is wrong with a lesson's two files, or with a translation of it */
export function readLessonFolder(folder: string, slug: string, root: string): ReadFolder {
  const read = (name: string): SourceFile => {
    const path = join(folder, slug, name);
    const file = shown(path, root);
    try {
      return { file, source: readFileSync(path, 'utf8') };
    } catch {
      const what = complain('fileMissing', TEXT_FILES.join(' / '), DATA_FILE);
      throw new LessonError([{ file, line: 1, what }]);
    }
  };
  const [text = TEXT_FILES[0], ...others] = textsIn(join(folder, slug));
  if (others.length > 0) {
    const file = shown(join(folder, slug, others[0] ?? ''), root);
    throw new LessonError([{ file, line: 1, what: complain('secondText', text) }]);
  }
  const compiled = compileFolder({ slug, text: read(text), data: read(DATA_FILE) });
  const names = readdirSync(join(folder, slug));
  return { ...compiled, translations: compileTranslations(compiled.lesson, names, read) };
}

export interface ReadFolder extends CompiledLesson {
  /** By language. */
  readonly translations: ReadonlyMap<string, LessonTranslation>;
}

/** The texts that lie in a folder: one, where it is a lesson. */
export function textsIn(folder: string): readonly string[] {
  return TEXT_FILES.filter((name) => existsSync(join(folder, name)));
}

export interface Glossary {
  readonly terms: readonly Term[];
  /** By language. */
  readonly translations: ReadonlyMap<string, GlossaryTranslation>;
}

/** The words of the field, where the folder explains them. @throws {LessonError} */
export function readGlossaryOf(folder: string, root: string): Glossary {
  const path = join(folder, GLOSSARY_FILE);
  if (!existsSync(path)) return { terms: [], translations: new Map() };
  const terms = readGlossary(readFileSync(path, 'utf8'), shown(path, root));
  const translations = readdirSync(folder).flatMap((name) => {
    const [, language] = GLOSSARY_TRANSLATION.exec(name) ?? [];
    if (language === undefined) return [];
    const file = join(folder, name);
    const source = readFileSync(file, 'utf8');
    return [[language, readGlossaryTranslation(source, shown(file, root), terms, language)] as const];
  });
  return { terms, translations: new Map(translations) };
}

const GLOSSARY_TRANSLATION = /^glossary\.([a-z]{2})\.yaml$/;

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
