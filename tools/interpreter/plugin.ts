import type { Plugin } from 'vite';
import { interpreterFiles } from './build';

/** `virtual:interpreter/loader` and `virtual:interpreter/wasm?url` in the page; see src/interpreter/virtual.d.ts. */
const LOADER = 'virtual:interpreter/loader';
const WASM_URL = 'virtual:interpreter/wasm-url';

/** Makes the rewritten interpreter importable, rewriting it first when that has not been done. */
export function interpreterPlugin(): Plugin {
  let log: (line: string) => void = () => undefined;
  return {
    name: 'pinwire:interpreter',
    enforce: 'pre',
    configResolved(config) {
      log = (line) => config.logger.info(line);
    },
    async resolveId(id) {
      if (id === LOADER) return (await interpreterFiles(log)).loader;
      if (id === WASM_URL) return `${(await interpreterFiles(log)).wasm}?url`;
      return undefined;
    },
  };
}
