import type { Block, Inline } from './model';

/** The document's title: the text of its first section. */
export function titleOf(children: readonly Block[]): string {
  const first = children.find((block) => block.kind === 'section');
  return plainText(first?.kind === 'section' ? first.title : []);
}

export function plainText(inlines: readonly Inline[]): string {
  return inlines.map((inline) => inline.text).join('');
}
