import { isUsed, type PackFiles } from '../../../lessons/packs/layout';
import { PACK_LIMITS } from '../../../lessons/packs/limits';
import { refuse } from '../../../lessons/packs/pack-error';
import { checkPath, isLitter } from '../../../lessons/packs/paths';
import { complain } from '../../../words/complaint';

/** A file of the student's computer, as it lies below what was dropped or chosen. */
export interface FoundFile {
  readonly path: string;
  readonly file: File;
}

/** A folder of it, and what stands before the names in it: nothing, or a path with a slash at its end. */
export interface FoundFolder {
  readonly path: string;
  readonly entry: FileSystemDirectoryEntry;
}

/**
 * The files below these folders that a lesson can use; of others nothing but the name is looked at. Folders may be links to
 * those that they are in, so depth and number are bounded as those of a zip are.
 *
 * @param name of all of it, for messages
 * @throws {PackError}
 */
export async function findFiles(
  folders: readonly FoundFolder[],
  name: string,
): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  const waiting = [...folders];
  let seen = waiting.length;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const entry of await entriesOf(next, PACK_LIMITS.entries - seen)) {
      seen++;
      if (seen > PACK_LIMITS.entries) tooMany(name);
      const path = next.path + entry.name;
      if (isLitter(path)) continue;
      if (entry.isDirectory) {
        checkPath(`${path}/`, name);
        waiting.push({ path: `${path}/`, entry: entry as FileSystemDirectoryEntry });
      } else if (isUsed(path)) found.push({ path, file: await fileOf(entry as FileSystemFileEntry, path) });
    }
  }
  return found;
}

/** What a lesson can use of them. @throws {PackError} */
export async function filesIn(found: readonly FoundFile[], name: string): Promise<PackFiles> {
  const used = found.filter(({ path }) => isUsed(path) && !isLitter(path));
  if (used.length > PACK_LIMITS.entries) tooMany(name);
  const sum = used.reduce((all, { file }) => all + file.size, 0);
  if (sum > PACK_LIMITS.unpacked) refuse(name, complain('tooLargeToRead', PACK_LIMITS.unpacked));
  const files = new Map<string, Uint8Array>();
  for (const { path, file } of used) {
    checkPath(path, name);
    files.set(path, await bytesOf(file, path));
  }
  return files;
}

/** @throws {PackError} when it is gone or forbidden */
export const bytesOf = async (file: File, path: string): Promise<Uint8Array> =>
  new Uint8Array(await file.arrayBuffer().catch(() => unreadable(path)));

/** A browser gives them a hundred at a time, then none. A few more than `most` are as good as all. */
async function entriesOf({ entry, path }: FoundFolder, most: number): Promise<readonly FileSystemEntry[]> {
  const reader = entry.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    ).catch(() => unreadable(path === '' ? entry.name : path));
    if (some.length === 0 || all.length > most) return all;
    all.push(...some);
  }
}

const fileOf = (entry: FileSystemFileEntry, path: string): Promise<File> =>
  new Promise<File>((resolve, reject) => entry.file(resolve, reject)).catch(() => unreadable(path));

function tooMany(name: string): never {
  return refuse(name, complain('tooManyFilesDropped', PACK_LIMITS.entries));
}

function unreadable(path: string): never {
  return refuse(path, complain('unreadable'));
}
