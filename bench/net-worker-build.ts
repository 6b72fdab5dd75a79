import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { NODE_BUILD } from '../tools/node-build';

/**
 * @param entry a net worker of a benchmark's own, which takes the place of the product's
 * @param measure gets a folder with a board's Node build that has it
 */
export async function withNetWorker<T>(entry: string, measure: (build: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pinwire-bench-'));
  try {
    await cp(NODE_BUILD, folder, { recursive: true });
    await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      build: {
        ssr: true,
        target: 'node20',
        outDir: folder,
        emptyOutDir: false,
        minify: false,
        rolldownOptions: {
          input: { 'net-worker': path.resolve(entry) },
          output: { entryFileNames: '[name].js' },
        },
      },
    });
    return await measure(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
