// Run by Vite, as board-build.ts is: fills npm/, which is what `npm pack` ships (docs/architecture.md, "The package").
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { licences } from './licence-plugin';
import { buildForNode } from './node-build';
import { declarations } from './package-types';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(root, 'npm');

/** What builds the command in a checkout (tools/site-proxy.mjs) has nothing to build it from. */
const withoutSources: Plugin = {
  name: 'pinwire:without-sources',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('/command-build.mjs') ? '\0pinwire:no-build' : null),
  load: (id) =>
    id === '\0pinwire:no-build'
      ? "export const buildCommand = () => Promise.reject(new Error('The package has no sources.'));"
      : null,
};

await rm(folder, { recursive: true, force: true });
const { plugin, collector } = licences({
  root,
  // Its binary is rewritten.
  also: ['@micropython/micropython-webassembly-pyscript'],
  texts: 'tools/licences',
  what: 'package',
});
await buildForNode(path.join(folder, 'board'), { plugins: [collector], minify: true });
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  plugins: [withoutSources, plugin],
  // Nothing is left to be installed; `ws` does without what it may have beside it.
  ssr: { noExternal: true, external: ['bufferutil', 'utf-8-validate', ...builtinModules] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: folder,
    emptyOutDir: false,
    copyPublicDir: false,
    rolldownOptions: {
      input: {
        pinwire: path.join(root, 'src/cli/packaged.ts'),
        library: path.join(root, 'src/cli/library/index.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'shared/[name].js' },
    },
  },
});
for (const [file, text] of declarations(root, 'src/cli/library/index.ts')) {
  const place = path.join(folder, 'types', file);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, text);
}

/** What was filled. */
export { folder };
