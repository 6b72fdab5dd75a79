#!/usr/bin/env node
// The command `pinwire`, as the npm package has it: everything is built (tools/package-build.ts).
import { fileURLToPath } from 'node:url';
import { say, versionIn } from './commands/saying';
import { main } from './pinwire';

const needsSources = (what: string): void =>
  say(`pinwire: ${what} needs the sources of Pinwire, where it is “npm run pinwire -- …”.`);

const code = await main(process.argv.slice(2), {
  name: 'npx pinwire',
  version: () => versionIn(new URL('../package.json', import.meta.url)),
  site: () => {
    needsSources('The page');
    return Promise.resolve(null);
  },
  preview: () => {
    needsSources('A preview of lessons');
    process.exitCode = 2;
    return Promise.resolve();
  },
  board: () => Promise.resolve(fileURLToPath(new URL('board', import.meta.url))),
});
if (code !== null) process.exitCode = code;
