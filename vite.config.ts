import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { brotliPlugin } from './tools/brotli-plugin';
import { interpreterPlugin } from './tools/interpreter/plugin';
import { lessonPlugin } from './tools/lesson-plugin';
import { licences } from './tools/licence-plugin';
import { preloadPlugin } from './tools/preload-plugin';
import { release } from './tools/release';
import { serviceWorkerPlugin } from './tools/service-worker-plugin';

/** What SharedArrayBuffer needs (docs/architecture.md): the page must be cross-origin isolated. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const { plugin: licencePlugin, collector: licenceCollector } = licences({
  root: import.meta.dirname,
  // Its binary is rewritten and emitted as a file of ours.
  also: ['@micropython/micropython-webassembly-pyscript'],
  texts: 'tools/licences',
});

export default defineConfig({
  base: './',
  define: { __PINWIRE_RELEASE__: JSON.stringify(await release(import.meta.dirname)) },
  plugins: [
    react(),
    interpreterPlugin(),
    lessonPlugin(),
    licencePlugin,
    preloadPlugin(),
    brotliPlugin(),
    serviceWorkerPlugin(),
  ],
  server: { headers: isolation },
  preview: { headers: isolation },
  worker: { format: 'es', plugins: () => [interpreterPlugin(), licenceCollector] },
  // Monaco is one large chunk on purpose: it is loaded after the prompt.
  build: { target: 'es2022', chunkSizeWarningLimit: 4000 },
});
