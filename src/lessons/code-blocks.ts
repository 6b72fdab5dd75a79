import type { Block, CodeBlock } from './model';

/** All code blocks, in their order, wherever they stand. */
export function codeBlocks(blocks: readonly Block[]): CodeBlock[] {
  return blocks.flatMap((block): CodeBlock[] => {
    switch (block.kind) {
      case 'console':
      case 'python':
      case 'plain':
        return [block];
      case 'section':
      case 'quote':
      case 'admonition':
      case 'footnote':
        return codeBlocks(block.children);
      case 'bullet-list':
      case 'enumerated-list':
      case 'definition-list':
      case 'field-list':
        return block.items.flatMap((item) => codeBlocks(item.children));
      default:
        return [];
    }
  });
}
