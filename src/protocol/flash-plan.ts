import { BLOCK_BYTES, isTooLong } from './flash-size';
import { ROOT, type FlashTree } from './flash-tree';
import type { FileChange, FlashRefusal } from './messages';

export type Plan = { readonly changes: readonly FileChange[] } | { readonly refusal: FlashRefusal };

/**
 * What a save of the page's would change, or why it cannot be: one rule for the board and for a page without one.
 * Directories that are missing are made. A version that is replaced does not count: a full flash can be put right.
 *
 * @param held blocks that files which are open now have taken beside the tree
 */
export function planSave(tree: FlashTree, path: string, bytes: Uint8Array, held = 0): Plan {
  const refusal = nameRefusal(path) ?? placeRefusal(tree, path);
  if (refusal) return { refusal };
  const parents = parentsOf(path).filter((parent) => tree.kind(parent) === undefined);
  const changes: readonly FileChange[] = [
    ...parents.map((parent): FileChange => ({ path: parent, kind: 'directory' })),
    { path, kind: 'file', bytes },
  ];
  const needed = tree.usedAfter(changes) - tree.usedBlocks;
  const free = Math.max(0, tree.freeBlocks - held);
  if (needed <= 0 || needed <= free) return { changes };
  return {
    refusal: { reason: 'full', neededBytes: needed * BLOCK_BYTES, freeBytes: free * BLOCK_BYTES },
  };
}

/** The same of a removal. What is not there needs no removal. */
export function planRemoval(tree: FlashTree, path: string): Plan {
  const refusal = nameRefusal(path);
  if (refusal) return { refusal };
  if (tree.kind(path) === undefined) return { changes: [] };
  if (tree.names(path).length > 0) return { refusal: { reason: 'not empty', path } };
  return { changes: [{ path, kind: 'removed' }] };
}

function nameRefusal(path: string): FlashRefusal | undefined {
  const names = path.split('/').slice(1);
  if (!path.startsWith(ROOT) || names.some(isImpossible)) return { reason: 'impossible name', path };
  const long = names.find(isTooLong);
  return long === undefined ? undefined : { reason: 'name too long', path: long };
}

const isImpossible = (name: string): boolean =>
  name === '' || name === '.' || name === '..' || name.includes('\0');

function placeRefusal(tree: FlashTree, path: string): FlashRefusal | undefined {
  if (tree.kind(path) === 'directory') return { reason: 'is a directory', path };
  const file = parentsOf(path).find((parent) => tree.kind(parent) === 'file');
  return file === undefined ? undefined : { reason: 'not a directory', path: file };
}

/** `/a/b` of `/a/b/c`, and `/a`, the outermost first. */
function parentsOf(path: string): string[] {
  const names = path.split('/').slice(1, -1);
  return names.map((_, depth) => ROOT + names.slice(0, depth + 1).join('/'));
}
