import { lstatSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { LEASES } from './leases';
import { codeOf } from '../system-errors';
import type { LanPlace } from './lan-place';

type SocketPlace = Extract<LanPlace, { kind: 'socket' }>;

/** Ends the name of the file of the process whose turn it is to take a dead hub's link away. */
const TURN = '.turn';
/** Beside a LAN's sockets. */
const NO_SOCKETS = [TURN, LEASES];
/** A turn is over in no time; one that is older is of a process that was killed in it. In milliseconds. */
const MOST_TURN = 2_000;
/** How soon the others look again. */
const PAUSE = 10;

/** Others may be at it at the same moment, but each turn somebody succeeds. */
const MOST_ATTEMPTS = 1_000;

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
    await unlink(place, target);
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

/** Takes a dead hub's link away. One process does so at a time, or a living one's would be taken for it. */
async function unlink({ folder, link }: SocketPlace, dead: string): Promise<void> {
  const turn = link + TURN;
  if (!isMade(turn)) {
    const since = lstatSync(turn, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - since > MOST_TURN) rmSync(turn, { force: true });
    else await setTimeout(PAUSE);
    return;
  }
  if (targetOf(link) === dead) rmSync(link, { force: true });
  rmSync(path.join(folder, dead), { force: true });
  rmSync(turn, { force: true });
}

function isMade(file: string): boolean {
  try {
    writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Sockets of hubs that died before the LAN's name was theirs. */
async function removeDead({ folder, link, own }: SocketPlace): Promise<void> {
  const prefix = `${path.basename(link)}.`;
  for (const name of names(folder)) {
    if (!name.startsWith(prefix) || NO_SOCKETS.some((end) => name.endsWith(end))) continue;
    if (name === path.basename(own)) continue;
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
