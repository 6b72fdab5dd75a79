import type { LessonEntry } from '../../../lessons/lesson-data';
import type { PackFiles } from '../../../lessons/packs/layout';
import { bytesInWords, PACK_LIMITS } from '../../../lessons/packs/limits';
import type { FileChange } from '../../../protocol/messages';
import { NotStored, type FlashDatabase } from '../../../session/flash/flash-database';

export type PackSource =
  | { readonly kind: 'address'; readonly address: string; readonly host: string }
  | { readonly kind: 'file'; readonly name: string };

/** What is known of a pack without reading its lessons. */
export interface PackRecord {
  /** Its name in addresses, and in front of its lessons' names. */
  readonly id: string;
  readonly source: PackSource;
  /** With names that no other lesson has. */
  readonly entries: readonly LessonEntry[];
  /** Who wrote the lessons, as they say. */
  readonly credits: readonly string[];
  /** Names of the files that they bring for the board. */
  readonly boardFiles: readonly string[];
  readonly bytes: number;
}

export interface KeptPack {
  readonly record: PackRecord;
  readonly files: PackFiles;
}

/**
 * The packs that this browser keeps: in a database of the kind that keeps the board's flash, `/<id>/pack.json` and the
 * files below `/<id>/files/`. It is opened for each use, so that tabs do not hold each other up.
 */
export class KeptPacks {
  constructor(private readonly open: () => Promise<FlashDatabase>) {}

  /** Nothing where the browser has no storage for the page; what makes no sense is left out. */
  async load(): Promise<readonly KeptPack[]> {
    return this.#use(async (database) => readPacks((await database.load(false)).files)).catch(() => []);
  }

  /** @throws Error with a sentence, when it cannot be kept */
  async keep(pack: KeptPack): Promise<void> {
    try {
      await this.#use(async (database) => {
        const { files } = await database.load(false);
        const others = readPacks(files).filter(({ record }) => record.id !== pack.record.id);
        if (others.length >= PACK_LIMITS.kept)
          throw new Error(`${PACK_LIMITS.kept} packs of lessons are kept already. Remove one.`);
        const bytes = others.reduce((sum, { record }) => sum + record.bytes, pack.record.bytes);
        if (bytes > PACK_LIMITS.keptBytes)
          throw new Error(`All packs together may have ${bytesInWords(PACK_LIMITS.keptBytes)}. Remove one.`);
        await database.write([...removal(files, pack.record.id), ...additions(pack)]);
      });
    } catch (error) {
      if (error instanceof NotStored && error.why === 'full')
        throw new Error('The browser has no room for them.', { cause: error });
      throw error;
    }
  }

  async remove(id: string): Promise<void> {
    await this.#use(async (database) => {
      await database.write(removal((await database.load(false)).files, id));
    }).catch(() => undefined);
  }

  async #use<T>(work: (database: FlashDatabase) => Promise<T>): Promise<T> {
    const database = await this.open();
    try {
      return await work(database);
    } finally {
      database.close();
    }
  }
}

const folder = (id: string): string => `/${id}`;
const recordPath = (id: string): string => `/${id}/pack.json`;
const filePath = (id: string, path: string): string => `/${id}/files/${path}`;

function additions({ record, files }: KeptPack): readonly FileChange[] {
  const bytes = new TextEncoder().encode(JSON.stringify(record));
  return [
    { kind: 'file', path: recordPath(record.id), bytes },
    ...[...files].map(([path, contents]): FileChange => ({
      kind: 'file',
      path: filePath(record.id, path),
      bytes: contents,
    })),
  ];
}

const removal = (files: readonly FileChange[], id: string): readonly FileChange[] =>
  files
    .filter(({ path }) => path === folder(id) || path.startsWith(`${folder(id)}/`))
    .map(({ path }) => ({ kind: 'removed', path }));

function readPacks(files: readonly FileChange[]): readonly KeptPack[] {
  const contents = new Map(files.flatMap((file) => (file.kind === 'file' ? [[file.path, file.bytes]] : [])));
  return [...contents].flatMap(([path, bytes]) => {
    const id = /^\/([a-z0-9]+)\/pack\.json$/.exec(path)?.[1];
    const record = id === undefined ? null : readRecord(bytes, id);
    if (!record) return [];
    const prefix = filePath(record.id, '');
    const own = [...contents].filter(([name]) => name.startsWith(prefix));
    return [{ record, files: new Map(own.map(([name, file]) => [name.slice(prefix.length), file])) }];
  });
}

/** What was written by nobody of ours, or by a version that wrote otherwise, is none. */
function readRecord(bytes: Uint8Array, id: string): PackRecord | null {
  try {
    const record = JSON.parse(new TextDecoder().decode(bytes)) as Partial<PackRecord>;
    const { source, entries, credits, boardFiles, bytes: size } = record;
    const isWhole =
      record.id === id && typeof size === 'number' && [entries, credits, boardFiles].every(Array.isArray);
    return isWhole && (source?.kind === 'address' || source?.kind === 'file') ? (record as PackRecord) : null;
  } catch {
    return null;
  }
}
