import type { Term } from './glossary';
import type { Block, Inline, ListItem } from './model';

/** What names and words of any language are made of. */
const LETTER = '\\p{L}\\p{M}\\p{N}_';

/** Sections below this level belong to the one around them. */
const DEEPEST = 2;

/**
 * Marks the words that the glossary explains, each where it first stands in a section: in running text, not in titles,
 * code, links, tables or what is emphasized. The text itself stays as it is.
 */
export function markTerms(blocks: readonly Block[], terms: readonly Term[]): readonly Block[] {
  const words = new Map<string, string>();
  for (const { id, term, also, mark } of terms)
    if (mark) for (const form of [term, ...also]) words.set(form.toLowerCase(), id);
  if (words.size === 0) return blocks;
  return new Marker(words).blocks(blocks, new Set());
}

class Marker {
  readonly #pattern: RegExp;

  constructor(private readonly words: ReadonlyMap<string, string>) {
    // The longest first: “access point” before “access”.
    const forms = [...words.keys()].sort((one, other) => other.length - one.length);
    // Part of a name, a path or a number is no word.
    this.#pattern = new RegExp(
      `(?<![${LETTER}./-])(?:${forms.map(escape).join('|')})(?![${LETTER}/-]|\\.[${LETTER}]|:\\/)`,
      'giu',
    );
  }

  blocks(blocks: readonly Block[], seen: Set<string>): readonly Block[] {
    return blocks.map((block) => this.#block(block, seen));
  }

  #block(block: Block, seen: Set<string>): Block {
    switch (block.kind) {
      case 'section':
        return {
          ...block,
          children: this.blocks(block.children, block.level <= DEEPEST ? new Set() : seen),
        };
      case 'paragraph':
        return { ...block, children: this.#inlines(block.children, seen) };
      case 'quote':
      case 'admonition':
        return { ...block, children: this.blocks(block.children, seen) };
      case 'bullet-list':
      case 'enumerated-list':
        return { ...block, items: block.items.map((item) => this.#item(item, seen)) };
      case 'definition-list':
        return { ...block, items: block.items.map((item) => this.#item(item, seen)) };
      case 'field-list':
        return { ...block, items: block.items.map((item) => this.#item(item, seen)) };
      default:
        return block;
    }
  }

  #item<Item extends ListItem>(item: Item, seen: Set<string>): Item {
    return { ...item, children: this.blocks(item.children, seen) };
  }

  #inlines(inlines: readonly Inline[], seen: Set<string>): readonly Inline[] {
    return inlines.flatMap((inline) => (inline.kind === 'text' ? this.#text(inline, seen) : [inline]));
  }

  #text({ line, text }: Inline, seen: Set<string>): readonly Inline[] {
    const parts: Inline[] = [];
    let end = 0;
    for (const { 0: word, index } of text.matchAll(this.#pattern)) {
      const term = this.words.get(word.toLowerCase());
      if (term === undefined || seen.has(term)) continue;
      seen.add(term);
      if (index > end) parts.push({ kind: 'text', line, text: text.slice(end, index) });
      parts.push({ kind: 'term', line, text: word, term });
      end = index + word.length;
    }
    if (end < text.length) parts.push({ kind: 'text', line, text: text.slice(end) });
    return parts;
  }
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
