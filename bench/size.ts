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
  const figures: Figures = {};
  for (const [name, quality] of [
    ['best', 11],
    ['as served', 5],
  ] as const) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
    const sizes = [script, wasm].map((bytes) => brotliCompressSync(bytes, { params }).length / 1000);
    const [ofScript = 0, ofWasm = 0] = sizes;
    figures[`device worker, brotli ${name}`] = single('KB', ofScript + ofWasm, '<= 260');
    figures[`its script, brotli ${name}`] = single('KB', ofScript);
    figures[`its interpreter, brotli ${name}`] = single('KB', ofWasm);
  }
  return figures;
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
