import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveOnFreePort, wantedPort } from './port.mjs';
import { serve } from './serve.mjs';

interface Reply {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

const script = `export const text = '${'pinwire '.repeat(400)}';`;
let folder: string;
let server: Awaited<ReturnType<typeof serve>>;

/** Unlike `fetch`, this sends the path exactly as given and leaves the body encoded. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const sent = request({ hostname, port, path, headers, method }, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => {
        resolve({ status: message.statusCode, headers: message.headers, body: Buffer.concat(chunks) });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pinwire-serve-'));
  const root = join(folder, 'site');
  mkdirSync(join(root, 'assets'), { recursive: true });
  mkdirSync(join(root, 'lessons'));
  writeFileSync(join(folder, 'secret.txt'), 'outside');
  writeFileSync(join(root, 'index.html'), '<h1>Pinwire</h1>');
  writeFileSync(join(root, '404.html'), '<h1>Nothing here</h1>');
  writeFileSync(join(root, 'lessons/index.html'), '<h1>Lessons</h1>');
  writeFileSync(join(root, 'lessons/a b.rst'), 'Lesson');
  writeFileSync(join(root, 'assets/main-B3kd9_sA.js'), script);
  writeFileSync(join(root, 'assets/code.mjs'), script);
  writeFileSync(join(root, 'assets/core-AAAAAAAA.wasm'), Buffer.from([0, 0x61, 0x73, 0x6d]));
  writeFileSync(join(root, 'assets/sans-BBBBBBBB.woff2'), Buffer.alloc(4_000));
  writeFileSync(join(root, '.inputs'), 'hash');
  symlinkSync(join(folder, 'secret.txt'), join(root, 'link.txt'));
  server = await serve({ root });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('what is served', () => {
  test('every answer carries the headers that cross-origin isolation needs, errors too', async () => {
    for (const path of ['/', '/assets/main-B3kd9_sA.js', '/nothing']) {
      const { headers } = await get(path);
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
      expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  test.each([
    ['/', 'text/html; charset=utf-8'],
    ['/assets/main-B3kd9_sA.js', 'text/javascript; charset=utf-8'],
    ['/assets/code.mjs', 'text/javascript; charset=utf-8'],
    ['/assets/core-AAAAAAAA.wasm', 'application/wasm'],
    ['/assets/sans-BBBBBBBB.woff2', 'font/woff2'],
    ['/lessons/a%20b.rst?again', 'text/x-rst; charset=utf-8'],
  ])('%s has the type %s', async (path, type) => {
    const { status, headers } = await get(path);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe(type);
  });

  test('a folder answers with its index, and redirects to its slash', async () => {
    expect((await get('/lessons/')).body.toString()).toBe('<h1>Lessons</h1>');
    const { status, headers } = await get('/lessons');
    expect(status).toBe(301);
    expect(new URL(headers.location ?? '', `${server.url}lessons`).pathname).toBe('/lessons/');
  });

  test('HEAD has the headers of GET and no body', async () => {
    const head = await get('/assets/main-B3kd9_sA.js', {}, 'HEAD');
    expect(head.status).toBe(200);
    expect(head.headers['content-length']).toBe(String(script.length));
    expect(head.body).toHaveLength(0);
  });
});

describe('what is refused', () => {
  test.each(['/nothing', '/lessons/nothing.rst', '/index.html/x', '/assets/', '/assets', '/.inputs'])(
    '%s is not there',
    async (path) => expect((await get(path)).status).toBe(404),
  );

  test('people get the site’s own page where there is nothing, programs a sentence', async () => {
    const page = await get('/device/x/', { Accept: 'text/html,*/*' });
    expect([page.status, page.body.toString()]).toEqual([404, '<h1>Nothing here</h1>']);
    expect((await get('/device/x/')).body.toString()).toBe('There is no such file.\n');
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets%2f..%2f..%2fsecret.txt',
    '//../secret.txt',
    '/link.txt',
  ])('%s does not lead out of the site', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body.toString()).not.toContain('outside');
  });

  test.each(['/%', '/%00', '/%ff'])('%s is a bad request', async (path) => {
    expect((await get(path)).status).toBe(400);
  });

  test('other methods are told which ones there are', async () => {
    const { status, headers } = await get('/', {}, 'POST');
    expect(status).toBe(405);
    expect(headers.allow).toBe('GET, HEAD');
  });
});

