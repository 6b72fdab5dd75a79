import type { LessonEntry, LessonTranslation } from './lesson-data';

/** What a list says of a lesson, in all languages that there are. */
export function entryOf(
  entry: LessonEntry,
  translations: ReadonlyMap<string, LessonTranslation>,
): LessonEntry {
  const translated = Object.fromEntries(
    [...translations].map(([language, { title, summary }]) => [language, { title, summary }]),
  );
  return { ...entry, translated };
}

/** The same for a reader of one language: as it was written, where it is not translated. */
export const entryIn = (entry: LessonEntry, language: string): LessonEntry => ({
  ...entry,
  ...entry.translated?.[language],
});
