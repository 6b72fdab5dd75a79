import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { firstLine, stampSite } from './site-build';

const ENTRY = 'src/sw/service-worker.ts';

/**
 * `sw.js` beside the page: the service worker, a build of its own with one classic script. Its name has no hash, since
 * browsers look for a new one under the address of the old one. The development server has it, too, with nothing to store.
 */
export function serviceWorkerPlugin(): Plugin {
  let root = process.cwd();
  let folder = 'dist';
  return {
    name: 'pinwire:service-worker',
    configResolved(config) {
      root = config.root;
      folder = join(config.root, config.build.outDir);
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url?.replace(/\?.*/, '') !== '/sw.js') {
          next();
          return;
        }
        bundle(root, false).then((code) => {
          response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
          response.end(firstLine({ build: 'development', files: [] }) + code);
        }, next);
      });
    },
    closeBundle: {
      // Every file of the site must be in its place.
      order: 'post',
      sequential: true,
      async handler() {
        if (this.environment.config.command !== 'build') return;
        // The build has failed, and says why.
        if (!existsSync(join(folder, 'index.html'))) return;
        await writeFile(join(folder, 'sw.js'), await bundle(root, true));
        stampSite(folder);
      },
    },
  };
}

async function bundle(root: string, minify: boolean): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      minify,
      target: 'es2022',
      rolldownOptions: { input: join(root, ENTRY), output: { format: 'iife' } },
    },
  });
  if (!('output' in result) || result.output.length !== 1) {
    throw new Error('The service worker is not one script.');
  }
  return result.output[0].code;
}
