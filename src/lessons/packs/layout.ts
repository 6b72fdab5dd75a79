import { complain } from '../../words/complaint';
import { DATA_FILE, INDEX_FILE, languageOfFile, TEXT_FILES } from '../lesson-files';
import { PACK_LIMITS } from './limits';
import { refuse } from './pack-error';
import { pictureType } from './picture';

/** The files of a pack by path, as they were found. */
export type PackFiles = ReadonlyMap<string, Uint8Array>;

/** Where the lessons of a pack lie in it. */
export interface Layout {
  /** The folder of the index, with a slash at its end; `''` at the top. */
  readonly root: string;
  /** Folder of each lesson, with a slash at its end, by the lesson's name. */
  readonly folders: ReadonlyMap<string, string>;
}

/** Whether a file can be of use to a lesson; others are passed over, however many there are. */
export function isUsed(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    name === INDEX_FILE ||
    name === DATA_FILE ||
    TEXT_FILES.some((text) => text === name) ||
    languageOfFile(name) !== null ||
    pictureType(path) !== null
  );
}

/**
 * A folder with a `lesson.yaml` is a lesson. They lie side by side, at the top or in any folder: an archive of a whole
 * repository will do.
 *
 * @param name of the pack; a lesson that lies at its top is called so
 * @throws {PackError}
 */
export function layoutOf(paths: Iterable<string>, name: string): Layout {
  const found = [...paths].filter((path) => path === DATA_FILE || path.endsWith(`/${DATA_FILE}`));
  const folders = found.map((path) => path.slice(0, -DATA_FILE.length)).sort();
  if (folders.length === 0) refuse(name, complain('noLesson', DATA_FILE, TEXT_FILES.join(' / ')));
  if (folders.length > PACK_LIMITS.lessons)
    refuse(name, complain('tooManyLessons', folders.length, PACK_LIMITS.lessons));
  const roots = new Set(folders.map(parentOf));
  if (roots.size > 1) refuse(name, complain('severalPlaces', folders.slice(0, 5).join(', ')));
  const [root = ''] = roots;
  return { root, folders: new Map(folders.map((folder) => [lessonName(folder, name), folder])) };
}

/** `a/b/` → `a/`; the top is its own. */
const parentOf = (folder: string): string => folder.replace(/[^/]*\/$/, '');

function lessonName(folder: string, pack: string): string {
  if (folder !== '') return folder.slice(parentOf(folder).length, -1);
  const plain = pack
    .replace(/\.zip$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '');
  return plain === '' ? 'lesson' : plain;
}
