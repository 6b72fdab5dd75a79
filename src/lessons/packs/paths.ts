import { PACK_LIMITS } from './limits';
import { refuse } from './pack-error';
import { visible } from './visible';

/** What systems put beside files: no part of a lesson. */
const LITTER = /(?:^|\/)(?:__MACOSX|\.[^/]*|Thumbs\.db|desktop\.ini)(?:\/|$)/i;

export const isLitter = (path: string): boolean => LITTER.test(path);

/** Above, away or to a device: nothing of a pack leads there, on whatever system it is read. */
const DRIVE = /^[a-z]:/i;
const CONTROL = /\p{Cc}/u;

/**
 * @param archive its name, for messages
 * @throws {PackError} where a name leads, or could lead, out of the pack
 */
export function checkPath(path: string, archive: string): void {
  const fail = (why: string): never =>
    refuse(
      archive,
      `holds a file named “${shown(path)}”, ${why}. Make the zip anew from the lesson's folder.`,
    );
  if (path.length > PACK_LIMITS.path) fail(`which is longer than ${PACK_LIMITS.path} characters`);
  if (path.startsWith('/') || DRIVE.test(path)) fail('which leads to a place outside of it');
  if (path.includes('\\')) fail('with a backslash in it, which some systems take for a folder');
  if (CONTROL.test(path) || visible(path) !== path) fail('with characters in it that cannot be seen');
  const parts = path.replace(/\/$/, '').split('/');
  if (parts.length > PACK_LIMITS.depth) fail(`more than ${PACK_LIMITS.depth} folders deep`);
  for (const part of parts) {
    if (part === '' || part === '.' || part === '..') fail('which leads to a place outside of it');
    if (/[. ]$/.test(part)) fail('with a dot or space at its end, which some systems leave out');
  }
}

/** Names that some system takes for the same. */
export const sameName = (path: string): string => path.replace(/\/$/, '').normalize('NFC').toLowerCase();

function shown(path: string): string {
  const text = visible(path);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
