import { parseLessonIndex } from '../authoring/lesson-index';
import { LessonError } from '../authoring/lesson-file';
import { compileText } from '../authoring/compile-folder';
import { DATA_FILE, INDEX_FILE, TEXT_FILES } from '../lesson-files';
import type { LessonDocument } from '../model';
import { imagesIn } from './compile-pack';
import type { PackFiles } from './layout';
import { bytesInWords, PACK_LIMITS } from './limits';
import { PackError, packProblem, refuse } from './pack-error';
import { sourceText } from './source-text';
import { visible } from './visible';

/** A file below the address, of at most so many bytes; null: the host has none. @throws {PackError} */
export type ReadFile = (path: string, most: number) => Promise<Uint8Array | null>;

/**
 * The files of the lessons in a folder of a host: nobody can list it, so the index names the lessons, and their texts
 * name the pictures.
 *
 * @param name of the pack, for messages
 * @throws {PackError}
 */
export async function gatherFolder(read: ReadFile, name: string): Promise<PackFiles> {
  const gathering = new Gathering(read, name);
  const index = await gathering.take(INDEX_FILE, PACK_LIMITS.text);
  if (index) {
    for (const folder of lessonsOf(index)) await gathering.lesson(`${folder}/`);
  } else if (!(await gathering.lesson(''))) {
    refuse(
      name,
      `has neither ${INDEX_FILE} nor ${DATA_FILE}. The address must be that of a folder with one of them, or of a zip.`,
    );
  }
  return gathering.files;
}

class Gathering {
  readonly files = new Map<string, Uint8Array>();
  #bytes = 0;
  #pictures = 0;

  constructor(
    readonly read: ReadFile,
    readonly name: string,
  ) {}

  /** Whether there is one. What it lacks is found where it is compiled. */
  async lesson(folder: string): Promise<boolean> {
    if (!(await this.take(folder + DATA_FILE, PACK_LIMITS.text))) return false;
    for (const name of TEXT_FILES) {
      const bytes = await this.take(folder + name, PACK_LIMITS.text);
      if (!bytes) continue;
      await this.#picturesOf(compileText(name, visible(sourceText(bytes, folder + name))), folder);
      break;
    }
    return true;
  }

  async take(path: string, most: number): Promise<Uint8Array | null> {
    const known = this.files.get(path);
    if (known) return known;
    const bytes = await this.read(path, most);
    if (!bytes) return null;
    this.#bytes += bytes.length;
    if (this.#bytes > PACK_LIMITS.unpacked)
      refuse(this.name, `is larger than ${bytesInWords(PACK_LIMITS.unpacked)}.`);
    this.files.set(path, bytes);
    return bytes;
  }

  async #picturesOf({ children }: LessonDocument, folder: string): Promise<void> {
    for (const { src } of imagesIn(children)) {
      if (this.files.has(folder + src)) continue;
      this.#pictures++;
      if (this.#pictures > PACK_LIMITS.pictures)
        refuse(this.name, `shows more than ${PACK_LIMITS.pictures} pictures.`);
      await this.take(folder + src, PACK_LIMITS.picture);
    }
  }
}

function lessonsOf(index: Uint8Array): readonly string[] {
  try {
    const { order = [], opens } = parseLessonIndex(sourceText(index, INDEX_FILE), INDEX_FILE);
    const names = [...new Set([...(opens === undefined ? [] : [opens]), ...order])];
    if (names.length === 0) refuse(INDEX_FILE, 'names no lessons. Write them as `order: [first, second]`.');
    if (names.length > PACK_LIMITS.lessons)
      refuse(INDEX_FILE, `names more than ${PACK_LIMITS.lessons} lessons.`);
    return names;
  } catch (error) {
    if (error instanceof LessonError) throw new PackError(error.problems.map(packProblem));
    throw error;
  }
}
