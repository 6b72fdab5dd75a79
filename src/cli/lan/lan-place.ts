import { createHash, randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigError } from '../../proxy/flags';
import { codeOf } from '../system-errors';

/** What the systems take for a socket's path, its closing zero not counted: macOS 103 bytes, Linux 107. */
const LONGEST_PATH = 103;

/** Where a LAN of that name is to be found by all processes of one user, and by nobody else's. */
export type LanPlace =
  /** `link` is a symbolic link to the socket of the hub that lives; `own` begins the names of sockets. */
  | { readonly kind: 'socket'; readonly folder: string; readonly link: string; readonly own: string }
  | { readonly kind: 'pipe'; readonly path: string };

/**
 * Makes the folder where it is missing.
 *
 * @throws {ConfigError} when it is not this user's alone: who could put a socket there could read what boards send
 */
export function lanPlace(name: string): LanPlace {
  if (process.platform === 'win32') return pipeOf(name);
  const { XDG_RUNTIME_DIR: runtime } = process.env;
  const folder =
    runtime !== undefined && path.isAbsolute(runtime) && isOwn(runtime)
      ? path.join(runtime, 'pinwire')
      : path.join(tmpdir(), `pinwire-${process.getuid?.() ?? 0}`);
  const problem = makePrivate(folder);
  if (problem !== null) throw new ConfigError(`No LAN can be made in ${folder}: ${problem}.`);
  const own = path.join(folder, `${name}.${process.pid}.${randomBytes(3).toString('hex')}`);
  if (Buffer.byteLength(own) > LONGEST_PATH)
    throw new ConfigError(`No LAN can be made in ${folder}: the path is too long for a socket.`);
  return { kind: 'socket', folder, link: path.join(folder, name), own };
}

/** @returns what is wrong with it, null when nothing is */
function makePrivate(folder: string): string | null {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') return codeOf(error);
  }
  // Of the entry itself: a link may be somebody else's.
  const entry = lstatSync(folder, { throwIfNoEntry: false });
  if (!entry?.isDirectory()) return 'it is no folder';
  if (entry.uid !== process.getuid?.()) return 'it is somebody else’s';
  return (entry.mode & 0o077) === 0 ? null : 'others may enter it';
}

function isOwn(folder: string): boolean {
  const entry = lstatSync(folder, { throwIfNoEntry: false });
  return entry?.isDirectory() === true && entry.uid === process.getuid?.();
}

/** Windows' pipes are in no folder: their name has a part that only this user can read. */
function pipeOf(name: string): LanPlace {
  const folder = path.join(process.env['LOCALAPPDATA'] ?? homedir(), 'pinwire');
  const file = path.join(folder, 'lan-key');
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, randomBytes(16).toString('hex'), { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST')
      throw new ConfigError(`No LAN can be made: ${file} cannot be written (${codeOf(error)}).`);
  }
  const key = createHash('sha256').update(readFileSync(file)).update(name).digest('hex').slice(0, 32);
  return { kind: 'pipe', path: `\\\\.\\pipe\\pinwire-${name}-${key}` };
}

/** What a board connects to. */
export const pathOf = (place: LanPlace): string => (place.kind === 'pipe' ? place.path : place.link);
