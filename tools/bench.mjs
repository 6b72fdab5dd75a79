// `npm run bench`: prints one JSON object on stdout, and what it does meanwhile on stderr.
//   npm run bench -- --only interpreter,http --quick
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
/** @type {{ module: typeof import('../bench/run') }} */
const { module } = await runnerImport(join(root, 'bench/run.ts'));
process.stdout.write(`${JSON.stringify(module.result, null, 2)}\n`, () => process.exit(0));
