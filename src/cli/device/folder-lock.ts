import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Its owner lives. */
export interface Taken {
  readonly pid: number;
}

/**
 * Takes a lock file that holds its owner's process id; one whose owner has ended is taken over.
 *
 * @returns what lets it go
 * @throws Node's error when the file cannot be written
 */
export function lockFolder(file: string): (() => void) | Taken {
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isThere || attempt > 0) throw error;
    }
    const pid = Number(read(file));
    if (isAlive(pid)) return { pid };
    rmSync(file, { force: true });
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
