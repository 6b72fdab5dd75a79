import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }>} Packages */

/**
 * @param {string} path of a lock file
 * @returns {Packages}
 */
function packagesOf(path) {
  /** @type {unknown} */
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  return /** @type {{ packages: Packages }} */ (lock).packages;
}

/**
 * Whether node_modules holds what package-lock.json asks for, by content. npm writes a lock file of its own into
 * node_modules as the last thing it does, so an installation made by hand counts and an interrupted one does not.
 * @param {string} root the repository
 */
export function isInstalled(root) {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const present = packagesOf(record);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    // The empty path is Pinwire itself; optional packages are mostly binaries for other systems.
    if (path === '' || wanted.optional === true || wanted.devOptional === true) return true;
    const found = present[path];
    return found?.version === wanted.version && found?.integrity === wanted.integrity;
  });
}

/**
 * Installs the packages of package-lock.json when they are not there.
 * @param {string} root the repository
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} false when npm failed; it has said why, and what to do has been said too
 */
export async function installMissing(root, say) {
  if (isInstalled(root)) return true;
  say('Installing the packages that Pinwire is built with (once, about a minute) …');
  // The build tools are development packages: wanted even where NODE_ENV says production.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  if ((await run('npm', args, { cwd: root })).code === 0) return true;
  say(
    'The packages could not be installed: npm says why above. This step needs the npm registry; check the ' +
      'connection (or the proxy settings of npm) and run the command again.',
  );
  return false;
}
