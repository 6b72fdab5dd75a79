import { useMemo } from 'react';
import { catalog } from '../../lessons/catalog';
import type { LessonEntry } from '../../lessons/lesson-data';
import { useCell } from '../common/cell';
import type { LessonShelf } from './lesson-shelf';

/** The lessons of this site, in its order. */
export function useOffered(shelf: LessonShelf): readonly LessonEntry[] {
  const chosen = useCell(shelf.offered);
  return useMemo(() => {
    if (chosen === null) return catalog;
    return chosen.flatMap((slug) => catalog.find((lesson) => lesson.slug === slug) ?? []);
  }, [chosen]);
}
