import type { Lesson, LessonTranslation } from '../../lessons/lesson-data';
import { loadLesson, loadTranslation } from '../../lessons/our-lessons';
import { passagesOf, termPassages } from '../../lessons/search/passages';
import { SearchIndex } from '../../lessons/search/search-index';
import { terms, termsIn } from '../../lessons/terms';
import { search } from '../../words/en/search';
import { wordsOf } from '../../words/spoken';
import { textsOf } from './lesson-texts';

let made: { readonly key: string; readonly index: Promise<SearchIndex> } | null = null;

/** The index of these lessons, as they are read in this language, and of the glossary, made once. Rejects when a lesson cannot be fetched. */
export function searchIndexOf(slugs: readonly string[], language: string): Promise<SearchIndex> {
  const key = [language, ...slugs].join(' ');
  if (made?.key !== key) made = { key, index: build(slugs, language) };
  return made.index;
}

async function build(slugs: readonly string[], language: string): Promise<SearchIndex> {
  try {
    const [words, ...lessons] = await Promise.all([
      termsIn(language).catch(() => terms),
      ...slugs.map((slug) => asRead(slug, language)),
    ]);
    const passages = lessons.flatMap((lesson) => (lesson ? passagesOf(lesson) : []));
    return new SearchIndex([...passages, ...termPassages(words, wordsOf(search).glossary)]);
  } catch (error) {
    made = null;
    throw error;
  }
}

async function asRead(slug: string, language: string): Promise<Lesson | null> {
  const [lesson, translation] = await Promise.all([
    loadLesson(slug),
    // Without it there is the English text.
    loadTranslation(slug, language).catch(() => null),
  ]);
  return lesson && translation ? translated(lesson, translation) : lesson;
}

function translated(lesson: Lesson, translation: LessonTranslation): Lesson {
  const texts = textsOf(translation);
  const outline = lesson.data.outline.map((step) => ({
    ...step,
    title: texts(step.title),
    goal: texts(step.goal),
  }));
  const document = { ...(translation.document ?? lesson.document), title: translation.title };
  return { ...lesson, data: { ...lesson.data, outline }, document };
}
