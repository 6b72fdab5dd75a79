import type { Term } from '../../../lessons/glossary';
import type { Lesson } from '../../../lessons/lesson-data';
import { entryOf } from '../../../lessons/lesson-entry';
import { markTerms } from '../../../lessons/mark-terms';
import type { LessonDocument } from '../../../lessons/model';
import type { PackLesson } from '../../../lessons/packs/compile-pack';
import type { PackFiles } from '../../../lessons/packs/layout';
import type { MadePack } from '../../../lessons/packs/messages';
import type { PackRecord, PackSource } from './kept-packs';
import { packSlug } from './pack-names';

/** A pack that was read, and nobody has opened yet. */
export interface Draft {
  readonly record: PackRecord;
  readonly made: MadePack;
}

export function draftOf(id: string, source: PackSource, made: MadePack): Draft {
  const { lessons } = made.pack;
  const boardFiles = lessons.flatMap(({ data, rest }) => [
    ...Object.keys(data.files),
    ...rest.steps.flatMap(({ files }) => Object.keys(files ?? {})),
  ]);
  const record: PackRecord = {
    ...{ id, source },
    entries: lessons.map(({ entry, translations }) => ({
      ...entryOf(entry, translations),
      slug: packSlug(id, entry.slug),
    })),
    credits: [...new Set(lessons.map(({ data: { credit } }) => `${credit.text} ${credit.license}.`))],
    boardFiles: [...new Set(boardFiles)].sort(),
    bytes: [...made.files.values()].reduce((sum, bytes) => sum + bytes.length, 0),
  };
  return { record, made };
}

/** Whom the student is told: never more than what is certain, the host or the name of the file. */
export const whoseOf = (source: PackSource): string =>
  source.kind === 'address' ? source.host : source.name;

/** What tells one source from another. */
export const sourceKey = (source: PackSource): string =>
  source.kind === 'address' ? source.address : `file:${source.name}`;

export function sameFiles(one: PackFiles, other: PackFiles): boolean {
  const same = (a: Uint8Array, b: Uint8Array | undefined): boolean =>
    b?.length === a.length && a.every((byte, at) => byte === b[at]);
  return one.size === other.size && [...one].every(([path, bytes]) => same(bytes, other.get(path)));
}

interface Drawing {
  /** Makes the address of a picture. */
  readonly picture: (bytes: Uint8Array, type: string) => string;
  /** The words of the field that are marked in a text of a language. */
  readonly termsIn: (language: string) => readonly Term[];
}

/** As the page draws it. */
export function lessonOf(
  lesson: PackLesson,
  { id, source }: PackRecord,
  { picture, termsIn }: Drawing,
): Lesson {
  const { data, document, pictures, translations, entry } = lesson;
  const marked = (text: LessonDocument, language: string): LessonDocument => ({
    ...text,
    children: markTerms(text.children, termsIn(language)),
  });
  return {
    document: marked(document, data.language),
    data: { ...data, slug: packSlug(id, entry.slug) },
    brought: {
      pack: id,
      whose: whoseOf(source),
      translations: new Map(
        [...translations].map(([language, of]) => [
          language,
          { ...of, document: of.document && marked(of.document, language) },
        ]),
      ),
      pictures: new Map(pictures.map(({ path, type, bytes }) => [path, picture(bytes, type)])),
    },
  };
}
