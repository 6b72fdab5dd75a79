import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';

/** What compresses, and is asked for by every visitor. */
const COMPRESSED = /\.(?:js|css|wasm)$/;
/** Below this a compressed body saves no packet. */
const LEAST = 1_024;
/** The best compression takes a second and a half for a megabyte: the editor, which loads late, stays as it is. */
const MOST = 1_000_000;

const compress = promisify(brotliCompress);

/**
 * Puts `NAME.br`, as small as Brotli can make it, beside each file that travels on the way to the first prompt. Our
 * server sends it, and so do nginx (`brotli_static`) and Caddy (`precompressed`).
 */
export function brotliPlugin(): Plugin {
  return {
    name: 'pinwire:brotli',
    apply: 'build',
    // As written: other plugins change the bundle up to then.
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) throw new Error('The build goes to no folder.');
      await Promise.all(
        Object.values(bundle).map(async (output) => {
          const body = Buffer.from(output.type === 'chunk' ? output.code : output.source);
          if (!COMPRESSED.test(output.fileName) || body.length < LEAST || body.length > MOST) return;
          const params = {
            [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
            [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
          };
          await writeFile(join(dir, `${output.fileName}.br`), await compress(body, { params }));
        }),
      );
    },
  };
}
