import { complain, type Complaint } from '../../words/complaint';
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
  const fail = (why: Complaint): never => refuse(archive, complain('badPath', shown(path), why));
  if (path.length > PACK_LIMITS.path) fail(complain('pathTooLong', PACK_LIMITS.path));
  if (path.startsWith('/') || DRIVE.test(path)) fail(complain('pathOutside'));
  if (path.includes('\\')) fail(complain('pathBackslash'));
  if (CONTROL.test(path) || visible(path) !== path) fail(complain('pathUnseen'));
  const parts = path.replace(/\/$/, '').split('/');
  if (parts.length > PACK_LIMITS.depth) fail(complain('pathTooDeep', PACK_LIMITS.depth));
  for (const part of parts) {
    if (part === '' || part === '.' || part === '..') fail(complain('pathOutside'));
    if (/[. ]$/.test(part)) fail(complain('pathEnd'));
  }
}

/** Names that some system takes for the same. */
export const sameName = (path: string): string => path.replace(/\/$/, '').normalize('NFC').toLowerCase();

function shown(path: string): string {
  const text = visible(path);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
