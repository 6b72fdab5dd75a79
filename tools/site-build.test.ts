import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stampSite } from './site-build';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pinwire-site-build-'));
  const files = {
    'index.html': '<meta name="pinwire-build" content="development" /><script src="./assets/index-a.js">',
    'sw.js': 'self.work();\n',
    'assets/index-a.js': 'entry',
    'assets/index-a.js.br': 'packed',
    'assets/large-b.js': 'x'.repeat(100),
    'assets/small-c.js': 'x',
    'assets/device-worker-d.js': 'x'.repeat(50),
    'frame/frame-e.html': 'frame',
    'licenses.txt': 'words',
    'pinwire.json': '{}',
    '404.html': 'nothing',
    _headers: '/*',
    '.htaccess': 'Header',
    '.inputs': 'hash',
    'hosting/nginx.conf': 'location',
    'vercel.json': '{}',
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');

test('what a page needs first stands first; what only hosts need is left out', () => {
  expect(stampSite(folder).files.map(({ path }) => path)).toEqual([
    'index.html',
    'assets/index-a.js',
    'assets/device-worker-d.js',
    'assets/small-c.js',
    'frame/frame-e.html',
    'assets/large-b.js',
    'licenses.txt',
  ]);
});

test('page and service worker say the same build', () => {
  const { build } = stampSite(folder);
  expect(read('index.html')).toContain(`<meta name="pinwire-build" content="${build}" />`);
  expect(read('sw.js')).toMatch(`const __PINWIRE_SITE__ = {"build":"${build}"`);
  expect(read('sw.js').split('\n').slice(1)).toEqual(['self.work();', '']);
});

test('it is the same build as long as nothing changes, and another one with any file', () => {
  const { build } = stampSite(folder);
  expect(stampSite(folder).build).toBe(build);
  for (const [path, text] of [
    ['licenses.txt', 'other words'],
    ['sw.js', 'self.rest();\n'],
    ['index.html', '<meta name="pinwire-build" content="" /> another page'],
  ] as const) {
    const before = stampSite(folder).build;
    write(path, text);
    expect(stampSite(folder).build, path).not.toBe(before);
  }
});

test('a hash is of the file as it is served', async () => {
  const page = stampSite(folder).files.find(({ path }) => path === 'index.html');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(read('index.html')));
  expect(page?.hash).toBe(Buffer.from(digest).toString('base64'));
});

test('a page that has no place for its build is refused', () => {
  write('index.html', '<h1>Pinwire</h1>');
  expect(() => stampSite(folder)).toThrow('pinwire-build');
});
