// For commands of which stdout is one JSON object, and stderr what they do meanwhile.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMissing } from './install.mjs';

/**
 * Runs a module of the repository's TypeScript, in the repository, once everything is installed.
 * @param {string} file below the repository
 * @returns {Promise<unknown>} the module
 */
export async function runModule(file) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  process.chdir(root);
  // Vite and npm print on stdout by console.log; there must be nothing but the result.
  console.log = console.error;
  console.info = console.error;
  console.warn = console.error;
  if (!(await installMissing(root, (line) => console.error(line)))) process.exit(1);
  const { runnerImport } = await import('vite');
  /** @type {{ module: unknown }} */
  const { module } = await runnerImport(join(root, file));
  return module;
}

/**
 * Prints the result and ends the process.
 * @param {unknown} result
 * @param {number} [code] the exit code
 */
export function printResult(result, code = 0) {
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`, () => process.exit(code));
}
