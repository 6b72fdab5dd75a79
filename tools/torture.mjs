// `npm run torture -- kills [count] [seed]`: kills the tab while it writes, and looks whether something is lost.
// `npm run torture -- fuzz [--bytes N] [--programs N] [--seed N] [--first N] [--minutes N]`: random bytes and random
// programs with Ctrl-C, and looks whether the board is well. `--seed S --first N` begins with burst and program N.
// Each prints one JSON object on stdout, and what it does meanwhile on stderr; the exit code says whether all is well.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMissing } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
// Vite and npm print on stdout by console.log; there must be nothing but the result.
console.log = console.error;
console.info = console.error;
console.warn = console.error;
if (!(await installMissing(root, (line) => console.error(line)))) process.exit(1);
const { runnerImport } = await import('vite');
/** @type {{ module: typeof import('../bench/torture/run') }} */
const { module } = await runnerImport(join(root, 'bench/torture/run.ts'));
const { isWell, report } = module.result;
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`, () => process.exit(isWell ? 0 : 1));
