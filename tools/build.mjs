import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** Vite bundles our configuration, and otherwise warns that some day Node alone may have to load it. */
export const quietVite = { VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' };

/** Everything that decides what the built site looks like. */
const inputs = [
  'index.html',
  'package-lock.json',
  'package.json',
  'public',
  'src',
  'tools',
  'vite.config.ts',
];

export const notBuilt = /\.test(-helpers)?\.tsx?$/;

/** In dist itself, so that every other build, which empties dist, removes it. @param {string} root */
const stampPath = (root) => join(root, 'dist/.inputs');

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]} the files at or below `path`, in a fixed order; none when it does not exist
 */
export function filesBelow(root, path) {
  const entry = statSync(join(root, path), { throwIfNoEntry: false });
  if (!entry) return [];
  return entry.isDirectory() ? filesIn(root, path) : [path];
}

/**
 * Asks the system once for a folder, not for each of its files: the command `pinwire` looks at some 600 at each start.
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function filesIn(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesIn(root, path);
      return entry.isSymbolicLink() ? filesBelow(root, path) : [path];
    });
}

/** A hash over names and contents of all inputs. @param {string} root */
export function inputsHash(root) {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => filesBelow(root, input))) {
    if (notBuilt.test(path)) continue;
    const contents = readFileSync(join(root, path));
    hash.update(`${path}\0${contents.length}\0`).update(contents);
  }
  return hash.digest('hex');
}

/** Whether dist/ was built from the present inputs. @param {string} root */
export function isBuilt(root) {
  const stamp = stampPath(root);
  return (
    existsSync(join(root, 'dist/index.html')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === inputsHash(root)
  );
}

/** Whether an interpreter has been rewritten here before (tools/rewrite keeps it). @param {string} root */
export function hasInterpreter(root) {
  const cache = join(root, 'node_modules/.cache/pinwire');
  return existsSync(cache) && readdirSync(cache).some((name) => name.startsWith('interpreter-'));
}

/**
 * Builds the site into dist/.
 * @param {string} root the repository
 * @param {object} [options]
 * @param {'show' | 'capture'} [options.output]
 * @returns {Promise<import('./run.mjs').RunResult>}
 */
export async function build(root, { output = 'show' } = {}) {
  // Taken before the build: what is edited meanwhile makes the next start build again.
  const hash = inputsHash(root);
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const result = await run(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    output,
    // Vite sets NODE_ENV in the process it runs in, and the benchmark builds from one: React must not become its
    // development build by that.
    env: { ...quietVite, NODE_ENV: 'production' },
  });
  if (result.code === 0) writeFileSync(stampPath(root), hash);
  return result;
}
