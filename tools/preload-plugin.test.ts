import { expect, test } from 'vitest';
import { preloadPlugin } from './preload-plugin';

type Handler = (html: string, context: { bundle?: Record<string, unknown> }) => unknown;

function tags(...files: string[]): unknown {
  const { transformIndexHtml } = preloadPlugin();
  const { handler } = transformIndexHtml as unknown as { handler: Handler };
  return handler('', { bundle: Object.fromEntries(files.map((file) => [file, {}])) });
}

const NEEDED = [
  'assets/micropython-a1.wasm',
  'assets/show-page-b2.js',
  'assets/react-f6.js',
  'assets/show-page-c3.css',
  'assets/xterm-d4.js',
];

test('the interpreter, the page and the terminal are named in the head', () => {
  expect(tags(...NEEDED, 'assets/index-e5.js')).toMatchObject([
    { tag: 'link', attrs: { rel: 'preload', href: './assets/micropython-a1.wasm' } },
    { tag: 'link', attrs: { rel: 'modulepreload', href: './assets/show-page-b2.js' } },
    { tag: 'link', attrs: { rel: 'modulepreload', href: './assets/react-f6.js' } },
    { tag: 'link', attrs: { rel: 'stylesheet', href: './assets/show-page-c3.css' } },
    { tag: 'link', attrs: { rel: 'modulepreload', href: './assets/xterm-d4.js' } },
  ]);
});

test.each(NEEDED)('a build in which %s has another name is refused', (missing) => {
  expect(() => tags(...NEEDED.filter((name) => name !== missing))).toThrow('Nothing in the build');
});
