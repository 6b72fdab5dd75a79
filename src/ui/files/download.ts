import type { Session } from '../../session/session';
import { offerFile } from '../common/offer-file';
import { shortName } from '../../shared/short-name';
import { zip } from './zip';

export function downloadFile(session: Session, path: string): void {
  const bytes = session.readFile(path);
  if (bytes)
    offerFile(Uint8Array.from(bytes), path.slice(path.lastIndexOf('/') + 1), 'application/octet-stream');
}

/** All files of the board as one archive. */
export function downloadAll(session: Session): void {
  const entries = session.snapshot.files.map((path) => ({
    name: shortName(path),
    bytes: session.readFile(path) ?? new Uint8Array(),
  }));
  offerFile(zip(entries, new Date()), 'board-files.zip', 'application/zip');
}
