// `node tools/vite.mjs vite|vitest …`: the program with our settings. Not by `--configLoader runner`, whose modules
// cannot be imported any more once the configuration is loaded, as the interpreter's rewrite has to be.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quietVite } from './build.mjs';
import { run } from './run.mjs';

const programs = { vite: 'vite/bin/vite.js', vitest: 'vitest/vitest.mjs' };

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [program, ...args] = process.argv.slice(2);
if (program !== 'vite' && program !== 'vitest') {
  console.error('Say which: node tools/vite.mjs vite|vitest …');
  process.exit(2);
}
const script = join(root, 'node_modules', programs[program]);
const { code } = await run(process.execPath, [script, ...args], { cwd: root, env: quietVite });
process.exitCode = code;
