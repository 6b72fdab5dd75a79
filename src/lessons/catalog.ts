import { entries } from 'virtual:lessons/list';
import type { LessonEntry } from './lesson-data';

/** The lessons that come with the page, in their order. */
export const catalog: readonly LessonEntry[] = entries;
