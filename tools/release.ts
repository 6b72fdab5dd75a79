import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** What a build of the page is made of, for diagnostics. */
export interface Release {
  readonly version: string;
  /** `unknown` where the sources are no git repository; `+` behind it when they were changed since. */
  readonly commit: string;
  readonly micropython: string;
}

interface Manifest {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

export async function release(root: string): Promise<Release> {
  const { version, devDependencies } = JSON.parse(
    await readFile(path.join(root, 'package.json'), 'utf8'),
  ) as Manifest;
  const micropython = devDependencies['@micropython/micropython-webassembly-pyscript'] ?? 'unknown';
  return { version, commit: await commit(root), micropython };
}

async function commit(root: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', ['describe', '--always', '--dirty=+'], { cwd: root });
    return stdout.trim();
  } catch {
    return 'unknown';
  }
}
