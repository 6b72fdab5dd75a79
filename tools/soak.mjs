// `npm run soak [-- --requests N --minutes M --server lesson|asyncio --seed S]`: a million requests to the lesson's server
// and to one on asyncio, from clients of which some vanish, reset, stall and send garbage; looks for wrong answers, growth
// and stuck sockets. Prints one JSON object on stdout, and what it does meanwhile on stderr; the exit code says whether
// all is well.
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
/** @type {{ module: typeof import('../bench/soak/run') }} */
const { module } = await runnerImport(join(root, 'bench/soak/run.ts'));
const report = module.result;
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`, () => process.exit(report.isWell ? 0 : 1));
