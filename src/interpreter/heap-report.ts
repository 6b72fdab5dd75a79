import { BLOCK_BYTES } from './heap-area';
import { CHIP_HEAP, type HeapUse } from './heap';

/** Where the chip's heap begins in its memory. */
const CHIP_ADDRESS = '3ffef050';
const LINE = 64;

/** What the chip prints of its heap (py/gc.c, gc_dump_info). */
export function heapInfo({ used, free, oneBlock, twoBlocks, largest, largestFree }: HeapUse): string {
  return (
    `GC: total: ${CHIP_HEAP}, used: ${used}, free: ${free}\n` +
    ` No. of 1-blocks: ${oneBlock}, 2-blocks: ${twoBlocks}, max blk sz: ${largest}, max free sz: ${largestFree}`
  );
}

/** The map of blocks in lines of 64; two and more that are all free become one note (py/gc.c, gc_dump_alloc_table). */
export function heapMap(map: string): string {
  const lines: string[] = [`GC memory layout; from ${CHIP_ADDRESS}:`];
  for (let block = 0; block < map.length; block += LINE) {
    const freeLines = Math.floor(freeFrom(map, block) / LINE);
    if (freeLines >= 2) {
      lines.push(`       (${freeLines} lines all free)`);
      block += freeLines * LINE;
    }
    if (block < map.length) lines.push(`${hex(block * BLOCK_BYTES)}: ${map.slice(block, block + LINE)}`);
  }
  return lines.join('\n');
}

const freeFrom = (map: string, block: number): number => /^\.*/.exec(map.slice(block))?.[0].length ?? 0;

const hex = (number: number): string => number.toString(16).padStart(8, '0');
