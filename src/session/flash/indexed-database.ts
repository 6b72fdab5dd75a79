import type { FileChange } from '../../protocol/messages';
import type { Dispose } from '../../shared/disposable';
import {
  NotOpened,
  NotStored,
  type FlashDatabase,
  type StoredFiles,
  type WriteProblem,
} from './flash-database';
import { readRecords, paired, type StoredRecord } from './stored-records';

/**
 * The layout: `files` has a record for each path, bytes for a file and null for a directory (as version 1 had, without
 * directories). `meta` has three kinds of record: `generation` counts the tabs that had the flash, one after the
 * other; `version` names the last write; `['revoked', n]` says that generation n has it no more.
 */
const LAYOUT = 2;
const FILES = 'files';
const META = 'meta';
const GENERATION = 'generation';
const VERSION = 'version';
const REVOKED = 'revoked';
/** Revocations that are remembered: a tab that slept through more of them is long gone. */
const REMEMBERED = 32;
/** Milliseconds in which a browser that gives storage opens it; on a slow disk it takes some hundred. */
const PATIENCE = 4000;

export interface OpenParts {
  /** Throws, or gives undefined, where the browser keeps storage from the page. */
  readonly factory: () => IDBFactory | undefined;
  readonly name: string;
  readonly after: (delay: number, fire: () => void) => Dispose;
  /** The browser closed it: site data were cleared, or a newer page in another tab wants it. */
  readonly onClosed: (why: 'closed' | 'newer-tab') => void;
}

/** @throws NotOpened */
export function openFlashDatabase({ factory, name, after, onClosed }: OpenParts): Promise<FlashDatabase> {
  return new Promise((resolve, reject) => {
    const denied = (error: unknown): void => reject(new NotOpened('denied', String(error)));
    let opening: IDBOpenDBRequest;
    try {
      const database = factory();
      if (!database) throw new Error('this browser has no indexedDB');
      opening = database.open(name, LAYOUT);
    } catch (error) {
      denied(error);
      return;
    }
    let blocked = false;
    let late = false;
    const cancel = after(PATIENCE, () => {
      late = true;
      reject(new NotOpened(blocked ? 'older-tab' : 'silent', 'IndexedDB did not answer'));
    });
    // Only a page of layout 1 keeps its connection when another is asked for.
    opening.onblocked = () => (blocked = true);
    opening.onupgradeneeded = () => makeLayout(opening.result);
    opening.onerror = () => {
      cancel();
      denied(opening.error);
    };
    opening.onsuccess = () => {
      cancel();
      if (late) opening.result.close();
      else resolve(new IndexedDatabase(opening.result, onClosed));
    };
  });
}

/** Files of layout 1 stay as they are. */
function makeLayout(database: IDBDatabase): void {
  const { objectStoreNames } = database;
  if (!objectStoreNames.contains(FILES)) database.createObjectStore(FILES);
  if (!objectStoreNames.contains(META)) database.createObjectStore(META);
}

class IndexedDatabase implements FlashDatabase {
  readonly #database: IDBDatabase;
  /** Set by a claim; writes of a page without one are refused. */
  #generation = 0;
  #writes = 0;

  constructor(database: IDBDatabase, onClosed: OpenParts['onClosed']) {
    this.#database = database;
    database.onclose = () => onClosed('closed');
    database.onversionchange = ({ newVersion }) => {
      // What was asked for before is still done: close waits for it.
      database.close();
      onClosed(newVersion === null ? 'closed' : 'newer-tab');
    };
  }

  async load(claim: boolean): Promise<StoredFiles> {
    const generation = claim ? await this.#claim() : this.#generation;
    this.#generation = generation;
    const transaction = this.#begin('readonly');
    const files = transaction.objectStore(FILES);
    const version = request(transaction.objectStore(META).get(VERSION));
    const [paths, contents] = await Promise.all([
      request(files.getAllKeys()),
      // One record that the browser cannot read spoils the answer for all of them.
      request<unknown[]>(files.getAll()).catch(() => null),
    ]);
    const records = contents ? paired(paths, contents) : await this.#oneByOne(paths);
    const known: unknown = await version;
    return {
      ...readRecords(records),
      version: typeof known === 'string' ? known : paths.length > 0 ? 'layout 1' : null,
    };
  }

  async write(changes: Iterable<FileChange>): Promise<string> {
    const version = `${this.#generation}.${++this.#writes}`;
    await this.#change((files, meta) => {
      meta.put(version, VERSION);
      for (const change of changes) {
        if (change.kind === 'removed') files.delete(change.path);
        else files.put(change.kind === 'file' ? ownBytes(change.bytes) : null, change.path);
      }
    });
    return version;
  }

  async erase(): Promise<void> {
    await this.#change((files, meta) => {
      files.clear();
      meta.delete(VERSION);
    });
  }

  close(): void {
    this.#database.close();
  }

  /** Takes the flash from whoever had it: their writes are refused from the end of this transaction on. */
  async #claim(): Promise<number> {
    const transaction = this.#begin('readwrite');
    const meta = transaction.objectStore(META);
    const before: unknown = await request(meta.get(GENERATION));
    const last = typeof before === 'number' ? before : 0;
    meta.put(last + 1, GENERATION);
    meta.put(true, [REVOKED, last]);
    meta.delete(IDBKeyRange.bound([REVOKED, 0], [REVOKED, Math.max(0, last - REMEMBERED)]));
    await ended(transaction);
    return last + 1;
  }

  /**
   * All requests are made at once and committed: a page that is closed in the next moment has stored them. So there is
   * no time to read whether this generation still has the flash; an `add` that fails where it was revoked does it.
   */
  async #change(make: (files: IDBObjectStore, meta: IDBObjectStore) => void): Promise<void> {
    const transaction = this.#begin('readwrite');
    const meta = transaction.objectStore(META);
    const fence = [REVOKED, this.#generation];
    meta.add(true, fence);
    meta.delete(fence);
    make(transaction.objectStore(FILES), meta);
    transaction.commit();
    await ended(transaction);
  }

  #begin(mode: IDBTransactionMode): IDBTransaction {
    try {
      // Survives a killed tab, which is what is promised, and not a power cut, which costs a hundred times as much.
      return this.#database.transaction([FILES, META], mode, { durability: 'relaxed' });
    } catch (error) {
      throw notStored(error);
    }
  }

  async #oneByOne(paths: readonly IDBValidKey[]): Promise<readonly StoredRecord[]> {
    return Promise.all(
      paths.map(async (path): Promise<StoredRecord> => {
        try {
          return [path, await request(this.#begin('readonly').objectStore(FILES).get(path))];
        } catch {
          return [path, undefined];
        }
      }),
    );
  }
}

/** A view on a larger buffer would be stored with all of the buffer. */
const ownBytes = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();

function request<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = (event) => {
      // The rest of the transaction goes on: who asked decides what this means.
      event.preventDefault();
      reject(notStored(asked.error));
    };
  });
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(notStored(transaction.error));
  });
}

const PROBLEMS: Readonly<Record<string, WriteProblem>> = {
  QuotaExceededError: 'full',
  // The fence: this generation was revoked.
  ConstraintError: 'taken-over',
  InvalidStateError: 'closed',
};

function notStored(error: unknown): NotStored {
  if (!(error instanceof Error)) return new NotStored('failed', 'the transaction was given up');
  return new NotStored(PROBLEMS[error.name] ?? 'failed', `${error.name}: ${error.message}`);
}
