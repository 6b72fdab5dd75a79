import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A name for the state of some files: the same for the same contents in the same order, else another. */
export async function contentHash(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) {
    const contents = await readFile(file);
    hash.update(`${contents.length}\0`).update(contents);
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Makes a directory with some files unless it is there. It is written aside and renamed, so that two builds at once
 * never see half of it; when `make` fails, nothing is left.
 *
 * @param make gives the files' contents by name
 */
export async function makeOnce(
  directory: string,
  make: () => Promise<Readonly<Record<string, Uint8Array | string>>>,
): Promise<void> {
  if (await exists(directory)) return;
  const files = await make();
  const aside = `${directory}.${process.pid}.${counter++}`;
  await mkdir(aside, { recursive: true });
  for (const [name, contents] of Object.entries(files)) await writeFile(path.join(aside, name), contents);
  try {
    await rename(aside, directory);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    if (!(await exists(directory))) throw error;
  }
}

let counter = 0;

const exists = async (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
