import { directoryBlocks, entryBytes, FLASH_BLOCKS, fileBlocks } from './flash-size';
import type { FileChange } from './messages';

export const ROOT = '/';

/** What is on the flash: files and directories by path, and how many blocks they take. Board and page have one each. */
export class FlashTree {
  readonly #files = new Map<string, Uint8Array>();
  readonly #directories = new Map<string, Directory>([[ROOT, new Directory()]]);
  #paths: readonly string[] | undefined;
  #fileBlocks = 0;
  #directoryBlocks = directoryBlocks(0);

  constructor(contents: readonly FileChange[] = []) {
    this.apply(contents);
  }

  get usedBlocks(): number {
    return this.#fileBlocks + this.#directoryBlocks;
  }

  get freeBlocks(): number {
    return Math.max(0, FLASH_BLOCKS - this.usedBlocks);
  }

  /** Paths of all files, sorted; the same array until one comes or goes. */
  get paths(): readonly string[] {
    return (this.#paths ??= [...this.#files.keys()].sort());
  }

  /** Everything, parents before children. */
  get contents(): readonly FileChange[] {
    return this.below(ROOT).map((path) => this.#asChange(path));
  }

  kind(path: string): 'file' | 'directory' | undefined {
    if (this.#directories.has(path)) return 'directory';
    return this.#files.has(path) ? 'file' : undefined;
  }

  /** A file's contents, which nobody changes; undefined when there is no such file. */
  read(path: string): Uint8Array | undefined {
    return this.#files.get(path);
  }

  /** Names in a directory, in the file system's order. */
  names(directory: string): readonly string[] {
    return [...(this.#directories.get(directory)?.names ?? [])].sort();
  }

  /** Paths of everything below a directory, parents before children. */
  below(directory: string): readonly string[] {
    return this.names(directory).flatMap((name) => {
      const path = joined(directory, name);
      return [path, ...this.below(path)];
    });
  }

  /**
   * What becomes of a path and all below it when it gets another name: removals first, and of what is new, parents
   * first.
   */
  renaming(from: string, to: string): readonly FileChange[] {
    const moved = [from, ...this.below(from)];
    const removed = [...moved].reverse().map((path): FileChange => ({ path, kind: 'removed' }));
    return [...removed, ...moved.map((path) => this.#asChange(path, to + path.slice(from.length)))];
  }

  /** What never was is made as it comes: parents that are missing, contents where a directory stood. */
  apply(changes: readonly FileChange[]): void {
    for (const change of changes) {
      if (change.kind === 'removed') this.#remove(change.path);
      else this.#put(change.path, change.kind === 'file' ? change.bytes : null);
    }
  }

  /** Blocks in use if these changes were made. */
  usedAfter(changes: readonly FileChange[]): number {
    const back = changes
      .map(({ path }): FileChange =>
        this.kind(path) === undefined ? { path, kind: 'removed' } : this.#asChange(path),
      )
      .reverse();
    this.apply(changes);
    const used = this.usedBlocks;
    this.apply(back);
    return used;
  }

  #asChange(path: string, named = path): FileChange {
    const bytes = this.#files.get(path);
    return bytes ? { path: named, kind: 'file', bytes } : { path: named, kind: 'directory' };
  }

  #put(path: string, bytes: Uint8Array | null): void {
    if (path === ROOT || (bytes === null && this.#directories.has(path))) return;
    const old = this.#files.get(path);
    if (bytes && old) this.#replace(path, old, bytes);
    else this.#add(path, bytes);
  }

  #replace(path: string, old: Uint8Array, bytes: Uint8Array): void {
    const name = nameOf(path);
    this.#grow(parentOf(path), entryBytes(name, bytes) - entryBytes(name, old));
    this.#fileBlocks += fileBlocks(bytes.length) - fileBlocks(old.length);
    this.#files.set(path, bytes);
  }

  #add(path: string, bytes: Uint8Array | null): void {
    this.#remove(path);
    const parent = parentOf(path);
    const name = nameOf(path);
    if (!this.#directories.has(parent)) this.#put(parent, null);
    this.#directories.get(parent)?.names.add(name);
    this.#grow(parent, entryBytes(name, bytes));
    this.#paths = undefined;
    if (bytes) {
      this.#files.set(path, bytes);
      this.#fileBlocks += fileBlocks(bytes.length);
    } else {
      this.#directories.set(path, new Directory());
      this.#directoryBlocks += directoryBlocks(0);
    }
  }

  #remove(path: string): void {
    if (path === ROOT || this.kind(path) === undefined) return;
    for (const name of this.names(path)) this.#remove(joined(path, name));
    const bytes = this.#files.get(path);
    const name = nameOf(path);
    this.#paths = undefined;
    this.#directories.get(parentOf(path))?.names.delete(name);
    this.#grow(parentOf(path), -entryBytes(name, bytes ?? null));
    if (bytes) {
      this.#files.delete(path);
      this.#fileBlocks -= fileBlocks(bytes.length);
    } else {
      this.#directories.delete(path);
      this.#directoryBlocks -= directoryBlocks(0);
    }
  }

  /** The entries of a directory take so many bytes more. */
  #grow(path: string, bytes: number): void {
    const directory = this.#directories.get(path);
    if (!directory) return;
    this.#directoryBlocks -= directoryBlocks(directory.bytes);
    directory.bytes += bytes;
    this.#directoryBlocks += directoryBlocks(directory.bytes);
  }
}

class Directory {
  readonly names = new Set<string>();
  /** Bytes that its entries take. */
  bytes = 0;
}

export const joined = (directory: string, name: string): string =>
  directory === ROOT ? ROOT + name : `${directory}/${name}`;

export const parentOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
