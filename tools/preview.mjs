import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';

/**
 * Serves the page from its sources, with the lessons of a folder in place of ours: a change of their files loads the page
 * anew, which comes back to where the student was, and what is wrong with them stands over the page.
 * @param {string} root the repository; its packages are installed
 * @param {import('../src/cli/commands/surroundings').PreviewOptions} options
 * @returns {Promise<string>} what to tell
 */
export async function previewLessons(root, { folder, only, port }) {
  process.env['PINWIRE_LESSONS'] = folder;
  if (only !== null) process.env['PINWIRE_LESSON'] = only;
  const { createServer } = await import('vite');
  const server = await createServer({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    plugins: previewPlugins(folder, only),
    server: { port, host: '127.0.0.1' },
  });
  await server.listen();
  const address = server.resolvedUrls?.local[0] ?? `http://127.0.0.1:${port}/`;
  return `${address} shows what you save. Ctrl-C ends it.`;
}

/**
 * @param {string} folder
 * @param {string | null} only the one lesson of it that is shown
 */
export const previewPlugins = (folder, only) => [
  followFolder(only === null ? folder : join(folder, only)),
  pictures(folder),
];

/**
 * @param {string} folder
 * @returns {import('vite').Plugin}
 */
const followFolder = (folder) => ({
  name: 'pinwire:follow-lessons',
  configureServer({ watcher, moduleGraph, ws }) {
    watcher.add(folder);
    watcher.on('all', (_event, file) => {
      if (!resolve(file).startsWith(folder + sep)) return;
      moduleGraph.invalidateAll();
      ws.send({ type: 'full-reload' });
    });
  },
});

const PICTURE = /^\/([\w-]+(?:\/[\w-][\w.-]*)+\.(png|jpe?g|gif|webp|svg))(?:\?|$)/i;

/**
 * Lessons' own pictures, which the page asks for beside itself.
 * @param {string} folder
 * @returns {import('vite').Plugin}
 */
const pictures = (folder) => ({
  name: 'pinwire:lesson-pictures',
  configureServer({ middlewares }) {
    middlewares.use('/lessons', (request, response, next) => {
      const [, path = '', kind = ''] = PICTURE.exec(request.url ?? '') ?? [];
      if (path === '') {
        next();
        return;
      }
      readFile(join(folder, path)).then(
        (bytes) => {
          response.setHeader(
            'Content-Type',
            `image/${kind.toLowerCase().replace('jpg', 'jpeg').replace('svg', 'svg+xml')}`,
          );
          response.end(bytes);
        },
        () => next(),
      );
    });
  },
});
