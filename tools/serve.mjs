// Serves a built site the way a good static host would, with the headers that SharedArrayBuffer needs. Used by
// `npm start`, by the end-to-end tests and by the benchmarks, so that all of them see the same site.
import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { everywhere, headersFor } from './hosting.mjs';

/** Content type by file extension, and whether compression pays. */
const types = new Map([
  ['css', { type: 'text/css; charset=utf-8', compress: true }],
  ['html', { type: 'text/html; charset=utf-8', compress: true }],
  ['ico', { type: 'image/x-icon', compress: true }],
  ['jpg', { type: 'image/jpeg', compress: false }],
  ['js', { type: 'text/javascript; charset=utf-8', compress: true }],
  ['json', { type: 'application/json; charset=utf-8', compress: true }],
  ['map', { type: 'application/json; charset=utf-8', compress: true }],
  ['mjs', { type: 'text/javascript; charset=utf-8', compress: true }],
  ['png', { type: 'image/png', compress: false }],
  ['py', { type: 'text/x-python; charset=utf-8', compress: true }],
  ['rst', { type: 'text/x-rst; charset=utf-8', compress: true }],
  ['svg', { type: 'image/svg+xml; charset=utf-8', compress: true }],
  ['ttf', { type: 'font/ttf', compress: true }],
  ['txt', { type: 'text/plain; charset=utf-8', compress: true }],
  ['wasm', { type: 'application/wasm', compress: true }],
  ['webmanifest', { type: 'application/manifest+json; charset=utf-8', compress: true }],
  ['webp', { type: 'image/webp', compress: false }],
  ['woff2', { type: 'font/woff2', compress: false }],
]);
const unknownType = { type: 'application/octet-stream', compress: false };

/** Below this a compressed body saves no packet. */
const worthCompressing = 1_024;

/**
 * A file as it was last read, with its compressed forms. One per file of the site, replaced when the file changes.
 * @typedef {object} Entry
 * @property {string} path
 * @property {number} size
 * @property {number} modified milliseconds since 1970
 * @property {string} tag
 * @property {Buffer} body
 * @property {Map<Encoding, Promise<Buffer>>} encoded
 */
/** @typedef {'br' | 'gzip'} Encoding */
/** @typedef {{ status: number, headers: Record<string, string>, body: Buffer | string }} Answer */

/**
 * What a server offers beside its files.
 * @typedef {object} Beside
 * @property {(request: import('node:http').IncomingMessage) => Promise<Answer | undefined>} answer undefined for a file
 * @property {(request: import('node:http').IncomingMessage, socket: import('node:stream').Duplex, head: Buffer) => void} upgrade
 */

/** Whoever sends a head byte by byte is cut off; a page's requests take milliseconds. */
const timeouts = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 1_000 };

/**
 * @param {object} options
 * @param {string} options.root the folder to serve
 * @param {number} [options.port] 0, the default, takes any free port
 * @param {string} [options.host]
 * @param {{ cert: Buffer, key: Buffer } | undefined} [options.tls]
 * @param {Beside | undefined} [options.beside]
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>} rejects when it cannot listen
 */
