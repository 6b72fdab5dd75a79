import { copyFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { interpreterFiles } from './interpreter/build';
import { interpreterPlugin } from './interpreter/plugin';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Where the board's Node build lies: both workers, the interpreter and its libraries. */
export const NODE_BUILD = path.join(root, 'node_modules/.cache/pinwire/node');

interface NodeBuildOptions {
  readonly plugins?: readonly Plugin[];
  readonly minify?: boolean;
}

/**
 * Bundles the workers for worker threads, as Vite bundles them for the page, and the hub of a LAN; the interpreter is put
 * beside them.
 */
export async function buildForNode(
  outDir = NODE_BUILD,
  { plugins = [], minify = false }: NodeBuildOptions = {},
): Promise<string> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    plugins: [interpreterPlugin(), ...plugins],
    // Nothing is left to be found beside it: `ws` does without what it may have there.
    ssr: { noExternal: true, external: ['bufferutil', 'utf-8-validate', ...builtinModules] },
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: true,
      minify,
      rolldownOptions: {
        input: {
          'device-worker': path.join(root, 'src/worker/device-worker.node.ts'),
          libraries: path.join(root, 'src/interpreter/libraries.ts'),
          'net-worker': path.join(root, 'src/worker/net-worker.node.ts'),
          'lan-hub': path.join(root, 'src/cli/lan/hub.node.ts'),
        },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  await copyFile((await interpreterFiles()).wasm, path.join(outDir, 'micropython.wasm'));
  return outDir;
}
