import { Errno } from '../device/errno';
import { planRemoval, planSave } from '../protocol/flash-plan';
import { FLASH_BLOCKS, isTooLong } from '../protocol/flash-size';
import { FlashTree, joined, nameOf, parentOf, ROOT } from '../protocol/flash-tree';
import type { FileChange, FlashRefusal } from '../protocol/messages';
import { Flag, OpenFile } from './open-file';

const { EBADF, EEXIST, EINVAL, EISDIR, ENAMETOOLONG, ENOENT, ENOSPC, ENOTDIR, ENOTEMPTY } = Errno;
const NOTHING = new Uint8Array(0);
/** Numbers of open files, away from those of Emscripten's own. */
const FIRST_FD = 64;

export interface FlashParts {
  /** Tells the page of changes that were made together. */
  readonly post: (changes: readonly FileChange[]) => void;
  /** The board's clock, in seconds since 2000. */
  readonly seconds: () => number;
}

/**
 * The board's flash as programs use it: what littlefs is on the chip. Every change of it is told to the page as one
 * message for one operation. Calls give a value or a negative errno of the chip's; paths are as programs write them.
 * It outlives the interpreter's instances; what they left open is closed between them.
 */
export class Flash {
  readonly #tree: FlashTree;
  readonly #open = new Map<number, OpenFile>();
  /** When files were changed, in seconds since 2000; of an earlier power-on, nobody knows. */
  readonly #changedAt = new Map<string, number>();
  #cwd = ROOT;
  #isMounted = false;

  constructor(
    contents: readonly FileChange[],
    private readonly parts: FlashParts,
  ) {
    this.#tree = new FlashTree(contents);
  }

  /** Whether a program's calls reach it. */
  get isMounted(): boolean {
    return this.#isMounted;
  }

  mount(): void {
    this.#isMounted = true;
  }

