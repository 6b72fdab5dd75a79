import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/**
 * Serves `root` on loopback as a host does that knows nothing of cross-origin isolation.
 *
 * @param page whether it answers with the page where it has nothing, as hosts of such apps do that route in the page
 */
export async function servePlainly(
  root: string,
  { page = false } = {},
): Promise<{ url: string; close: () => Promise<void> }> {
  const index = join(root, 'index.html');
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const send = async (file: string) => {
      const body = await readFile(file);
      response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
      response.end(body);
    };
    const refuse = (): void => void response.writeHead(404).end();
    send(join(root, pathname.endsWith('/') ? `${pathname}index.html` : pathname)).catch(() =>
      page ? send(index).catch(refuse) : refuse(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('A TCP server has a port.');
  return {
    url: `http://127.0.0.1:${String(address.port)}/`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
