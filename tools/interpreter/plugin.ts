import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';
import { squeezePython } from '../python-squeeze';
import { interpreterFiles } from './build';

/** `virtual:interpreter/loader` and `virtual:interpreter/wasm?url` in the page; see src/interpreter/virtual.d.ts. */
const LOADER = 'virtual:interpreter/loader';
const WASM_URL = 'virtual:interpreter/wasm-url';

const FIRMWARE = /\/src\/interpreter\/firmware\/\w+\.py$/;
const LIBRARY = /\/src\/interpreter\/libraries\/\w+\.py(?=\?raw$)/;

/**
 * Makes the rewritten interpreter importable, with its firmware, rewriting and compiling first when that has not been
 * done; and the libraries that it can be given, without what only people read.
 */
export function interpreterPlugin(): Plugin {
  let log: (line: string) => void = () => undefined;
  return {
    name: 'pinwire:interpreter',
    enforce: 'pre',
    // The rewrite takes its time, once; the bundler would tell everybody of it at length.
    options: ({ checks, ...options }) => ({ ...options, checks: { ...checks, bundlerTimings: false } }),
    configResolved(config) {
      log = (line) => config.logger.info(line);
    },
    async resolveId(id) {
      if (id === LOADER) return (await interpreterFiles(log)).loader;
      if (id === WASM_URL) return `${(await interpreterFiles(log)).wasm}?url`;
      return undefined;
    },
    // The binary with other firmware is another file, which is found when it is asked for again.
    hotUpdate({ file }) {
      if (!FIRMWARE.test(file)) return undefined;
      this.environment.moduleGraph.invalidateAll();
      this.environment.hot.send({ type: 'full-reload' });
      return [];
    },
    async load(id) {
      if (!LIBRARY.test(id)) return undefined;
      const [file = id] = id.split('?');
      this.addWatchFile(file);
      return `export default ${JSON.stringify(squeezePython(await readFile(file, 'utf8')))}`;
    },
  };
}
