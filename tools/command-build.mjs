import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, notBuilt } from './build.mjs';

/** All that the command `pinwire` is made of. */
const inputs = [
  'src/cli/pinwire.ts',
  'src/cli/commands',
  'src/cli/device',
  'src/cli/lessons',
  'src/cli/serial',
  'src/cli/world',
  'src/cli/node-host.ts',
  'src/lessons',
  'src/session',
  'src/protocol',
  'src/worker',
  'src/net',
  'src/proxy',
  'src/shared',
  'tools',
  'package-lock.json',
];

/** @param {string} root */
function hashOf(root) {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => filesBelow(root, input))) {
    if (notBuilt.test(path)) continue;
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Bundles src/cli/pinwire.ts for Node, once for each state of its sources.
 * @param {string} root the repository; its packages are installed
 * @returns {Promise<string>} the module's path
 */
export async function buildCommand(root) {
  const cache = join(root, 'node_modules/.cache/pinwire');
  const folder = join(cache, `command-${hashOf(root)}`);
  const module = join(folder, 'pinwire.js');
  if (existsSync(module)) return module;
  const { build } = await import('vite');
  // Beside its place until it is whole: two may be at it at once.
  const draft = `${folder}.${process.pid}`;
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir: draft,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: { pinwire: join(root, 'src/cli/pinwire.ts') },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  for (const name of readdirSync(cache)) {
    if (/^command-[0-9a-f]{16}$/.test(name)) rmSync(join(cache, name), { recursive: true, force: true });
  }
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(module)) throw error;
  }
  return module;
}
