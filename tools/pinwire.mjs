#!/usr/bin/env node
// The command `pinwire`. Plain JavaScript, because nothing may be installed yet.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, isBuilt } from './build.mjs';
import { installMissing } from './install.mjs';
import { nodeProblem } from './node-version.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (/** @type {string} */ line) => console.error(line);

/** @returns {Promise<number | null>} the exit code, or null while it runs */
async function start() {
  const oldNode = nodeProblem(process.versions.node);
  if (oldNode !== null) {
    say(oldNode);
    return 1;
  }
  if (!(await installMissing(root, say))) return 1;
  const { buildBoard, buildCommand } = await import('./command-build.mjs');
  /** @type {unknown} */
  const command = await import(pathToFileURL(await buildCommand(root)).href);
  const { main, versionIn } = /** @type {typeof import('../src/cli/pinwire')} */ (command);
  return main(process.argv.slice(2), {
    name: 'npm run pinwire --',
    version: () => versionIn(new URL('../package.json', import.meta.url)),
    site: async () => {
      if (!isBuilt(root)) {
        say('Building the page …');
        if ((await build(root)).code !== 0) return null;
      }
      return join(root, 'dist');
    },
    preview: async (options) => {
      const { previewLessons } = await import('./preview.mjs');
      say(await previewLessons(root, options));
    },
    board: () => buildBoard(root),
  });
}

const code = await start();
if (code !== null) process.exitCode = code;
