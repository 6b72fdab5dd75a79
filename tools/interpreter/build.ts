import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentHash, makeOnce } from './cache';
import { rewriteLoader } from './loader-source';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const npmPackage = path.join(root, 'node_modules/@micropython/micropython-webassembly-pyscript');
const cache = path.join(root, 'node_modules/.cache/pinwire');

export interface InterpreterFiles {
  /** The rewritten WebAssembly binary. */
  readonly wasm: string;
  /** The loader, an ES module. */
  readonly loader: string;
}

/**
 * The rewritten interpreter's files, made when they are not there: some 15 seconds, once for each state of the npm
 * package, of Binaryen and of the rewrite itself, by whose contents the cache is named.
 *
 * @throws ShapeError when the package is not what the rewrite knows.
 */
export async function interpreterFiles(
  say: (line: string) => void = () => undefined,
): Promise<InterpreterFiles> {
  const directory = path.join(cache, `interpreter-${await contentHash(await inputs())}`);
  await makeOnce(directory, async () => {
    say('Rewriting the interpreter for the board: about 15 seconds, once.');
    // Only here: Binaryen is large, and nobody pays for it when the cache is warm.
    const { rewriteInterpreter } = await import('./rewrite');
    return {
      'micropython.wasm': rewriteInterpreter(await readFile(path.join(npmPackage, 'micropython.wasm'))),
      'micropython.mjs': rewriteLoader(await readFile(path.join(npmPackage, 'micropython.mjs'), 'utf8')),
    };
  });
  return {
    wasm: path.join(directory, 'micropython.wasm'),
    loader: path.join(directory, 'micropython.mjs'),
  };
}

async function inputs(): Promise<string[]> {
  const sources = (await readdir(here)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return [
    ...sources.sort().map((name) => path.join(here, name)),
    path.join(npmPackage, 'micropython.wasm'),
    path.join(npmPackage, 'micropython.mjs'),
    path.join(root, 'node_modules/binaryen/package.json'),
  ];
}
