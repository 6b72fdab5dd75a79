import type { Plugin } from 'vite';

/** What the first prompt needs beside the entry: named in the page's head, so that all of it loads at once. */
const NEEDED = [
  { file: /^assets\/micropython-.*\.wasm$/, attributes: { rel: 'preload', as: 'fetch', crossorigin: '' } },
  { file: /^assets\/show-page-.*\.js$/, attributes: { rel: 'modulepreload', crossorigin: '' } },
  { file: /^assets\/react-.*\.js$/, attributes: { rel: 'modulepreload', crossorigin: '' } },
  { file: /^assets\/show-page-.*\.css$/, attributes: { rel: 'stylesheet', crossorigin: '' } },
  { file: /^assets\/xterm-.*\.js$/, attributes: { rel: 'modulepreload', crossorigin: '' } },
] as const;

/** Adds preload links for what the entry would only ask for once it has been loaded itself. */
export function preloadPlugin(): Plugin {
  return {
    name: 'pinwire:preload',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        if (!bundle) return [];
        return NEEDED.flatMap(({ file, attributes }) => {
          const names = Object.keys(bundle).filter((name) => file.test(name));
          if (names.length === 0) throw new Error(`Nothing in the build is called ${String(file)}.`);
          return names.map((name) => ({
            tag: 'link',
            attrs: { ...attributes, href: `./${name}` },
            injectTo: 'head' as const,
          }));
        });
      },
    },
  };
}
