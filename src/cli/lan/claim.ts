import { readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import path from 'node:path';
import { codeOf, type LanPlace } from './lan-place';

/** Others may be at it at the same moment, but each turn somebody succeeds. */
const MOST_ATTEMPTS = 100;

/**
 * Makes a server the hub of a LAN. On Unix the sockets of dead processes stay behind, and a name has to pass to the
 * next one without two that both think they have it: so a hub's socket has a name that is its own, and the LAN's name is
 * a symbolic link to it, which one process alone can make.
 *
 * @returns false when there is a hub that lives
 */
export async function claim(server: Server, place: LanPlace): Promise<boolean> {
  try {
    await listen(server, place.kind === 'pipe' ? place.path : place.own);
  } catch (error) {
    // Windows: pipes end with their process, so this one's lives.
    if (place.kind === 'pipe' && ['EADDRINUSE', 'EACCES'].includes(codeOf(error))) return false;
    throw error;
  }
  if (place.kind === 'pipe') return true;
  for (let attempt = 0; !linked(place.link, path.basename(place.own)); attempt++) {
    if (attempt === MOST_ATTEMPTS) throw new Error(`${place.link} cannot be had`);
    const target = targetOf(place.link);
    if (target === null) continue;
    if (await answers(path.join(place.folder, target))) {
      server.close();
      return false;
    }
    unlink(place, target);
  }
  await removeDead(place);
  return true;
}

/** Whether the LAN's name still leads to this hub: somebody may have cleaned up, or taken it by mistake. */
export function isClaimed(place: LanPlace): boolean {
  if (place.kind === 'pipe') return true;
  return (
    targetOf(place.link) === path.basename(place.own) &&
    names(place.folder).includes(path.basename(place.own))
  );
}

/** Gives the name back. Its socket goes with its server. */
export function release(place: LanPlace): void {
  if (place.kind === 'socket' && isClaimed(place)) rmSync(place.link, { force: true });
}

/** The link of a dead hub is taken away; should it be another's by now, that has it back. */
function unlink({ folder, link, own }: Extract<LanPlace, { kind: 'socket' }>, dead: string): void {
  const aside = `${own}.old`;
  try {
    renameSync(link, aside);
  } catch {
    // Another process was faster.
    return;
  }
  const taken = targetOf(aside);
  rmSync(aside, { force: true });
  if (taken === dead) rmSync(path.join(folder, dead), { force: true });
  else if (taken !== null) linked(link, taken);
}

/** Sockets of hubs that died before the LAN's name was theirs. */
async function removeDead({ folder, link, own }: Extract<LanPlace, { kind: 'socket' }>): Promise<void> {
  const prefix = `${path.basename(link)}.`;
  for (const name of names(folder)) {
    if (!name.startsWith(prefix) || name === path.basename(own)) continue;
    const file = path.join(folder, name);
    if (!(await answers(file))) rmSync(file, { force: true });
  }
}

function linked(link: string, target: string): boolean {
  try {
    symlinkSync(target, link);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function targetOf(link: string): string | null {
  try {
    return path.basename(readlinkSync(link));
  } catch {
    return null;
  }
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function answers(file: string): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(file);
    socket.on('connect', () => {
      socket.destroy();
      settle(true);
    });
    // Any other error is that of a process that lives and is too busy.
    socket.on('error', (error) => settle(!['ECONNREFUSED', 'ENOENT'].includes(codeOf(error))));
  });
}

function listen(server: Server, at: string): Promise<void> {
  return new Promise((settle, fail) => {
    server.once('error', fail);
    server.listen(at, () => {
      server.off('error', fail);
      settle();
    });
  });
}
