import { loadLesson } from '../../lessons/our-lessons';
import { passagesOf, termPassages } from '../../lessons/search/passages';
import { SearchIndex } from '../../lessons/search/search-index';
import { terms } from '../../lessons/terms';

let made: { readonly slugs: string; readonly index: Promise<SearchIndex> } | null = null;

/** The index of these lessons and the glossary, made once. Rejects when a lesson cannot be fetched. */
export function searchIndexOf(slugs: readonly string[]): Promise<SearchIndex> {
  const key = slugs.join(' ');
  if (made?.slugs !== key) made = { slugs: key, index: build(slugs) };
  return made.index;
}

async function build(slugs: readonly string[]): Promise<SearchIndex> {
  try {
    const lessons = await Promise.all(slugs.map(loadLesson));
    const passages = lessons.flatMap((lesson) => (lesson ? passagesOf(lesson) : []));
    return new SearchIndex([...passages, ...termPassages(terms)]);
  } catch (error) {
    made = null;
    throw error;
  }
}
