import type { Lesson } from '../../lessons/lesson-data';
import { loadLesson, loadTranslation } from '../../lessons/our-lessons';
import { passagesOf, termPassages } from '../../lessons/search/passages';
import { SearchIndex } from '../../lessons/search/search-index';
import { terms, termsIn } from '../../lessons/terms';
import { search as searchWords } from '../../words/en/search';
import { wordsOf } from '../../words/spoken';
import { Cell } from '../common/cell';
import { asRead } from './as-read';
import { packPassages } from './packs/pack-passages';
import type { Packs } from './packs/packs';

export interface SearchState {
  /** It grows while `reading`; null: nothing can be found yet. */
  readonly index: SearchIndex | null;
  /** The lessons of the site could not be fetched. */
  readonly failed: boolean;
  /** Lessons that are not the site's are still on their way. */
  readonly reading: boolean;
  /** There is more of those than is looked through. */
  readonly cut: boolean;
}

/** What is searched: the site's lessons by name, and those of others. */
interface Searched {
  readonly slugs: readonly string[];
  readonly language: string;
  readonly packs: Packs | null;
}

let made: { readonly key: readonly unknown[]; readonly search: Cell<SearchState> } | null = null;

/** The search of these lessons, as they are read in this language, and of the glossary; made anew when they change. */
export function searchOf(searched: Searched): Cell<SearchState> {
  const { slugs, language, packs } = searched;
  const key = [language, slugs.join(' '), packs?.library.state.value.packs, packs?.state.value.offered];
  if (made && key.every((part, at) => part === made?.key[at])) return made.search;
  const search = new Cell<SearchState>({ index: null, failed: false, reading: true, cut: false });
  made = { key, search };
  void fill(search, searched);
  return search;
}

async function fill(search: Cell<SearchState>, { slugs, language, packs }: Searched): Promise<void> {
  try {
    const [words, ...lessons] = await Promise.all([
      termsIn(language).catch(() => terms),
      ...slugs.map((slug) => ours(slug, language)),
    ]);
    const passages = lessons.flatMap((lesson) => (lesson ? passagesOf(lesson) : []));
    const index = new SearchIndex([...passages, ...termPassages(words, wordsOf(searchWords).glossary)]);
    search.update((state) => ({ ...state, index }));
    if (packs)
      for await (const { passages: more, cut } of packPassages(packs, language)) {
        // There are others by now.
        if (made?.search !== search) return;
        await index.add(more);
        search.update((state) => ({ ...state, cut: state.cut || cut }));
      }
    search.update((state) => ({ ...state, reading: false }));
  } catch {
    search.update((state) => ({ ...state, failed: true, reading: false }));
    if (made?.search === search) made = null;
  }
}

async function ours(slug: string, language: string): Promise<Lesson | null> {
  const [lesson, translation] = await Promise.all([
    loadLesson(slug),
    // Without it there is the English text.
    loadTranslation(slug, language).catch(() => null),
  ]);
  return lesson && asRead(lesson, translation);
}
