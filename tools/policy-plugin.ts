import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { pagePolicy } from './hosting.mjs';

/** The text of each script that stands in the page itself. */
const INLINE = /<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** Stands first, since a browser looks for it in the first kilobyte only. */
const CHARSET = '<meta charset="utf-8" />';

/** Puts the page's Content-Security-Policy into its head, before anything that it speaks of. */
export function policyPlugin(): Plugin {
  return {
    name: 'pinwire:policy',
    // Vite's development server puts scripts of its own into the page.
    apply: 'build',
    transformIndexHtml: { order: 'post', handler: (html) => withPolicy(bare(html)) },
  };
}

/** Without indentation and lines that are comments: no tool looks into the scripts and styles of a page. */
export function bare(html: string): string {
  return html.replace(/^\s*(?:\/\/ .*|\/\*.*\*\/|<!--.*-->)\n/gm, '').replace(/^\s+/gm, '');
}

/** @throws where the page is not as it is here, or has scripts in attributes, which the policy would stop */
export function withPolicy(html: string): string {
  if (!html.includes(CHARSET)) throw new Error(`The page does not say ${CHARSET}.`);
  if (/<[^>]+\son\w+=/.test(html)) throw new Error('The page has a script in an attribute, such as onload.');
  const policy = pagePolicy(inlineHashes(html));
  return html.replace(
    CHARSET,
    `${CHARSET}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
  );
}

/** As a policy names the scripts in `html`. */
function inlineHashes(html: string): string[] {
  return [...html.matchAll(INLINE)].map(
    ([, text = '']) => `sha256-${createHash('sha256').update(text).digest('base64')}`,
  );
}
