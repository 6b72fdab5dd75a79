import { expect, test } from 'vitest';
import { preloadPlugin } from './preload-plugin';

type Handler = (html: string, context: { bundle?: Record<string, unknown> }) => unknown;

function tags(...files: string[]): unknown {
  const { transformIndexHtml } = preloadPlugin();
  const { handler } = transformIndexHtml as unknown as { handler: Handler };
  return handler('', { bundle: Object.fromEntries(files.map((file) => [file, {}])) });
}

test('the interpreter and the terminal are named in the head', () => {
  expect(tags('assets/micropython-a1.wasm', 'assets/xterm-b2.js', 'assets/index-c3.js')).toMatchObject([
    { tag: 'link', attrs: { rel: 'preload', href: './assets/micropython-a1.wasm' } },
    { tag: 'link', attrs: { rel: 'modulepreload', href: './assets/xterm-b2.js' } },
  ]);
});

test('a build in which one of them has another name is refused', () => {
  expect(() => tags('assets/micropython-a1.wasm')).toThrow(/xterm/);
});
