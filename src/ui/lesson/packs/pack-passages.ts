import { PACK_LIMITS } from '../../../lessons/packs/limits';
import { passagesOf, type Passage } from '../../../lessons/search/passages';
import { asRead } from '../as-read';
import { whoseOf } from './drafts';
import { packSlug } from './pack-names';
import type { Packs } from './packs';

export interface PackPassages {
  readonly passages: readonly Passage[];
  /** More than the search looks through: some of it is not among them. */
  readonly cut: boolean;
}

/**
 * The passages of lessons that are not the site's, as they are read in a language, pack by pack: of those that were opened
 * here, which are read anew for it, and of those that the site names. What cannot be read any more says so when it is opened.
 */
export async function* packPassages(
  { library, state }: Packs,
  language: string,
): AsyncGenerator<PackPassages, void> {
  const { packs } = library.state.value;
  const { offered } = state.value;
  let room: number = PACK_LIMITS.searchedInAll;
  const all = [
    ...packs.map((record) => ({ record, lessons: () => library.lessons(record.id).catch(() => []) })),
    ...offered.map(({ record, made }) => ({ record, lessons: () => Promise.resolve(made.pack.lessons) })),
  ];
  for (const { record, lessons } of all) {
    const whose = whoseOf(record.source);
    const found = (await lessons()).flatMap((lesson) => {
      const { data, document } = asRead(lesson, lesson.translations.get(language) ?? null);
      return passagesOf({ data: { ...data, slug: packSlug(record.id, data.slug) }, document }, whose);
    });
    const passages = within(found, Math.min(room, PACK_LIMITS.searched));
    room -= lengthOf(passages);
    yield { passages, cut: passages.length < found.length };
  }
}

/** The first of them, as many as come to so many characters. */
function within(passages: readonly Passage[], most: number): readonly Passage[] {
  let length = 0;
  const end = passages.findIndex((passage) => (length += lengthOf([passage])) > most);
  return end < 0 ? passages : passages.slice(0, end);
}

const lengthOf = (passages: readonly Passage[]): number =>
  passages.reduce((sum, { title, text }) => sum + title.length + text.length, 0);
