import { blocksIn } from '../every-block';
import { GLOSSARY, termAnchor, type Term } from '../glossary';
import type { Lesson } from '../lesson-data';
import type { Block, Inline } from '../model';

/** A piece of a lesson that can be found, and where it is. */
export interface Passage {
  readonly id: string;
  /** The lesson's name, and its title. */
  readonly slug: string;
  readonly lesson: string;
  /** The host or the file that it comes from; null: it is the site's. */
  readonly whose: string | null;
  /** Of the section, the step or the word. */
  readonly title: string;
  readonly text: string;
  /** The section's or step's id; null: the lesson's beginning. */
  readonly target: string | null;
  readonly kind: 'section' | 'step' | 'term';
}

/** A lesson section by section, and its steps. */
export function passagesOf(
  { data, document }: Pick<Lesson, 'data' | 'document'>,
  whose: string | null = null,
): readonly Passage[] {
  const { slug, outline } = data;
  const found: Passage[] = [];
  const passage = (kind: Passage['kind'], target: string | null, title: string, text: string): void => {
    found.push({
      id: `${slug}/${kind}/${target ?? ''}`,
      slug,
      lesson: document.title,
      whose,
      title,
      text,
      target,
      kind,
    });
  };
  const visit = (blocks: readonly Block[]): string => {
    const own: string[] = [];
    for (const block of blocks)
      if (block.kind === 'section') {
        const at = found.length;
        const text = visit(block.children);
        // The first one is the lesson's own, and stands before those in it.
        passage('section', block.level === 1 ? null : block.id, words(block.title), text);
        const [last] = found.splice(-1);
        if (last) found.splice(at, 0, last);
      } else own.push(textOf(block));
    return own.filter(Boolean).join(' ');
  };
  const before = visit(document.children);
  if (before !== '') passage('section', null, document.title, before);
  for (const { id, title, goal } of outline) passage('step', id, title, goal);
  return found;
}

/** The words that the glossary explains. @param glossary what it is called */
export function termPassages(terms: readonly Term[], glossary: string): readonly Passage[] {
  return terms.map(({ id, term, also, says }) => ({
    ...{ id: `${GLOSSARY}/term/${id}`, slug: GLOSSARY, lesson: glossary, whose: null },
    title: term,
    text: also.length === 0 ? says : `${says} (${also.join(', ')})`,
    target: termAnchor(id),
    kind: 'term',
  }));
}

function textOf(block: Block): string {
  const all = (blocks: readonly Block[]): string => blocks.map(textOf).join(' ');
  switch (block.kind) {
    case 'paragraph':
      return words(block.children);
    case 'console':
    case 'python':
    case 'plain':
      return block.copy;
    case 'definition-list':
      return block.items.map(({ term, children }) => `${words(term)} ${all(children)}`).join(' ');
    case 'field-list':
      return block.items.map(({ name, children }) => `${words(name)} ${all(children)}`).join(' ');
    case 'line-block':
      return block.lines.map(({ children }) => words(children)).join(' ');
    case 'image':
      return `${block.alt} ${all(block.caption)}`;
    case 'preformatted':
    case 'unknown':
      return block.text;
    default:
      return all(blocksIn(block));
  }
}

const words = (parts: readonly Inline[]): string => parts.map(({ text }) => text).join('');