  /** An instance ends: its files are closed, as finalisers close them on the chip (reference/esp8266 §1.2). */
  unmount(): void {
    for (const fd of [...this.#open.keys()]) this.close(fd);
    this.#cwd = ROOT;
    this.#isMounted = false;
  }

  get cwd(): string {
    return this.#cwd;
  }

  /** Blocks that are free for what programs write now. */
  get freeBlocks(): number {
    return Math.max(0, this.#tree.freeBlocks - this.#held());
  }

  has(path: string): boolean {
    return this.#tree.kind(path) === 'file';
  }

  /** `..` and `.` are taken out of the path as it is written; above the root is the root (lfs.c, lfs_dir_find). */
  resolve(path: string): string {
    const names: string[] = [];
    for (const name of (path.startsWith(ROOT) ? path : `${this.#cwd}/${path}`).split('/')) {
      if (name === '..') names.pop();
      else if (name !== '' && name !== '.') names.push(name);
    }
    return ROOT + names.join('/');
  }

  chdir(given: string): number {
    const path = this.resolve(given);
    const kind = this.#find(path);
    if (typeof kind === 'number') return kind;
    if (kind === 'file') return -ENOTDIR;
    this.#cwd = path;
    return 0;
  }

  /** @returns the size and time of a file, null for a directory's, or a negative errno */
  stat(given: string): number | { readonly size: number | null; readonly changedAt: number } {
    const path = this.resolve(given);
    const kind = this.#find(path);
    if (typeof kind === 'number') return kind;
    const size = this.#tree.read(path)?.length ?? null;
    return { size, changedAt: this.#changedAt.get(path) ?? 0 };
  }

  /** @returns what is in a directory, or a negative errno */
  list(given: string): number | readonly { readonly name: string; readonly isDirectory: boolean }[] {
    const path = this.resolve(given);
    const kind = this.#find(path);
    if (typeof kind === 'number') return kind;
    if (kind === 'file') return -ENOTDIR;
    return this.#tree
      .names(path)
      .map((name) => ({ name, isDirectory: this.#tree.kind(joined(path, name)) === 'directory' }));
  }

  mkdir(given: string): number {
    const path = this.resolve(given);
    const refused = this.#mayMake(path);
    if (refused !== 0) return refused;
    return this.#commit([{ path, kind: 'directory' }]);
  }

  /** As on the chip, `remove` and `rmdir` are one: of a file or an empty directory. */
  remove(given: string): number {
    const path = this.resolve(given);
    const kind = this.#find(path);
    if (typeof kind === 'number') return kind;
    if (path === ROOT) return -EINVAL;
    if (this.#tree.names(path).length > 0) return -ENOTEMPTY;
    this.#orphan(path);
    return this.#commit([{ path, kind: 'removed' }]);
  }

  /** A file takes the place of another; a directory that of an empty one. */
  rename(givenFrom: string, givenTo: string): number {
    const from = this.resolve(givenFrom);
    const to = this.resolve(givenTo);
    const kind = this.#find(from);
    if (typeof kind === 'number') return kind;
    if (from === to) return 0;
    if (from === ROOT || to === ROOT || to.startsWith(`${from}/`)) return -EINVAL;
    const there = this.#find(to);
    if (typeof there === 'number') {
      const refused = this.#mayMake(to);
      if (refused !== 0) return refused;
    } else if (there !== kind) return kind === 'file' ? -EISDIR : -ENOTDIR;
    else if (this.#tree.names(to).length > 0) return -ENOTEMPTY;
    const refused = this.#commit(this.#tree.renaming(from, to));
    if (refused === 0) this.#onRenamed(from, to);
    return refused;
  }

  // Open files

  /** @returns the number of the open file */
  open(given: string, flags: number): number {
    const path = this.resolve(given);
    const kind = this.#find(path);
    if (kind === 'directory') return -EISDIR;
    if (kind === 'file' && (flags & Flag.exclusive) !== 0) return -EEXIST;
    if (typeof kind === 'number') {
      if ((flags & Flag.create) === 0) return kind;
      const refused = this.#mayMake(path);
      if (refused !== 0) return refused;
      // The name is on the flash from now on, as in littlefs.
      const full = this.#commit([{ path, kind: 'file', bytes: NOTHING }]);
      if (full !== 0) return full;
    }
    let fd = FIRST_FD;
    while (this.#open.has(fd)) fd++;
    this.#open.set(fd, new OpenFile(path, flags, this.#tree.read(path) ?? NOTHING));
    return fd;
  }

  file(fd: number): OpenFile | undefined {
    return this.#open.get(fd);
  }

  /** All of it or nothing: what does not fit leaves the file as it was, and it is not kept when it is closed. */
  write(fd: number, bytes: Uint8Array): number {
    const file = this.#open.get(fd);
    if (!file?.mayWrite) return -EBADF;
    if (bytes.length === 0) return 0;
    const held = this.#held(file) + file.heldAfter(bytes.length);
    if (file.heldAfter(bytes.length) > 0 && this.#tree.usedBlocks + held > FLASH_BLOCKS) {
      file.failed = true;
      return -ENOSPC;
    }
    file.write(bytes);
    return bytes.length;
  }

  sync(fd: number): number {
    const file = this.#open.get(fd);
    return file ? this.#store(file) : -EBADF;
  }

  close(fd: number): number {
    const result = this.sync(fd);
    this.#open.delete(fd);
    return result;
  }

  // What the page asks for

  /** @param bytes null removes */
  change(path: string, bytes: Uint8Array | null): { readonly changes: readonly FileChange[] } | FlashRefusal {
    const { tree, held } = { tree: this.#tree, held: this.#held() };
    const plan = bytes ? planSave(tree, path, bytes, held) : planRemoval(tree, path);
    if ('refusal' in plan) return plan.refusal;
    if (bytes === null) this.#orphan(path);
    this.#apply(plan.changes);
    return plan;
  }

  #find(path: string): 'file' | 'directory' | number {
    const kind = this.#tree.kind(path);
    if (kind) return kind;
    let parent = parentOf(path);
    while (this.#tree.kind(parent) === undefined) parent = parentOf(parent);
    return this.#tree.kind(parent) === 'file' ? -ENOTDIR : -ENOENT;
  }

  #mayMake(path: string): number {
    if (this.#tree.kind(path) !== undefined) return -EEXIST;
    const parent = this.#find(parentOf(path));
    if (typeof parent === 'number') return parent;
    if (parent === 'file') return -ENOTDIR;
    return isTooLong(nameOf(path)) ? -ENAMETOOLONG : 0;
  }

  #store(file: OpenFile): number {
    if (file.path === undefined || file.failed || !file.isChanged) return 0;
    const result = this.#commit([{ path: file.path, kind: 'file', bytes: file.contents }], file);
    if (result === 0) file.onStored();
    return result;
  }

  /** Makes the changes of one operation, if there is room, and tells them. */
  #commit(changes: readonly FileChange[], of?: OpenFile): number {
    const after = this.#tree.usedAfter(changes);
    if (after > this.#tree.usedBlocks && after + this.#held(of) > FLASH_BLOCKS) return -ENOSPC;
    this.#apply(changes);
    this.parts.post(changes);
    return 0;
  }

  #apply(changes: readonly FileChange[]): void {
    this.#tree.apply(changes);
    const now = this.parts.seconds();
    for (const { path, kind } of changes) {
      if (kind === 'file') this.#changedAt.set(path, now);
      else this.#changedAt.delete(path);
    }
  }

  /** Blocks that open files hold beside the tree. */
  #held(except?: OpenFile): number {
    let held = 0;
    for (const file of this.#open.values())
      if (file !== except && file.path !== undefined) held += file.heldBlocks;
    return held;
  }

  /** The file of this name is no more; who has it open goes on with it, and it is never kept. */
  #orphan(path: string): void {
    for (const file of this.#open.values()) if (file.path === path) file.path = undefined;
  }

  #onRenamed(from: string, to: string): void {
    this.#orphan(to);
    for (const file of this.#open.values()) {
      if (file.path === from || file.path?.startsWith(`${from}/`))
        file.path = to + file.path.slice(from.length);
    }
  }
}
