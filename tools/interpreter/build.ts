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
 * The interpreter's files, made when they are not there, once for each state of what they are made of, by whose contents
 * the caches are named: some 15 seconds for the rewrite of the npm package, and one for the firmware that is put into it.
 *
 * @throws ShapeError when the package is not what the rewrite knows.
 */
export async function interpreterFiles(
  say: (line: string) => void = () => undefined,
): Promise<InterpreterFiles> {
  const rewritten = await rewrittenFiles(say);
  const sources = await firmwareSources();
  const made = await contentHash([rewritten.wasm, rewritten.loader, ...sources, ...(await firmwareTools())]);
  const directory = path.join(cache, `firmware-${made}`);
  await makeOnce(directory, async () => {
    // Only here, for who starts from a warm cache: vite.config.ts is read without `virtual:` modules.
    const { withFirmware } = await import('./firmware/build');
    return {
      'micropython.wasm': await withFirmware(rewritten.wasm, rewritten.loader, sources),
      // It names the binary that lies beside it, which the build takes along.
      'micropython.mjs': await readFile(rewritten.loader),
    };
  });
  return filesOf(directory);
}

const filesOf = (directory: string): InterpreterFiles => ({
  wasm: path.join(directory, 'micropython.wasm'),
  loader: path.join(directory, 'micropython.mjs'),
});

/** Of the board's firmware in Python. */
const firmware = path.join(root, 'src/interpreter/firmware');

export const firmwareSources = (): Promise<string[]> => filesIn(firmware, '.py');

/** What compiles it, and what is shared with who runs it. */
const firmwareTools = async (): Promise<string[]> => [
  path.join(here, 'build.ts'),
  ...(await filesIn(path.join(here, 'firmware'), '.ts')),
  ...shared('chip-names', 'float-parse', 'frozen-image', 'heap-area', 'name-pool'),
];

const shared = (...names: readonly string[]): string[] =>
  names.map((name) => path.join(root, `src/interpreter/${name}.ts`));

async function filesIn(directory: string, end: string): Promise<string[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(end) && !name.endsWith('.test.ts'));
  return names.sort().map((name) => path.join(directory, name));
}

async function rewrittenFiles(say: (line: string) => void): Promise<InterpreterFiles> {
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
  return filesOf(directory);
}

async function inputs(): Promise<string[]> {
  return [
    ...(await filesIn(here, '.ts')),
    ...shared('chip-names', 'name-pool', 'rom-map'),
    path.join(npmPackage, 'micropython.wasm'),
    path.join(npmPackage, 'micropython.mjs'),
    path.join(root, 'node_modules/binaryen/package.json'),
  ];
}
