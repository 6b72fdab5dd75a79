import { complain, type Complaint } from '../../words/complaint';
import { compileFolder, type SourceFile } from '../authoring/compile-folder';
import { LessonError } from '../authoring/lesson-file';
import { parseLessonIndex } from '../authoring/lesson-index';
import { ID_FORM } from '../authoring/lesson-schema';
import { compileTranslations } from '../authoring/translation';
import { everyBlock } from '../every-block';
import { DATA_FILE, INDEX_FILE, languageOfFile, TEXT_FILES, translatedFile } from '../lesson-files';
import type { LessonTranslation, WholeLesson } from '../lesson-data';
import type { Block, Image, LessonDocument } from '../model';
import { layoutOf, type Layout, type PackFiles } from './layout';
import { PACK_LIMITS } from './limits';
import { PackError, refuse, type PackProblem } from './pack-error';
import { readPicture, type Picture } from './picture';
import { sourceText } from './source-text';
import { allVisible, visible } from './visible';
import { dataTooHeavy, textTooHeavy } from './weight';

/** Lessons that somebody brought, as the page shows them. */
export interface CompiledPack {
  /** In their order; the first is the one that opens. */
  readonly lessons: readonly PackLesson[];
  /** What its author could do better. */
  readonly remarks: readonly PackProblem[];
}

export interface PackLesson extends WholeLesson {
  /** By the names that the lesson's text has for them. */
  readonly pictures: readonly Picture[];
  /** By language. */
  readonly translations: ReadonlyMap<string, LessonTranslation>;
}

/**
 * Makes lessons of files that may come from anybody. They are data from beginning to end: text becomes text, and
 * whatever is not known to the schema and to the compiler is an error or stands there as it is.
 *
 * @param name of the pack, for messages
 * @throws {PackError} and nothing else
 */
export function compilePack(files: PackFiles, name: string): CompiledPack {
  const layout = layoutOf(files.keys(), name);
  const remarks: PackProblem[] = [];
  const problems: PackProblem[] = [];
  const lessons: PackLesson[] = [];
  for (const slug of lessonsInOrder(files, layout)) {
    try {
      lessons.push(compileOne(files, slug, layout.folders.get(slug) ?? '', remarks));
    } catch (error) {
      problems.push(...problemsOf(error, name));
    }
  }
  const pictures = lessons.reduce((sum, lesson) => sum + lesson.pictures.length, 0);
  if (pictures > PACK_LIMITS.pictures)
    problems.push({ file: name, line: null, what: complain('tooManyPictures', PACK_LIMITS.pictures) });
  if (problems.length > 0) throw new PackError(toldOf(problems));
  return { lessons, remarks: toldOf(remarks) };
}

/** Those that the index names first, then the others by name; the one that opens before all. */
function lessonsInOrder(files: PackFiles, { root, folders }: Layout): readonly string[] {
  const names = [...folders.keys()];
  const bytes = files.get(root + INDEX_FILE);
  if (bytes === undefined) return names;
  const file = root + INDEX_FILE;
  const { order = [], opens } = inOwnWords(() => parseLessonIndex(sourceText(bytes, file), file), file);
  for (const name of [...order, ...(opens === undefined ? [] : [opens])])
    if (!folders.has(name)) refuse(file, complain('namesNoFolder', name, DATA_FILE));
  return [...new Set([...(opens === undefined ? [] : [opens]), ...order, ...names])];
}

