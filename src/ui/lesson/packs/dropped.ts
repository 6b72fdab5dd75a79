import { isUsed, type PackFiles } from '../../../lessons/packs/layout';
import { PACK_LIMITS } from '../../../lessons/packs/limits';
import { PackError } from '../../../lessons/packs/pack-error';
import { checkPath, isLitter } from '../../../lessons/packs/paths';
import { complain, type Complaint } from '../../../words/complaint';
import type { Packs } from './packs';

/** What was dropped or chosen; a browser tells it only while it tells of the drop. */
export type Dropped =
  | { readonly kind: 'archive'; readonly file: File }
  | { readonly kind: 'folder'; readonly name: string; readonly files: () => Promise<readonly FoundFile[]> }
  | { readonly kind: 'other'; readonly name: string };

interface FoundFile {
  readonly path: string;
  readonly file: File;
}

export function dropped(items: DataTransferItemList): Dropped | null {
  const [item] = [...items].filter(({ kind }) => kind === 'file');
  const entry = item?.webkitGetAsEntry();
  if (entry?.isDirectory === true)
    return { kind: 'folder', name: entry.name, files: () => walk(entry as FileSystemDirectoryEntry) };
  const file = item?.getAsFile();
  if (!file) return null;
  return /\.zip$/i.test(file.name) ? { kind: 'archive', file } : { kind: 'other', name: file.name };
}

/** Of `<input type="file" webkitdirectory>`: all files, each with its path from the folder on. */
export function chosenFolder(files: readonly File[]): Dropped | null {
  const [first] = files;
  const name = first?.webkitRelativePath.split('/')[0];
  if (name === undefined) return null;
  const found = files.map((file) => ({ path: file.webkitRelativePath.slice(name.length + 1), file }));
  return { kind: 'folder', name, files: () => Promise.resolve(found) };
}

/** Hands it to the packs; what is too large is not read at all. */
export async function takeDropped(packs: Packs, given: Dropped): Promise<void> {
  const name = given.kind === 'archive' ? given.file.name : given.name;
  const refuse = (what: Complaint): void => packs.refuse('', [{ file: name, line: null, what }]);
  try {
    if (given.kind === 'other') refuse(complain('notLessons'));
    else if (given.kind === 'folder') await packs.take(name, await filesIn(name, await given.files()));
    else if (given.file.size > PACK_LIMITS.archive) refuse(complain('tooLargeToRead', PACK_LIMITS.archive));
    else await packs.take(name, new Uint8Array(await given.file.arrayBuffer()));
  } catch (error) {
    if (error instanceof PackError) packs.refuse(name, error.problems);
    else refuse(complain('notRead', error instanceof Error ? error.message : String(error)));
  }
}

/** What a lesson can use of them, under the folder's own name, by which a single lesson is called. */
async function filesIn(name: string, found: readonly FoundFile[]): Promise<PackFiles> {
  const used = found.filter(({ path }) => isUsed(path) && !isLitter(path));
  const sum = used.reduce((all, { file }) => all + file.size, 0);
  if (sum > PACK_LIMITS.unpacked) {
    throw new PackError([{ file: name, line: null, what: complain('tooLargeToRead', PACK_LIMITS.unpacked) }]);
  }
  const files = new Map<string, Uint8Array>();
  for (const { path, file } of used) {
    checkPath(path, name);
    files.set(path, new Uint8Array(await file.arrayBuffer()));
  }
  return files;
}

/** All files below a folder, as many as a pack may have. */
async function walk(root: FileSystemDirectoryEntry): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  const folders: { entry: FileSystemDirectoryEntry; path: string }[] = [{ entry: root, path: '' }];
  for (let next = folders.pop(); next; next = folders.pop()) {
    for (const entry of await entriesOf(next.entry)) {
      const path = next.path + entry.name;
      if (isLitter(path)) continue;
      if (entry.isDirectory) folders.push({ entry: entry as FileSystemDirectoryEntry, path: `${path}/` });
      else found.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
      if (found.length + folders.length > PACK_LIMITS.entries) {
        const what = complain('tooManyFilesDropped', PACK_LIMITS.entries);
        throw new PackError([{ file: root.name, line: null, what }]);
      }
    }
  }
  return found;
}

/** A browser gives them a hundred at a time, then none. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0 || all.length > PACK_LIMITS.entries) return all;
    all.push(...some);
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));
