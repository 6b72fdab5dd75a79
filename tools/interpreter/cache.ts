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
export function makeOnce(directory: string, make: Make): Promise<void> {
  const made = underWay.get(directory) ?? makeUnlessThere(directory, make);
  underWay.set(directory, made);
  const forget = (): boolean => underWay.delete(directory);
  made.then(forget, forget);
  return made;
}

type Make = () => Promise<Readonly<Record<string, Uint8Array | string>>>;

/** Several parts of one build may ask at once. */
const underWay = new Map<string, Promise<void>>();

async function makeUnlessThere(directory: string, make: Make): Promise<void> {
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
