const KIB = 1024;
const MIB = 1024 * KIB;

/** What a pack of lessons may take: docs/authoring.md shows this table. Nothing that people write by hand comes near. */
export const PACK_LIMITS = {
  /** Bytes of a zip file, as it is. */
  archive: 8 * MIB,
  /** Files and folders in it, used or not. */
  entries: 2_000,
  /** Bytes of all files that lessons use, unpacked. */
  unpacked: 16 * MIB,
  /** How many times larger a file may become when it is unpacked. Text becomes 5 to 20 times larger. */
  ratio: 200,
  /** Characters of a path, and how many folders deep it goes. */
  path: 200,
  depth: 8,
  lessons: 50,
  /** Into how many languages a lesson is translated. */
  translations: 20,
  /** Bytes of a lesson's text, of its data and of the index, each. */
  text: 128 * KIB,
  /** Of a lesson: paragraphs, words in another type, cells and the like, all that the page draws. */
  drawn: 10_000,
  /** Of a lesson: characters of all code blocks. */
  code: 64 * KIB,
  /** Of a lesson: checks, counted with those inside others. */
  checks: 500,
  /** Bytes of the files that a lesson brings for the board, all steps together. */
  boardFiles: 64 * KIB,
  /** Bytes of a picture, and its pixels when it is unpacked. */
  picture: 2 * MIB,
  pixels: 16_000_000,
  /** Pictures of one pack. */
  pictures: 200,
  /** Characters that the search looks through: of one pack, and of all together. */
  searched: 512 * KIB,
  searchedInAll: 2 * MIB,
  /** Problems that are told at once. */
  problems: 50,
  /** Milliseconds that a pack may take from the first byte asked for, and without any news in between. */
  fetching: 60_000,
  silence: 10_000,
  /** Packs that a browser keeps, and their bytes together. */
  kept: 20,
  keptBytes: 48 * MIB,
} as const;

/** A number of bytes, for people. */
export function bytesInWords(bytes: number): string {
  if (bytes < KIB) return `${bytes} bytes`;
  return bytes < MIB ? `${Math.round(bytes / KIB)} KiB` : `${Math.round((bytes / MIB) * 10) / 10} MiB`;
}
