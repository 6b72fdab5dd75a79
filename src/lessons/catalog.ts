import { lessons } from 'virtual:lessons';
import type { Lesson } from './lesson-data';

export interface LessonEntry {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
}

/** The lessons that come with the page, in their order. */
export const catalog: readonly LessonEntry[] = lessons.map(({ data, document }) => ({
  slug: data.slug,
  title: document.title,
  summary: data.summary,
}));

export function findLesson(slug: string): Lesson | undefined {
  return lessons.find((lesson) => lesson.data.slug === slug);
}

/** Where a lesson's own files (pictures) are, relative to the page. */
export function lessonFolder(slug: string): string {
  return `lessons/${slug}/`;
}
