import { complain } from '../../words/complaint';
import { parseLessonIndex } from '../authoring/lesson-index';
import { LessonError, readLessonFile } from '../authoring/lesson-file';
import { compileText } from '../authoring/compile-folder';
import { DATA_FILE, INDEX_FILE, TEXT_FILES, translatedFile } from '../lesson-files';
import type { LessonDocument } from '../model';
import { imagesIn } from './compile-pack';
import type { PackFiles } from './layout';
import { PACK_LIMITS } from './limits';
import { PackError, refuse } from './pack-error';
import { sourceText } from './source-text';
import { visible } from './visible';

/** A file below the address, of at most so many bytes; null: the host has none. @throws {PackError} */
export type ReadFile = (path: string, most: number) => Promise<Uint8Array | null>;

interface Gathered {
  readonly read: ReadFile;
  /** Of the pack, for messages. */
  readonly name: string;
  /** In which the page can show lessons: translations into others are not asked for. */
  readonly languages: readonly string[];
}

/**
 * The files of the lessons in a folder of a host: nobody can list it, so the index names the lessons, their texts name
 * the pictures, and translations are asked for by their names.
 *
 * @throws {PackError}
 */
export async function gatherFolder(parts: Gathered): Promise<PackFiles> {
  const gathering = new Gathering(parts);
  const index = await gathering.take(INDEX_FILE, PACK_LIMITS.text);
  if (index) {
    for (const folder of lessonsOf(index)) await gathering.lesson(`${folder}/`);
  } else if (!(await gathering.lesson(''))) {
    refuse(parts.name, complain('neitherIndexNorData', INDEX_FILE, DATA_FILE));
  }
  return gathering.files;
}

class Gathering {
  readonly files = new Map<string, Uint8Array>();
  #bytes = 0;
  #pictures = 0;

  constructor(private readonly parts: Gathered) {}

  /** Whether there is one. What it lacks is found where it is compiled. */
  async lesson(folder: string): Promise<boolean> {
    const data = await this.take(folder + DATA_FILE, PACK_LIMITS.text);
    if (!data) return false;
    await this.#text(folder, TEXT_FILES);
    const own = ownLanguage(data, folder + DATA_FILE);
    for (const language of this.parts.languages)
      if (
        language !== own &&
        (await this.take(folder + translatedFile(DATA_FILE, language), PACK_LIMITS.text))
      )
        await this.#text(
          folder,
          TEXT_FILES.map((name) => translatedFile(name, language)),
        );
    return true;
  }

  /** The first of these that is there, and the pictures that it shows. */
  async #text(folder: string, names: readonly string[]): Promise<void> {
    for (const name of names) {
      const bytes = await this.take(folder + name, PACK_LIMITS.text);
      if (!bytes) continue;
      await this.#picturesOf(compileText(name, visible(sourceText(bytes, folder + name))), folder);
      return;
    }
  }

  async take(path: string, most: number): Promise<Uint8Array | null> {
    const known = this.files.get(path);
    if (known) return known;
    const bytes = await this.parts.read(path, most);
    if (!bytes) return null;
    this.#bytes += bytes.length;
    if (this.#bytes > PACK_LIMITS.unpacked)
      refuse(this.parts.name, complain('tooLarge', PACK_LIMITS.unpacked));
    this.files.set(path, bytes);
    return bytes;
  }

  async #picturesOf({ children }: LessonDocument, folder: string): Promise<void> {
    for (const { src } of imagesIn(children)) {
      if (this.files.has(folder + src)) continue;
      this.#pictures++;
      if (this.#pictures > PACK_LIMITS.pictures)
        refuse(this.parts.name, complain('tooManyPictures', PACK_LIMITS.pictures));
      await this.take(folder + src, PACK_LIMITS.picture);
    }
  }
}

/** In which a lesson is written. Null where its data are not in order, which is told when they are compiled. */
function ownLanguage(data: Uint8Array, file: string): string | null {
  try {
    return readLessonFile(sourceText(data, file), file).data.language;
  } catch {
    return null;
  }
}

function lessonsOf(index: Uint8Array): readonly string[] {
  try {
    const { order = [], opens } = parseLessonIndex(sourceText(index, INDEX_FILE), INDEX_FILE);
    const names = [...new Set([...(opens === undefined ? [] : [opens]), ...order])];
    if (names.length === 0) refuse(INDEX_FILE, complain('namesNothing'));
    if (names.length > PACK_LIMITS.lessons) refuse(INDEX_FILE, complain('namesTooMany', PACK_LIMITS.lessons));
    return names;
  } catch (error) {
    if (error instanceof LessonError) throw new PackError(error.problems);
    throw error;
  }
}