export async function serve({ root, port = 0, host = '127.0.0.1', tls, beside }) {
  const site = new Site(await realpath(root));
  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  const onRequest = (request, response) => {
    // The site needs no request bodies, and a client that sends one must not be able to hold the connection.
    request.resume();
    answerOf(request, site, beside).then(
      ({ status, headers, body }) => {
        response.writeHead(status, { ...everywhere, ...headers });
        response.end(request.method === 'HEAD' ? undefined : body);
      },
      () => {
        response.writeHead(500, { ...everywhere, ...plain });
        response.end('The file could not be read.\n');
      },
    );
  };
  const server = tls
    ? createTlsServer({ ...timeouts, ...tls }, onRequest)
    : createServer(timeouts, onRequest);
  if (beside) server.on('upgrade', beside.upgrade);
  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => listening(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('A TCP server has a port.');
  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${address.port}/`,
    port: address.port,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {Site} site
 * @param {Beside | undefined} beside
 */
const answerOf = async (request, site, beside) => (await beside?.answer(request)) ?? site.answer(request);

const plain = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };

/**
 * @param {number} status
 * @param {string} sentence
 * @param {Record<string, string>} [headers]
 * @returns {Answer}
 */
const refusal = (status, sentence, headers = {}) => ({
  status,
  headers: { ...plain, 'Content-Length': String(Buffer.byteLength(sentence) + 1), ...headers },
  body: `${sentence}\n`,
});

class Site {
  #root;
  /** @type {Map<string, Entry>} by file path; bounded by the number of files in the site */
  #entries = new Map();

  /** @param {string} root a real path */
  constructor(root) {
    this.#root = root;
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @returns {Promise<Answer>}
   */
  async answer(request) {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refusal(405, 'Only GET and HEAD are answered here.', { Allow: 'GET, HEAD' });
    }
    const path = decodePath(request.url ?? '/');
    if (path === null) return refusal(400, 'The address is not well formed.');
    const found = await this.#find(path);
    if (found === 'directory') {
      const name = path.split('/').at(-1) ?? '';
      return refusal(301, 'Moved.', { Location: `./${encodeURIComponent(name)}/` });
    }
    if (found === null) return this.#notFound(request);
    return this.#deliver(request, path, await this.#read(found));
  }

  /**
   * As static hosts do: people get the site's own page.
   * @param {import('node:http').IncomingMessage} request
   * @returns {Promise<Answer>}
   */
  async #notFound(request) {
    const page = request.headers.accept?.includes('text/html') ? await this.#find('/404.html') : null;
    if (page === null || page === 'directory') return refusal(404, 'There is no such file.');
    const { body } = await this.#read(page);
    return { status: 404, headers: { ...plain, 'Content-Type': 'text/html; charset=utf-8' }, body };
  }

  /**
   * @param {string} path decoded, starting with a slash
   * @returns {Promise<{ file: string, size: number, modified: number } | 'directory' | null>}
   */
  async #find(path) {
    // Dot files are never part of a site, and `..` would leave it.
    if (path.split(/[/\\]/).some((part) => part.startsWith('.'))) return null;
    const wanted = resolve(this.#root, `.${path.endsWith('/') ? `${path}index.html` : path}`);
    try {
      const file = await realpath(wanted);
      if (!file.startsWith(this.#root + sep)) return null;
      const info = await stat(file);
      if (info.isDirectory()) {
        return (await stat(join(file, 'index.html'))).isFile() && !path.endsWith('/') ? 'directory' : null;
      }
      if (!info.isFile()) return null;
      return { file, size: info.size, modified: info.mtimeMs };
    } catch (error) {
      if (isNotThere(error)) return null;
      throw error;
    }
  }

  /**
   * @param {{ file: string, size: number, modified: number }} found
   * @returns {Promise<Entry>}
   */
  async #read({ file, size, modified }) {
    const known = this.#entries.get(file);
    if (known?.size === size && known.modified === modified) return known;
    const body = await readFile(file);
    const tag = createHash('sha256').update(body).digest('base64url').slice(0, 22);
    const entry = { path: file, size, modified, tag, body, encoded: new Map() };
    this.#entries.set(file, entry);
    return entry;
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {string} path
   * @param {Entry} entry
   * @returns {Promise<Answer>}
   */
  async #deliver(request, path, entry) {
    const { type, compress } = types.get(entry.path.split('.').at(-1) ?? '') ?? unknownType;
    const encoding =
      compress && entry.body.length >= worthCompressing
        ? chooseEncoding(request.headers['accept-encoding'] ?? '')
        : null;
    /** @type {Record<string, string>} */
    const headers = {
      ...headersFor(path),
      'Last-Modified': new Date(entry.modified).toUTCString(),
      ETag: `"${entry.tag}${encoding === null ? '' : `-${encoding}`}"`,
    };
    if (compress) headers['Vary'] = 'Accept-Encoding';
    if (isUnchanged(request, entry)) return { status: 304, headers, body: '' };
    const body = encoding === null ? entry.body : await encodeOnce(entry, encoding);
    headers['Content-Type'] = type;
    headers['Content-Length'] = String(body.length);
    if (encoding !== null) headers['Content-Encoding'] = encoding;
    return { status: 200, headers, body };
  }
}

/**
 * The path of a request target, percent-decoded; null when it is malformed.
 * @param {string} target such as `/lessons/a%20b.rst?x`
 */
function decodePath(target) {
  const [path = ''] = target.split(/[?#]/);
  try {
    const decoded = decodeURIComponent(path);
    return decoded.startsWith('/') && !decoded.includes('\0') ? decoded : null;
  } catch {
    return null; // decodeURIComponent throws on a stray percent sign
  }
}

/** @param {unknown} error */
function isNotThere(error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ELOOP';
}

/**
 * Brotli, else gzip, else nothing (RFC 9110 §12.5.3, without weights other than 0).
 * @param {string} accepted the header Accept-Encoding
 * @returns {Encoding | null}
 */
function chooseEncoding(accepted) {
  const offers = accepted
    .toLowerCase()
    .split(',')
    .map((offer) => offer.trim().split(/\s*;\s*/))
    .filter(([, weight]) => weight === undefined || !/^q=0(\.0*)?$/.test(weight))
    .map(([name]) => name);
  if (offers.includes('br')) return 'br';
  return offers.includes('gzip') ? 'gzip' : null;
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {Entry} entry
 */
function isUnchanged(request, entry) {
  const tags = request.headers['if-none-match'];
  // RFC 9110 §13.1.3: If-Modified-Since counts only without If-None-Match. Its resolution is one second.
  if (tags !== undefined) return tags.trim() === '*' || tags.includes(`"${entry.tag}`);
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return Math.floor(entry.modified / 1_000) * 1_000 <= since;
}

/** Brotli's qualities: one that does a page's worth of scripts in a tenth of a second, and the best. */
const QUICK = 5;
const BEST = 11;
/** The best takes a second for a megabyte: larger files (the editor, which loads late) stay as they are. */
const mostForBest = 1_000_000;

/**
 * @param {Buffer} body
 * @param {number} quality
 * @returns {Promise<Buffer>}
 */
function brotli(body, quality) {
  return promisify(brotliCompress)(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  });
}

