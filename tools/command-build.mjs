import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { filesBelow, notBuilt } from './build.mjs';

/** All that the command `pinwire` is made of. */
const inputs = [
  'src/cli',
  'src/lessons',
  'src/session',
  'src/protocol',
  'src/worker',
  'src/net',
  'src/proxy',
  'src/shared',
  'src/words',
  'tools',
  'package-lock.json',
];

/** All that a board in Node is made of, and the hub of a LAN. */
const boardInputs = [
  'src/cli/lan',
  'src/device',
  'src/interpreter',
  'src/net',
  'src/protocol',
  'src/shared',
  'src/worker',
  'tools',
  'package-lock.json',
];

/**
 * @param {string} root
 * @param {readonly string[]} inputs
 */
function hashOf(root, inputs) {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => filesBelow(root, input))) {
    if (notBuilt.test(path)) continue;
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * What a look at the sources tells without reading them: a board's start waits for it.
 * @param {string} root
 * @param {readonly string[]} inputs
 */
function seenOf(root, inputs) {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => filesBelow(root, input))) {
    if (notBuilt.test(path)) continue;
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path}\0${size}\0${mtimeMs}\0`);
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Makes a folder once for each state of its sources.
 * @param {string} root the repository; its packages are installed
 * @param {string} name
 * @param {readonly string[]} inputs
 * @param {(draft: string) => Promise<void>} make fills the folder
 * @returns {Promise<string>} the folder
 */
async function makeOnce(root, name, inputs, make) {
  const cache = join(root, 'node_modules/.cache/pinwire');
  const stamp = join(cache, `${name}.stamp`);
  const seen = seenOf(root, inputs);
  const known = existsSync(stamp) ? readFileSync(stamp, 'utf8').split(' ') : [];
  const [knownSeen, knownFolder = ''] = known;
  if (knownSeen === seen && existsSync(join(cache, knownFolder))) return join(cache, knownFolder);
  const folder = join(cache, `${name}-${hashOf(root, inputs)}`);
  if (!existsSync(folder)) await makeFolder(cache, name, folder, make);
  writeFileSync(stamp, `${seen} ${basename(folder)}`);
  return folder;
}

/**
 * @param {string} cache
 * @param {string} name
 * @param {string} folder
 * @param {(draft: string) => Promise<void>} make
 */
async function makeFolder(cache, name, folder, make) {
  // Beside its place until it is whole: two may be at it at once.
  const draft = `${folder}.${process.pid}`;
  await make(draft);
  for (const other of readdirSync(cache)) {
    if (new RegExp(`^${name}-[0-9a-f]{16}$`).test(other))
      rmSync(join(cache, other), { recursive: true, force: true });
  }
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/**
 * Bundles src/cli/pinwire.ts for Node.
 * @param {string} root the repository; its packages are installed
 * @returns {Promise<string>} the module's path
 */
export async function buildCommand(root) {
  const folder = await makeOnce(root, 'command', inputs, async (outDir) => {
    const { build } = await import('vite');
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      publicDir: false,
      build: {
        ssr: true,
        target: 'node20',
        outDir,
        emptyOutDir: true,
        minify: false,
        rolldownOptions: {
          input: { pinwire: join(root, 'src/cli/pinwire.ts') },
          output: { entryFileNames: '[name].js' },
        },
      },
    });
  });
  return join(folder, 'pinwire.js');
}

/**
 * Both workers of a board in Node, and the interpreter.
 * @param {string} root the repository; its packages are installed
 * @returns {Promise<string>} their folder
 */
export const buildBoard = (root) =>
  makeOnce(root, 'board', boardInputs, async (draft) => {
    const { runnerImport } = await import('vite');
    // A module that is run takes no arguments. The tests' boards stand in the other folder.
    process.env['PINWIRE_BOARD_FOLDER'] = draft;
    try {
      await runnerImport(join(root, 'tools/board-build.ts'), { logLevel: 'error' });
    } finally {
      delete process.env['PINWIRE_BOARD_FOLDER'];
    }
  });
