const BLOCK = 4096;
export const FLASH_BYTES = 763 * BLOCK;
export function usedBytes(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + Math.ceil(size / BLOCK) * BLOCK, 2 * BLOCK);
}
