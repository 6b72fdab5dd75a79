// What a host is to send with the files of the site, in one place. Our own server, Vite's, the page's own policy and
// the files that tell other hosts (tools/hosting-files.ts) all follow it.

/** @typedef {Readonly<Record<string, string>>} Headers */

/** A policy as one line. @param {Readonly<Record<string, readonly string[]>>} directives */
function policy(directives) {
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}

/**
 * The page's own policy. It stands in the page, where it holds on every host.
 * @param {readonly string[]} hashes of its inline scripts, as `sha256-…`
 */
export function pagePolicy(hashes) {
  return policy({
    'default-src': ["'none'"],
    // Compiling WebAssembly counts as eval; nothing else of the kind is let through.
    'script-src': ["'self'", "'wasm-unsafe-eval'", ...hashes.map((hash) => `'${hash}'`)],
    'worker-src': ["'self'"],
    // React, Monaco and xterm put styles on elements and into the head.
    'style-src': ["'self'", "'unsafe-inline'"],
    // Pictures that the board sent.
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    // A proxy to real hosts may be anywhere.
    'connect-src': ["'self'", 'ws:', 'wss:'],
    'manifest-src': ["'self'"],
    // A page of the board must not be able to lead its frame to a real host.
    'frame-src': ["'self'"],
    // No `base-uri`: it would hold for pages of the board too, which the pane takes apart before it shows them.
    'form-action': ["'none'"],
  });
}

/** Of workers, which a policy in the page does not reach. Other files pay no attention to it. */
const workerPolicy = policy({
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'worker-src': ["'self'"],
  'connect-src': ["'self'", 'ws:', 'wss:'],
});

/** Of the one worker that reads lessons from wherever an instructor has put them, and does nothing else. */
const lessonReaderPolicy = policy({
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'connect-src': ["'self'", 'https:', 'http:'],
});

/** What the frame for the board's pages may do: run scripts, but not as a part of our origin. */
export const FRAME_SANDBOX = 'allow-scripts allow-forms';

/** With every file. @type {Headers} */
export const everywhere = {
  // Both together make the page cross-origin isolated, which shared memory needs.
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  // A page that is isolated itself may show this one in a frame.
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
};

/** Names in these folders are given by content, so they never change what they hold. */
const forever = { 'Cache-Control': 'public, max-age=31536000, immutable' };

/** @type {Headers} */
export const inAssets = { ...forever, 'Content-Security-Policy': workerPolicy };

/** @type {Headers} */
export const inReader = { ...forever, 'Content-Security-Policy': lessonReaderPolicy };

/** The frame for the board's pages, also where somebody opens it outside the pane. @type {Headers} */
export const inFrame = { ...forever, 'Content-Security-Policy': `sandbox ${FRAME_SANDBOX}` };

/** All other files: asked for anew each time, which costs an answer without a body. @type {Headers} */
export const elsewhere = { 'Cache-Control': 'no-cache' };

/** Which files those are, wherever the site lies: also the regular expressions of nginx, Apache and Caddy. */
export const ASSETS = '/assets/[^/]+$';
export const FRAME = '/frame/[^/]+$';
export const READER = '/reader/[^/]+$';

/** @param {string} path of a file of the site */
export function headersFor(path) {
  if (new RegExp(ASSETS).test(path)) return { ...everywhere, ...inAssets };
  if (new RegExp(READER).test(path)) return { ...everywhere, ...inReader };
  return { ...everywhere, ...(new RegExp(FRAME).test(path) ? inFrame : elsewhere) };
}
