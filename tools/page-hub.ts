import { chromium } from '@playwright/test';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { WebSocketServer, type WebSocket } from 'ws';
import { chromiumFlags, ensureChromium } from './chromium.mjs';
import { interpreterPlugin } from './interpreter/plugin';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const PAGE_BUILD = path.join(root, 'node_modules/.cache/pinwire/page');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

export interface PageHub {
  /** Whoever connects here by WebSocket is connected to a page of its own, which says so by an empty message. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A browser with pages that start workers for tests in Node (src/cli/page). They are served without headers, as most
 * hosts serve pages, so none shares memory.
 */
export async function openPageHub(): Promise<PageHub> {
  await buildPage();
  const found = await ensureChromium(root, (line) => console.error(line));
  if ('problem' in found) throw new Error(found.problem);
  const browser = await chromium.launch({ executablePath: found.path, args: chromiumFlags });
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const file = path.join(PAGE_BUILD, pathname === '/' ? 'index.html' : pathname);
    response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream');
    createReadStream(file)
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tests = new Map<string, WebSocket>();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: WebSocket, { url = '/' }: IncomingMessage) => {
    const { pathname, search } = new URL(url, 'http://localhost');
    if (pathname === '/page') joinPage(tests.get(search), socket);
    else void openPage(socket, String(++calls));
  });
  let calls = 0;
  const openPage = async (test: WebSocket, name: string): Promise<void> => {
    tests.set(`?${name}`, test);
    const page = await browser.newPage();
    page.on('pageerror', ({ message }) => console.error(`in a test's page: ${message}`));
    test.on('close', () => void page.close());
    await page.goto(`http://${host}/?${name}`);
  };
  return {
    url: `ws://${host}/`,
    async close() {
      await browser.close();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function joinPage(test: WebSocket | undefined, page: WebSocket): void {
  if (!test) {
    page.close();
    return;
  }
  test.on('message', (data: Buffer) => page.send(data));
  page.on('message', (data: Buffer) => test.send(data));
  page.on('close', () => test.close());
  test.send(new Uint8Array(0));
}

async function buildPage(): Promise<void> {
  await build({
    configFile: false,
    root: path.join(root, 'src/cli/page'),
    base: './',
    logLevel: 'warn',
    publicDir: false,
    plugins: [interpreterPlugin()],
    worker: { format: 'es', plugins: () => [interpreterPlugin()] },
    build: { target: 'es2022', outDir: PAGE_BUILD, emptyOutDir: true, minify: false },
  });
}
