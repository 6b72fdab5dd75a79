import { useMemo } from 'react';
import { catalog } from '../../lessons/catalog';
import type { LessonEntry } from '../../lessons/lesson-data';
import { entryIn } from '../../lessons/lesson-entry';
import { useCell } from '../common/cell';
import { useLanguage } from '../common/use-language';
import type { LessonShelf } from './lesson-shelf';

/** The lessons of this site, in its order. */
export function useOffered(shelf: LessonShelf): readonly LessonEntry[] {
  const chosen = useCell(shelf.offered);
  const language = useLanguage();
  return useMemo(() => {
    const some =
      chosen === null
        ? catalog
        : chosen.flatMap((slug) => catalog.find((lesson) => lesson.slug === slug) ?? []);
    return some.map((lesson) => entryIn(lesson, language));
  }, [chosen, language]);
}
