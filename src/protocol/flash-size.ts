/**
 * How much of the flash things take, as littlefs counts on the 4 MiB board (reference/esp8266 §5; littlefs's DESIGN.md
 * and SPEC.md): small files lie inside their directory, larger ones in whole blocks, and a directory takes pairs.
 */
export const BLOCK_BYTES = 4_096;
/** The file system of the 4 MiB board. */
export const FLASH_BLOCKS = 763;
/** A file up to this size lies in its directory's block: the size of the driver's cache. */
const MOST_INLINE = 128;
/** Metadata is kept twice, and a block of it is split when it is more than half full. */
const BLOCKS_OF_PAIR = 2;
const MOST_IN_PAIR = BLOCK_BYTES / 2;
/** Tags and fixed fields of one entry: its name, where its contents are, when it was changed. */
const ENTRY_BYTES = 28;
const POINTER_BYTES = 4;
const MOST_NAME = 255;

const encoder = new TextEncoder();

export const nameBytes = (name: string): number => encoder.encode(name).length;

export const isTooLong = (name: string): boolean => nameBytes(name) > MOST_NAME;

/** Blocks of a file's contents. Each but the first begins with pointers back: a skip-list (DESIGN.md, CTZ). */
export function fileBlocks(bytes: number): number {
  return bytes <= MOST_INLINE ? 0 : blockOf(bytes - 1) + 1;
}

/** Which of a file's blocks holds the byte at `offset` (lfs.c, lfs_ctz_index). */
export function blockOf(offset: number): number {
  const payload = BLOCK_BYTES - 2 * POINTER_BYTES;
  const guess = Math.floor(offset / payload);
  if (guess === 0) return 0;
  return Math.floor((offset - POINTER_BYTES * (onesIn(guess - 1) + 2)) / payload);
}

/** Bytes that an entry takes in its directory. `contents` is null for a directory. */
export function entryBytes(name: string, contents: Uint8Array | null): number {
  const inline = contents && contents.length <= MOST_INLINE ? contents.length : 0;
  return ENTRY_BYTES + nameBytes(name) + inline;
}

/** Blocks of a directory whose entries take so many bytes. */
export function directoryBlocks(entries: number): number {
  return BLOCKS_OF_PAIR * Math.max(1, Math.ceil(entries / MOST_IN_PAIR));
}

function onesIn(value: number): number {
  let count = 0;
  for (let left = value; left > 0; left &= left - 1) count++;
  return count;
}
