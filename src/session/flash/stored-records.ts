import type { FileChange } from '../../protocol/messages';
import { WIFI_RECORD } from '../../protocol/wifi-record';
import type { StoredFiles } from './flash-database';

export type StoredRecord = readonly [path: IDBValidKey, contents: unknown];

export const paired = (
  paths: readonly IDBValidKey[],
  contents: readonly unknown[],
): readonly StoredRecord[] => paths.map((path, index) => [path, contents[index]]);

/** Files and directories of the records that make sense; what does not is named, and left out. */
export function readRecords(records: readonly StoredRecord[]): Pick<StoredFiles, 'files' | 'damaged'> {
  const entries = new Map<string, FileChange>();
  const damaged: string[] = [];
  for (const [path, contents] of records) {
    const entry = typeof path === 'string' && isPath(path) ? asEntry(path, contents) : null;
    if (entry && parentsOf(entry.path).every((parent) => entries.get(parent)?.kind !== 'file')) {
      // Flash of layout 1 has no records of directories.
      for (const parent of parentsOf(entry.path)) {
        if (!entries.has(parent)) entries.set(parent, { path: parent, kind: 'directory' });
      }
      entries.set(entry.path, entry);
    } else {
      damaged.push(typeof path === 'string' ? path : JSON.stringify(path));
    }
  }
  return { files: [...entries.values()], damaged };
}

function asEntry(path: string, contents: unknown): FileChange | null {
  if (contents === null) return { path, kind: 'directory' };
  return contents instanceof Uint8Array ? { path, kind: 'file', bytes: contents } : null;
}

const isPath = (path: string): boolean =>
  path === WIFI_RECORD ||
  (path.startsWith('/') &&
    path
      .slice(1)
      .split('/')
      .every((part) => !['', '.', '..'].includes(part)));

/** `/a/b/c` → `/a`, `/a/b`. */
function parentsOf(path: string): readonly string[] {
  const parts = path.slice(1).split('/');
  return parts.slice(1).map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}
