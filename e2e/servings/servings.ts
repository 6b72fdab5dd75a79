import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../tools/serve.mjs';
import { servePlainly } from '../support/plain-server';

export const SERVINGS = ['headers', 'plain', 'folder', 'frame', 'isolated frame', 'lan'] as const;
export type ServingName = (typeof SERVINGS)[number];

/** What each of them is, for whoever reads the result. */
export const SERVING_WORDS: Readonly<Record<ServingName, string>> = {
  headers: 'from 127.0.0.1, with the headers for isolation',
  plain: 'from 127.0.0.1, by a host that sends no headers',
  folder: 'below /a/b/, with the headers',
  frame: 'in a frame of a page of another site',
  'isolated frame': 'in a frame of an isolated page of another site',
  lan: 'over http:// from an address of the machine that is not loopback',
};

/** The site as some host serves it. */
export interface Serving {
  readonly name: ServingName;
  /** What a person opens. */
  readonly url: string;
  /** Every address that the page may ask for begins with one of these. */
  readonly origins: readonly string[];
  /** Whether a service worker can be had there, as a matter of principle. */
  readonly secure: boolean;
  /** The host of the site goes; a page around it stays. */
  goOffline(): Promise<void>;
  close(): Promise<void>;
}

/** Serves the built site in `root` in one way. @throws Error where this machine has no such address */
export async function serveAs(name: ServingName, root: string, frame: FrameWords = {}): Promise<Serving> {
  switch (name) {
    case 'headers':
      return serving(name, await serve({ root }));
    case 'plain':
      return serving(name, await servePlainly(root));
    case 'folder':
      return inFolder(root);
    case 'frame':
      return framed(name, root, {}, frame);
    case 'isolated frame':
      return framed(
        name,
        root,
        {
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Cross-Origin-Embedder-Policy': 'require-corp',
        },
        frame,
      );
    case 'lan':
      return { ...serving(name, await serve({ root, host: ownAddress() })), secure: false };
  }
}

interface Server {
  readonly url: string;
  close(): Promise<void>;
}

/** @param path of the page on the server */
function serving(name: ServingName, server: Server, path = ''): Serving {
  const closed = once(() => server.close());
  return {
    name,
    url: server.url + path,
    origins: [server.url],
    secure: true,
    goOffline: closed,
    close: closed,
  };
}

async function inFolder(root: string): Promise<Serving> {
  const above = mkdtempSync(join(tmpdir(), 'pinwire-folder-'));
  cpSync(root, join(above, 'a/b'), { recursive: true, preserveTimestamps: true });
  const site = serving('folder', await serve({ root: above }), 'a/b/');
  return {
    ...site,
    origins: [site.url],
    close: async () => {
      await site.close();
      rmSync(above, { recursive: true, force: true });
    },
  };
}

/** `localhost` is another site than 127.0.0.1: what the frame stores is a third party's. */
async function framed(
  name: ServingName,
  root: string,
  headers: Readonly<Record<string, string>>,
  { query = '?embed', sandbox }: FrameWords,
): Promise<Serving> {
  const site = serving(name, await serve({ root }));
  const around = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...headers });
    response.end(pageAround(site.url + query, sandbox));
  });
  await new Promise<void>((listening) => around.listen(0, '127.0.0.1', listening));
  const address = around.address();
  if (address === null || typeof address === 'string') throw new TypeError('A TCP server has a port.');
  const url = `http://localhost:${address.port}/`;
  return {
    ...site,
    url,
    origins: [...site.origins, url],
    close: async () => {
      await site.close();
      await new Promise((closed) => {
        around.close(closed);
        around.closeAllConnections();
      });
    },
  };
}

/** What the page around says of its frame. */
interface FrameWords {
  readonly query?: string;
  readonly sandbox?: string;
}

/** As docs/hosting.md tells instructors to write it. */
function pageAround(src: string, sandbox?: string): string {
  return `<!doctype html>
<link rel="icon" href="data:," />
<title>A course</title>
<style>body { margin: 0 } iframe { display: block; border: 0; width: 100vw; height: 100vh }</style>
<iframe name="pinwire" title="Networks on a microcontroller" src="${src}"
  ${sandbox === undefined ? '' : `sandbox="${sandbox}"`}
  allow="cross-origin-isolated; clipboard-read; clipboard-write; fullscreen"></iframe>`;
}

/** An address of the machine's own, by which pages are not trustworthy as they are from loopback. */
function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const found = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (!found) throw new Error('This machine has no IPv4 address but those of loopback.');
  return found.address;
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => (closing ??= close());
}
