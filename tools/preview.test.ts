import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { previewPlugins } from './preview.mjs';

let root = '';
let server: ViteDevServer;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'pinwire-preview-'));
  for (const folder of ['page', 'lessons/lamp/img', 'lessons/other'])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'lessons/lamp/img/a.png'), 'picture');
  writeFileSync(join(root, 'lessons/lamp/lesson.yaml'), 'data');
  server = await createServer({
    root: join(root, 'page'),
    configFile: false,
    logLevel: 'silent',
    plugins: previewPlugins(join(root, 'lessons'), 'lamp'),
    server: { host: '127.0.0.1', port: 0, ws: false },
  });
});

afterEach(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

test('each file that is saved in the lesson’s folder loads the page anew, whatever it is', async () => {
  const send = vi.spyOn(server.ws, 'send');
  let edition = 0;
  await vi.waitFor(
    () => {
      writeFileSync(join(root, 'lessons/lamp/lesson.de.rst'), String(++edition));
      expect(send).toHaveBeenCalledWith({ type: 'full-reload' });
    },
    { timeout: 10_000, interval: 200 },
  );
});

test('of the lessons’ folders pictures are served, and nothing else', async () => {
  await server.listen();
  const get = (path: string) => fetch(new URL(path, server.resolvedUrls?.local[0]));
  const picture = await get('lessons/lamp/img/a.png');
  expect([picture.headers.get('Content-Type'), await picture.text()]).toEqual(['image/png', 'picture']);
  for (const path of ['lessons/lamp/lesson.yaml', 'lessons/lamp/none.png', 'lessons/..%2Fpage/a.png'])
    expect((await get(path)).status).toBe(404);
});
