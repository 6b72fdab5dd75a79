import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { brotliPlugin } from './tools/brotli-plugin';
import { everywhere } from './tools/hosting.mjs';
import { hostingPlugin } from './tools/hosting-plugin';
import { interpreterPlugin } from './tools/interpreter/plugin';
import { lessonPlugin } from './tools/lesson-plugin';
import { licences } from './tools/licence-plugin';
import { pageChunk } from './tools/page-chunk';
import { policyPlugin } from './tools/policy-plugin';
import { preloadPlugin } from './tools/preload-plugin';
import { release } from './tools/release';
import { serviceWorkerPlugin } from './tools/service-worker-plugin';

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
    // `pinwire lessons preview` shows others than ours.
    lessonPlugin({ folder: process.env['PINWIRE_LESSONS'], only: process.env['PINWIRE_LESSON'] }),
    licencePlugin,
    preloadPlugin(),
    policyPlugin(),
    hostingPlugin(),
    serviceWorkerPlugin(),
    brotliPlugin(),
    serviceWorkerPlugin(),
  ],
  server: { headers: everywhere },
  preview: { headers: everywhere },
  worker: {
    format: 'es',
    plugins: () => [interpreterPlugin(), licenceCollector],
    rolldownOptions: {
      output: {
        // As below: the worker that reads lessons may ask other hosts.
        entryFileNames: ({ name }) => `${name === 'pack-worker' ? 'reader' : 'assets'}/[name]-[hash].js`,
      },
    },
  },
  // Monaco is one large chunk on purpose: it is loaded after the prompt.
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      output: {
        // What is rarely of another version stays in the browser's cache when we are.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](?:react|react-dom|scheduler)[\\/]/, priority: 1 },
            pageChunk(
              join(import.meta.dirname, 'src/show-page.tsx'),
              join(import.meta.dirname, 'src/main.ts'),
            ),
          ],
        },
        // In a folder of its own, to which hosts give other headers (tools/hosting.mjs).
        assetFileNames: ({ names }) =>
          names.includes('frame.html') ? 'frame/[name]-[hash][extname]' : 'assets/[name]-[hash][extname]',
      },
    },
  },
});