/**
 * What the build has compressed is sent as it is. Of the rest, the first to ask gets an answer at once; whoever asks
 * later gets the best there is.
 * @param {Entry} entry
 * @param {Encoding} encoding
 */
function encodeOnce(entry, encoding) {
  const known = entry.encoded.get(encoding);
  if (known !== undefined) return known;
  const encoded = encoding === 'br' ? builtOrQuick(entry) : promisify(gzip)(entry.body);
  entry.encoded.set(encoding, encoded);
  return encoded;
}

/** @param {Entry} entry */
async function builtOrQuick(entry) {
  const built = await compressedByBuild(entry);
  if (built !== null) return built;
  if (entry.body.length <= mostForBest) void improve(entry);
  return brotli(entry.body, QUICK);
}

/**
 * The file that tools/brotli-plugin.ts has put beside this one; null where there is none, or one of an earlier build.
 * @param {Entry} entry
 */
async function compressedByBuild({ path, modified }) {
  const beside = `${path}.br`;
  try {
    return (await stat(beside)).mtimeMs >= modified ? await readFile(beside) : null;
  } catch (error) {
    if (isNotThere(error)) return null;
    throw error;
  }
}

/** @param {Entry} entry */
async function improve(entry) {
  const best = await brotli(entry.body, BEST);
  entry.encoded.set('br', Promise.resolve(best));
}
