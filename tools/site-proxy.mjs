// The proxy as a part of the server that serves the page.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildCommand } from './command-build.mjs';

/** @typedef {import('../src/proxy/gateway').Gateway | null} MaybeGateway */

/** What sections 1 and 2 of the network tutorial connect to. */
export const TUTORIAL_HOSTS = ['towel.blinkenlights.nl:23', 'micropython.org:80'];

/** The site's own settings, beside the page. */
const SETTINGS = 'pinwire.json';

/**
 * A gateway to the tutorial's two hosts, for pages of this server. When it cannot be had, that is said: the page works
 * without it.
 * @param {string} root the repository
 * @param {(line: string) => void} say
 * @returns {Promise<MaybeGateway>} never rejects
 */
export async function tutorialGateway(root, say) {
  try {
    /** @type {unknown} */
    const command = await import(pathToFileURL(await buildCommand(root)).href);
    const { gateway } = /** @type {typeof import('../src/cli/pinwire')} */ (command);
    const { createGateway, newToken, Rules } = await gateway();
    return createGateway({ rules: Rules.of(TUTORIAL_HOSTS), token: newToken(), sameOrigin: true });
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('\n');
    say(`The proxy to real hosts could not be started (${why}). Virtual hosts work without it.`);
    return null;
  }
}

/**
 * For `serve`: the gateway's WebSockets and its few paths.
 * @param {Promise<MaybeGateway>} gateway null when there is none
 * @param {string} site the folder that is served
 * @returns {import('./serve.mjs').Beside}
 */
export function besideSite(gateway, site) {
  const paths = [`/${SETTINGS}`, '/healthz', '/metrics'];
  return {
    answer: async (request) => {
      const [path = ''] = (request.url ?? '').split('?');
      if (!paths.includes(path)) return undefined;
      const answer = (await gateway)?.answer(request);
      return answer?.status === 200 && path === `/${SETTINGS}` ? withSettingsOf(site, answer) : answer;
    },
    upgrade: (request, socket, head) => {
      // Until the gateway is there, and if none comes.
      socket.on('error', () => socket.destroy());
      void gateway.then((proxy) => {
        if (proxy) proxy.handleUpgrade(request, socket, head);
        else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      });
    },
  };
}

/**
 * The site's own settings with the gateway's proxy among them. Those that are no JSON are passed on: the page says so.
 * @param {string} site
 * @param {import('./serve.mjs').Answer} answer the gateway's
 * @returns {Promise<import('./serve.mjs').Answer>}
 */
async function withSettingsOf(site, answer) {
  const own = await readFile(join(site, SETTINGS), 'utf8').catch(() => '{}');
  const body = merged(own, String(answer.body));
  return {
    ...answer,
    headers: { ...answer.headers, 'Content-Length': String(Buffer.byteLength(body)) },
    body,
  };
}

/**
 * @param {string} own
 * @param {string} added
 */
function merged(own, added) {
  try {
    return `${JSON.stringify(Object.assign({}, JSON.parse(own), JSON.parse(added)))}\n`;
  } catch {
    return own;
  }
}
