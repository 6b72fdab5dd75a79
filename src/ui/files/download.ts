import type { Session } from '../../session/session';
import { shortName } from '../editor/file-name';
import { zip } from './zip';

/** Milliseconds after which no browser reads the address of a download any more. */
const READ = 60_000;

export function downloadFile(session: Session, path: string): void {
  const bytes = session.readFile(path);
  if (bytes) offer(Uint8Array.from(bytes), path.slice(path.lastIndexOf('/') + 1), 'application/octet-stream');
}

/** All files of the board as one archive. */
export function downloadAll(session: Session): void {
  const entries = session.snapshot.files.map((path) => ({
    name: shortName(path),
    bytes: session.readFile(path) ?? new Uint8Array(),
  }));
  offer(zip(entries, new Date()), 'board-files.zip', 'application/zip');
}

function offer(bytes: Uint8Array<ArrayBuffer>, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), READ);
}
