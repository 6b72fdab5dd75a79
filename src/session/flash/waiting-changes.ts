import type { FileChange } from '../../protocol/messages';

/** Changes that are stored together or not at all, by path. */
export type ChangeSet = ReadonlyMap<string, FileChange>;

/**
 * What waits for the storage. Of several versions of a path the last is left, so this never grows beyond the contents
 * of the flash. Sets that share a path become one: half of a rename must not be stored.
 */
export class WaitingChanges {
  readonly #setOf = new Map<string, Map<string, FileChange>>();

  get empty(): boolean {
    return this.#setOf.size === 0;
  }

  get paths(): readonly string[] {
    return [...this.#setOf.keys()].sort();
  }

  /** Whether a version of one of the paths waits. */
  touches(paths: Iterable<string>): boolean {
    return [...paths].some((path) => this.#setOf.has(path));
  }

  clear(): void {
    this.#setOf.clear();
  }

  /** @param isStored whether the storage has, or is just being given, a record of a path */
  add(changes: readonly FileChange[], isStored: (path: string) => boolean): void {
    const set = this.#united(changes.map(({ path }) => path));
    for (const change of changes) this.#place(set, change, isStored);
  }

  /** What could not be stored comes back. Versions that came since are newer. */
  putBack(older: ChangeSet, isStored: (path: string) => boolean): void {
    const set = this.#united([...older.keys()]);
    for (const change of older.values()) if (!set.has(change.path)) this.#place(set, change, isStored);
  }

  /** Takes the sets that touch one of the paths, in the order in which they came; without paths, all of them. */
  take(paths: Iterable<string> = this.#setOf.keys()): readonly ChangeSet[] {
    const touched = new Set([...paths].map((path) => this.#setOf.get(path)));
    const sets = [...touched].filter((set) => set !== undefined);
    for (const set of sets) for (const path of set.keys()) this.#setOf.delete(path);
    return sets;
  }

  /** One set of all that touch one of the paths. */
  #united(paths: readonly string[]): Map<string, FileChange> {
    const united = new Map<string, FileChange>();
    for (const set of new Set(paths.map((path) => this.#setOf.get(path)))) {
      for (const change of set?.values() ?? []) {
        united.set(change.path, change);
        this.#setOf.set(change.path, united);
      }
    }
    return united;
  }

  /** The removal of what was never stored needs no record: a program that makes and removes files leaves nothing. */
  #place(set: Map<string, FileChange>, change: FileChange, isStored: (path: string) => boolean): void {
    if (change.kind === 'removed' && !isStored(change.path)) {
      set.delete(change.path);
      this.#setOf.delete(change.path);
      return;
    }
    set.set(change.path, change);
    this.#setOf.set(change.path, set);
  }
}