function compileOne(files: PackFiles, slug: string, folder: string, remarks: PackProblem[]): PackLesson {
  if (slug.length > 60 || !ID_FORM.test(slug)) refuse(folder, complain('folderName'));
  const [textFile, second] = TEXT_FILES.map((name) => folder + name).filter((file) => files.has(file));
  if (textFile === undefined) return refuse(folder + DATA_FILE, complain('noText', TEXT_FILES.join(' / ')));
  if (second !== undefined) refuse(second, complain('secondText', textFile));
  const source = (file: string): SourceFile => ({
    file,
    source: sourceText(files.get(file) ?? new Uint8Array(), file),
  });
  // What cannot be seen is shown before anything is made of it; in the data it may stand as an escape.
  const text = (file: string): SourceFile => ({ file, source: visible(source(file).source) });
  const data = folder + DATA_FILE;
  const { lesson, warnings } = compileFolder({ slug, text: text(textFile), data: source(data) });
  remarks.push(...warnings);
  const heavy = dataTooHeavy(lesson, data);
  if (heavy) throw new PackError([heavy]);
  const names = [...files.keys()].flatMap((path) =>
    path.startsWith(folder) ? path.slice(folder.length) : [],
  );
  if (new Set(names.flatMap((name) => languageOfFile(name) ?? [])).size > PACK_LIMITS.translations)
    refuse(data, complain('tooManyTranslations', PACK_LIMITS.translations));
  const translations = compileTranslations(lesson, names, (name) =>
    name.endsWith('.yaml') ? source(folder + name) : text(folder + name),
  );
  const texts: Text[] = [{ file: textFile, document: lesson.document }];
  for (const [language, { document }] of translations) {
    const name = TEXT_FILES.map((one) => translatedFile(one, language)).find((one) => names.includes(one));
    if (document && name !== undefined) texts.push({ file: folder + name, document });
  }
  for (const one of texts) checkText(one);
  return {
    ...allVisible(lesson),
    pictures: picturesOf(files, folder, texts),
    translations: new Map([...translations].map(([language, of]) => [language, allVisible(of)])),
  };
}

/** A lesson's text, or a translation of it. */
interface Text {
  readonly file: string;
  readonly document: LessonDocument;
}

/** @throws {PackError} where it costs the page too much, or holds what is no text */
function checkText({ file, document }: Text): void {
  const heavy = textTooHeavy(document, file);
  if (heavy) throw new PackError([heavy]);
  const raw = everyBlock(document.children, 'unknown').find(({ name }) => /^(?:raw|html)$/i.test(name));
  if (raw) refuse(file, complain('holdsHtml'), raw.line);
}

/** Those that its texts show, each once. */
function picturesOf(files: PackFiles, folder: string, texts: readonly Text[]): readonly Picture[] {
  const found = new Map<string, Picture>();
  for (const { file, document } of texts)
    for (const { src, line } of imagesIn(document.children)) {
      if (found.has(src)) continue;
      const bytes = files.get(folder + src);
      if (!bytes) return refuse(file, complain('noPicture', src), line);
      found.set(src, { ...readPicture(folder + src, bytes), path: src });
    }
  return [...found.values()];
}

/** The pictures that a text shows, wherever they stand. */
export const imagesIn = (blocks: readonly Block[]): readonly Image[] => everyBlock(blocks, 'image');

function inOwnWords<T>(read: () => T, file: string): T {
  try {
    return read();
  } catch (error) {
    throw new PackError(problemsOf(error, file));
  }
}

/** Anything that is no sentence of ours is told as what it is, at the pack: nothing of it reaches the page. */
function problemsOf(error: unknown, file: string): readonly PackProblem[] {
  if (error instanceof PackError) return error.problems;
  if (error instanceof LessonError) return error.problems;
  const why = error instanceof Error ? error.message : String(error);
  return [{ file, line: null, what: complain('notRead', why) }];
}

/** As many as anybody reads, with nothing in them that cannot be seen, and none of them endless. */
function toldOf(problems: readonly PackProblem[]): readonly PackProblem[] {
  const { problems: most } = PACK_LIMITS;
  const files = [...new Set(problems.map(({ file }) => file))];
  const told = [...problems]
    .sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || (a.line ?? 0) - (b.line ?? 0))
    .slice(0, most)
    .map(({ file, line, place, what }) => ({
      ...{ file: short(file), line, what: shortened(what) },
      ...(place === undefined ? {} : { place: short(place) }),
    }));
  if (problems.length > most)
    told.push({ file: told[0]?.file ?? '', line: null, what: complain('more', problems.length - most) });
  return told;
}

const LONGEST_VALUE = 600;

function shortened({ code, values }: Complaint): Complaint {
  return {
    code,
    values: values.map((value) => {
      if (typeof value === 'object') return shortened(value);
      return typeof value === 'string' ? short(value) : value;
    }),
  };
}

function short(text: string): string {
  const shown = visible(text);
  return shown.length > LONGEST_VALUE ? `${shown.slice(0, LONGEST_VALUE)}…` : shown;
}