describe('caching', () => {
  test('names that carry a hash are kept for ever, all others are asked for again', async () => {
    expect((await get('/assets/main-B3kd9_sA.js')).headers['cache-control']).toContain('immutable');
    expect((await get('/')).headers['cache-control']).toBe('no-cache');
    expect((await get('/lessons/a%20b.rst')).headers['cache-control']).toBe('no-cache');
  });

  test('an unchanged file is not sent again, by tag or by date', async () => {
    const { headers } = await get('/assets/code.mjs', { 'accept-encoding': 'br' });
    const byTag = await get('/assets/code.mjs', { 'if-none-match': headers.etag ?? '' });
    expect(byTag.status).toBe(304);
    expect(byTag.body).toHaveLength(0);
    const byDate = await get('/assets/code.mjs', { 'if-modified-since': headers['last-modified'] ?? '' });
    expect(byDate.status).toBe(304);
  });

  test('a changed file is sent anew with another tag', async () => {
    const path = join(folder, 'site/index.html');
    const before = await get('/');
    writeFileSync(path, '<h1>Pinwirf</h1>');
    utimesSync(path, 1, 2_000_000_000);
    const after = await get('/', { 'if-none-match': before.headers.etag ?? '' });
    expect(after.status).toBe(200);
    expect(after.body.toString()).toBe('<h1>Pinwirf</h1>');
  });
});

describe('compression', () => {
  test.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
  ])('Accept-Encoding: %s gets %s', async (accepted, encoding, decode) => {
    const { headers, body } = await get('/assets/main-B3kd9_sA.js', { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers.vary).toBe('Accept-Encoding');
    expect(headers['content-length']).toBe(String(body.length));
    expect(decode(body).toString()).toBe(script);
  });

  test('what the build has compressed is sent, unless the file is newer', async () => {
    const path = join(folder, 'site/assets/built.mjs');
    const sent = async () =>
      brotliDecompressSync((await get('/assets/built.mjs', { 'accept-encoding': 'br' })).body).toString();
    writeFileSync(path, script);
    writeFileSync(`${path}.br`, brotliCompressSync(`${script}// built`));
    utimesSync(path, 1, 1_000);
    utimesSync(`${path}.br`, 1, 1_000);
    expect(await sent()).toBe(`${script}// built`);
    utimesSync(path, 1, 1_001);
    expect(await sent()).toBe(script);
  });

  test.each(['/', '/assets/sans-BBBBBBBB.woff2'])('%s is sent as it is', async (path) => {
    expect((await get(path, { 'accept-encoding': 'br' })).headers['content-encoding']).toBeUndefined();
  });
});

describe('the port', () => {
  const problem = (args: string[], env = {}) => {
    const port = wantedPort(args, env);
    return 'problem' in port ? port.problem : null;
  };

  test('it comes from --port, else from PORT, else it is 8080', () => {
    expect(wantedPort(['--port', '9000'], { PORT: '7000' })).toEqual({ port: 9000, chosen: true });
    expect(wantedPort(['--port=9000'], {})).toEqual({ port: 9000, chosen: true });
    expect(wantedPort([], { PORT: '7000' })).toEqual({ port: 7000, chosen: true });
    expect(wantedPort([], {})).toEqual({ port: 8080, chosen: false });
  });

  test('what is not a port is refused in words', () => {
    expect(problem(['--port', 'x'])).toBe('--port must be a port number from 1 to 65535, not "x".');
    expect(problem(['--port'])).toContain('--port must be');
    expect(problem(['--port', '65536'])).toContain('not "65536"');
    expect(problem([], { PORT: '0' })).toBe('PORT must be a port number from 1 to 65535, not "0".');
    expect(problem(['--prot', '9000'])).toContain('Unknown option --prot');
    expect(problem(['--port', '1', 'x'])).toContain('Unknown option x');
  });

  test('a taken port leads to the next one, unless it was asked for by name', async () => {
    const taken = createServer();
    const port = await new Promise<number>((listening) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        listening(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const next = await serveOnFreePort(join(folder, 'site'), { port, chosen: false });
    const refused = await serveOnFreePort(join(folder, 'site'), { port, chosen: true });
    taken.close();
    if ('problem' in next) throw new Error(next.problem);
    await next.close();
    expect(next.port).toBeGreaterThan(port);
    expect(refused).toEqual({ problem: expect.stringContaining(`Port ${port} is in use.`) as string });
  });
});

test('closing ends open connections and frees the port', async () => {
  const root = join(folder, 'site');
  const first = await serve({ root });
  await fetch(first.url); // leaves a keep-alive connection open
  await first.close();
  const second = await serve({ root, port: first.port });
  await second.close();
  expect(second.port).toBe(first.port);
});
