import { DATA_FILE, languageOfFile, TEXT_FILES } from '../../../lessons/lesson-files';
import { PACK_LIMITS } from '../../../lessons/packs/limits';
import { PackError, refuse } from '../../../lessons/packs/pack-error';
import { complain, type Complaint } from '../../../words/complaint';
import { bytesOf, filesIn, findFiles, type FoundFile } from './found-files';
import type { Packs } from './packs';

/** What was dropped or chosen; a browser tells it only while it tells of the drop. */
export type Dropped =
  | { readonly kind: 'archive'; readonly file: File }
  | { readonly kind: 'files'; readonly name: string; readonly find: () => Promise<readonly FoundFile[]> }
  | { readonly kind: 'other'; readonly name: string; readonly why: Complaint };

/** As far as it is used; browsers have the first under this name, and some do not have it. */
export interface DroppedItem {
  readonly kind: string;
  webkitGetAsEntry?: () => FileSystemEntry | null;
  getAsFile: () => File | null;
}

/** Null: no files. */
export function dropped(items: Iterable<DroppedItem>): Dropped | null {
  const parts = [...items].flatMap((item) => {
    if (item.kind !== 'file') return [];
    const entry = item.webkitGetAsEntry?.() ?? null;
    const file = entry?.isDirectory === true ? null : item.getAsFile();
    return entry?.isDirectory === true || file ? [{ entry, file }] : [];
  });
  const [first, second] = parts;
  if (!first) return null;
  if (!second && first.file) return single(first.file);
  const zip = parts.find(({ file }) => file && isZipName(file.name))?.file;
  if (zip) return { kind: 'other', name: zip.name, why: complain('oneZip') };
  const folders = parts.flatMap(({ entry }) =>
    entry?.isDirectory === true ? [entry as FileSystemDirectoryEntry] : [],
  );
  const [folder] = folders;
  // What lies in one folder, as if it had been zipped; several things as they lie side by side.
  if (folder && !second)
    return {
      kind: 'files',
      name: folder.name,
      find: () => findFiles([{ entry: folder, path: '' }], folder.name),
    };
  const files = parts.flatMap(({ file }) => (file ? [{ path: file.name, file }] : []));
  const name = [...files.map(({ path }) => path), ...folders.map((one) => one.name)].sort().join(', ');
  const below = folders.map((entry) => ({ entry, path: `${entry.name}/` }));
  return { kind: 'files', name, find: async () => [...files, ...(await findFiles(below, name))] };
}

/** A file that was dropped alone. */
export function single(file: File): Dropped {
  const { name } = file;
  if (isZipName(name)) return { kind: 'archive', file };
  const isPart =
    name === DATA_FILE || TEXT_FILES.some((text) => text === name) || languageOfFile(name) !== null;
  if (isPart) return { kind: 'other', name, why: complain('partAlone') };
  const isArchive = OTHER_ARCHIVE.test(name);
  return { kind: 'other', name, why: isArchive ? complain('otherArchive') : complain('notLessons') };
}

const isZipName = (name: string): boolean => /\.zip$/i.test(name);
const OTHER_ARCHIVE = /\.(?:tar|tgz|tar\.\w+|gz|bz2|xz|zst|7z|rar)$/i;

/** Of `<input type="file" webkitdirectory>`: all files, each with its path from the folder on. */
export function chosenFolder(files: readonly File[]): Dropped | null {
  const name = files[0]?.webkitRelativePath.split('/')[0];
  if (name === undefined) return null;
  const found = files.map((file) => ({ path: file.webkitRelativePath.slice(name.length + 1), file }));
  return { kind: 'files', name, find: () => Promise.resolve(found) };
}

/** Hands it to the packs; what is too large is not read at all. */
export async function takeDropped(packs: Packs, given: Dropped): Promise<void> {
  const name = given.kind === 'archive' ? given.file.name : given.name;
  try {
    if (given.kind === 'other') refuse(name, given.why);
    else if (given.kind === 'files') await packs.take(name, await filesIn(await given.find(), name));
    else if (given.file.size > PACK_LIMITS.archive)
      refuse(name, complain('tooLargeToRead', PACK_LIMITS.archive));
    else await packs.take(name, await bytesOf(given.file, name));
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    packs.refuse('', error.problems);
  }
}
