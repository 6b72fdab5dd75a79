import { first, steps, texts, translations } from 'virtual:lessons';
import { GLOSSARY } from './glossary';
import type { Lesson, LessonSteps, LessonTranslation } from './lesson-data';

/** The lesson that the page opens with. It is there at once. */
export const firstLesson: Lesson = first;

/** The names of all, in no order. */
export const lessonSlugs: readonly string[] = [first.data.slug, ...Object.keys(texts)].filter(
  (slug) => slug !== GLOSSARY,
);

/** What is drawn of a lesson; null where there is no such lesson. Rejects when it cannot be fetched. */
export async function loadLesson(slug: string): Promise<Lesson | null> {
  if (slug === first.data.slug) return first;
  return Object.hasOwn(texts, slug) ? ((await texts[slug]?.())?.default ?? null) : null;
}

/** The rest of it. Rejects when it cannot be fetched. */
export async function loadSteps(slug: string): Promise<LessonSteps | null> {
  return Object.hasOwn(steps, slug) ? ((await steps[slug]?.())?.default ?? null) : null;
}

/** A lesson in another language; null where it is not translated. Rejects when it cannot be fetched. */
export async function loadTranslation(slug: string, language: string): Promise<LessonTranslation | null> {
  const some = translations[language] ?? {};
  return Object.hasOwn(some, slug) ? ((await some[slug]?.())?.default ?? null) : null;
}

/** Where a lesson's own files (pictures) are, relative to the page. */
export function lessonFolder(slug: string): string {
  return `lessons/${slug}/`;
}
