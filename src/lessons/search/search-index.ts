import MiniSearch from 'minisearch';
import type { Passage } from './passages';

export interface Finding {
  readonly passage: Passage;
  /** Some words of its text around what was found, in pieces; `found` ones are to be marked. */
  readonly snippet: readonly { readonly text: string; readonly found: boolean }[];
}

const MOST_FINDINGS = 12;
/** Letters of a snippet, and how many of them stand before what was found. */
const SNIPPET = 140;
const BEFORE = 40;

/** Finds passages by the beginnings of words, with a slip of the finger forgiven in longer ones. */
export class SearchIndex {
  readonly #index = new MiniSearch<Passage>({
    fields: ['title', 'text', 'lesson'],
    searchOptions: {
      boost: { title: 4, lesson: 0.5 },
      combineWith: 'AND',
      prefix: true,
      fuzzy: (word) => (word.length > 4 ? 0.2 : false),
    },
  });
  readonly #passages = new Map<string, Passage>();

  constructor(passages: readonly Passage[]) {
    for (const passage of passages) this.#passages.set(passage.id, passage);
    this.#index.addAll([...this.#passages.values()]);
  }

  /** More of them, a few at a time: whoever types meanwhile is not held up. */
  async add(passages: readonly Passage[]): Promise<void> {
    const others = passages.filter(({ id }) => !this.#passages.has(id));
    for (const passage of others) this.#passages.set(passage.id, passage);
    await this.#index.addAllAsync(others, { chunkSize: 10 });
  }

  find(query: string): readonly Finding[] {
    return this.#index
      .search(query)
      .slice(0, MOST_FINDINGS)
      .flatMap(({ id, terms }) => {
        const passage = this.#passages.get(String(id));
        return passage ? [{ passage, snippet: snippetOf(passage.text, terms) }] : [];
      });
  }
}

function snippetOf(text: string, terms: readonly string[]): Finding['snippet'] {
  const plain = text.replace(/\s+/g, ' ');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${terms.map(escape).join('|')})`, 'giu');
  const at = plain.search(pattern);
  const start = at > BEFORE ? plain.indexOf(' ', at - BEFORE) + 1 : 0;
  const cut = plain.slice(start, start + SNIPPET);
  const end = start + SNIPPET < plain.length ? '…' : '';
  const pieces = `${start > 0 ? '… ' : ''}${cut}${end}`.split(pattern);
  // A pattern with one group: every second piece is what was found.
  return pieces
    .map((piece, index) => ({ text: piece, found: index % 2 === 1 }))
    .filter(({ text: some }) => some !== '');
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
