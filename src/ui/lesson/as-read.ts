import type { Lesson, LessonTranslation } from '../../lessons/lesson-data';
import { textsOf } from './lesson-texts';

/** A lesson as those see it who read it in another language. */
export function asRead<Some extends Pick<Lesson, 'data' | 'document'>>(
  lesson: Some,
  translation: LessonTranslation | null,
): Some {
  if (translation === null) return lesson;
  const texts = textsOf(translation);
  const outline = lesson.data.outline.map((step) => ({
    ...step,
    title: texts(step.title),
    goal: texts(step.goal),
  }));
  const document = { ...(translation.document ?? lesson.document), title: translation.title };
  return { ...lesson, data: { ...lesson.data, outline }, document };
}
