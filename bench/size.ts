import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'vite';
import { interpreterFiles } from '../tools/interpreter/build';
import { interpreterPlugin } from '../tools/interpreter/plugin';
import { single, type Figures } from './figures';

/** What the device worker weighs on the wire: its script as Vite builds it for the page, and the interpreter. */
export async function sizeSection(): Promise<Figures> {
  const script = Buffer.from(await workerScript());
  const wasm = await readFile((await interpreterFiles()).wasm);
  // As tools/brotli-plugin.ts does it for the site.
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  const size = (bytes: Buffer): number => brotliCompressSync(bytes, { params }).length / 1000;
  return {
    'device worker, brotli': single('KB', size(script) + size(wasm), '<= 260'),
    'its script, brotli': single('KB', size(script)),
    'its interpreter, brotli': single('KB', size(wasm)),
  };
}

async function workerScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [interpreterPlugin()],
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: path.resolve('src/worker/device-worker.ts') },
    },
  });
  const outputs =
    'output' in built ? built.output : Array.isArray(built) ? built.flatMap((one) => one.output) : [];
  return outputs.map((output) => (output.type === 'chunk' ? output.code : '')).join('\n');
}
