import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { codeOf, isAlive } from '../system-errors';

/** Its owner lives. */
export interface Taken {
  readonly pid: number;
}

/** The locks of this process. */
const held = new Set<string>();

/**
 * Takes a lock file that names its owner; one whose owner has ended is taken over.
 *
 * @returns what lets it go
 * @throws Node's error when the file cannot be written
 */
export function lockFolder(file: string): (() => void) | Taken {
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, `${process.pid} ${startOf(process.pid)}`, { flag: 'wx' });
      held.add(file);
      return () => {
        if (held.delete(file)) rmSync(file, { force: true });
      };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || attempt > 0) throw error;
    }
    const owner = read(file);
    const [pid = 0, start = 0] = owner.split(' ').map(Number);
    if (pid === process.pid ? held.has(file) : isOwner(pid, start)) return { pid };
    takeAway(file, owner);
  }
}

/** Somebody else may have taken it over meanwhile: then it is his. */
function takeAway(file: string, dead: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (read(aside) === dead) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** @param start of a process that had the number: in a container that is started anew another one has it at once */
function isOwner(pid: number, start: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  return isAlive(pid) && startOf(pid) === start;
}

/** When a process was started, in ticks since the computer was; 0 where the system does not say. (proc(5), field 22) */
function startOf(pid: number): number {
  const [, fields = ''] = /^.*\) (.*)$/s.exec(read(`/proc/${pid}/stat`)) ?? [];
  return Number(fields.split(' ')[19] ?? 0);
}
