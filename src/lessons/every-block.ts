import type { Block, CodeBlock } from './model';

/** The blocks that stand in a block, in their order. */
export function blocksIn(block: Block): readonly Block[] {
  switch (block.kind) {
    case 'section':
    case 'quote':
    case 'admonition':
    case 'footnote':
      return block.children;
    case 'bullet-list':
    case 'enumerated-list':
    case 'definition-list':
    case 'field-list':
      return block.items.flatMap(({ children }) => children);
    case 'image':
      return block.caption;
    case 'table':
      return [...block.head, ...block.rows].flatMap(({ cells }) => cells.flatMap(({ children }) => children));
    default:
      return [];
  }
}

type Kind = Block['kind'];

/** The blocks of some kinds, in their order, wherever they stand. */
export function everyBlock<Wanted extends Kind>(
  blocks: readonly Block[],
  ...kinds: readonly Wanted[]
): Extract<Block, { kind: Wanted }>[] {
  const found: Extract<Block, { kind: Wanted }>[] = [];
  const isWanted = (block: Block): block is Extract<Block, { kind: Wanted }> =>
    kinds.some((kind) => kind === block.kind);
  const visit = (some: readonly Block[]): void => {
    for (const block of some) {
      if (isWanted(block)) found.push(block);
      visit(blocksIn(block));
    }
  };
  visit(blocks);
  return found;
}

export const codeBlocks = (blocks: readonly Block[]): CodeBlock[] =>
  everyBlock(blocks, 'console', 'python', 'plain');

/** The ids of all sections, in their order. */
export const sectionIds = (blocks: readonly Block[]): string[] =>
  everyBlock(blocks, 'section').map(({ id }) => id);
