import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { interpreterFiles } from './interpreter/build';
import { interpreterPlugin } from './interpreter/plugin';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Where the board's Node build lies: both workers, the interpreter and its libraries. */
export const NODE_BUILD = path.join(root, 'node_modules/.cache/pinwire/node');

/** Bundles the workers for worker threads, and the hub of a LAN,, as Vite bundles them for the page, and puts the interpreter beside them. */
export async function buildForNode(outDir = NODE_BUILD): Promise<string> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    plugins: [interpreterPlugin()],
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: true,
      minify: false,
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
