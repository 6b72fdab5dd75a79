import type { FileChange } from '../protocol/messages';
import type { FlashStore } from './worker-port';

const STORE = 'files';

/**
 * The board's flash in IndexedDB: one record a file (its bytes) or directory (null), written in
 * the order of the calls. Where the browser gives no
 * storage, or stops giving it, the flash is a temporary one: it works, and `kind` says so.
 */
export class IndexedDbFlash implements FlashStore {
  #kind: FlashStore['kind'] = 'stored';
  readonly #database: Promise<IDBDatabase | null>;
  /** Ends when the write before it has ended, so that writes to one file keep their order. */
  #last: Promise<void> = Promise.resolve();

  constructor(name: string) {
    this.#database = openDatabase(name).catch(() => {
      this.#kind = 'temporary';
      return null;
    });
  }

  get kind(): FlashStore['kind'] {
    return this.#kind;
  }

  async load(): Promise<readonly FileChange[]> {
    const database = await this.#database;
    if (!database) return [];
    const store = database.transaction(STORE).objectStore(STORE);
    const [paths, files] = await Promise.all([request(store.getAllKeys()), request(store.getAll())]);
    // Keys come sorted: a directory before what is in it.
    return paths.flatMap((path, index): FileChange[] => {
      const bytes: unknown = files[index];
      if (typeof path !== 'string') return [];
      if (bytes === null) return [{ path, kind: 'directory' }];
      return bytes instanceof Uint8Array ? [{ path, kind: 'file', bytes }] : [];
    });
  }

  write(changes: readonly FileChange[]): Promise<void> {
    const written = this.#last.then(() => this.#write(changes));
    this.#last = written.catch(() => undefined);
    return written;
  }

  async #write(changes: readonly FileChange[]): Promise<void> {
    const database = await this.#database;
    if (!database) return;
    const transaction = database.transaction(STORE, 'readwrite');
    const store = transaction.objectStore(STORE);
    for (const change of changes) {
      if (change.kind === 'removed') store.delete(change.path);
      else store.put(change.kind === 'file' ? change.bytes : null, change.path);
    }
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('the write was given up'));
    });
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return request(opening);
}

function request<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('the browser gave no storage'));
  });
}
