import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../tools/serve.mjs';
import { servePlainly } from './plain-server';
import { stampSite } from '../../tools/site-build';

/**
 * How the page is to reach its board (docs/architecture.md, "Roads into a busy worker"): `PINWIRE_CARRIER=messages npm
 * run e2e` runs all tests on a page that shares no memory, `isolate` on one that a service worker has isolated.
 */
export type CarrierName = 'memory' | 'messages' | 'isolate';

const CARRIERS: readonly CarrierName[] = ['memory', 'messages', 'isolate'];

export const carrier: CarrierName =
  CARRIERS.find((name) => name === process.env['PINWIRE_CARRIER']) ?? 'memory';

/** Which text widget the editor gets: Monaco, or the plain box that stands for it where it does not load. */
export type EditorWidget = 'monaco' | 'plain';

export interface Sites {
  readonly urls: Readonly<Record<EditorWidget, string>>;
  /** Where they lie, to be served otherwise. */
  readonly folders: Readonly<Record<EditorWidget, string>>;
  close(): Promise<void>;
}

const BUILT = join(import.meta.dirname, '../../dist');
/** Its script and style sheet, compressed or not. */
const MONACO = /\bmonaco-view-[\w-]+\.(?:js|css)(?:\.br)?$/;

/** A copy of the built site, in a folder of its own; with `plain` one in which Monaco fails to load. */
export function copySite(widget: EditorWidget): string {
  const copy = mkdtempSync(join(tmpdir(), 'pinwire-e2e-'));
  const left = (file: string) => widget === 'plain' && MONACO.test(file);
  cpSync(BUILT, copy, { recursive: true, preserveTimestamps: true, filter: (file) => !left(file) });
  const script = `throw new Error('This test goes without Monaco.');`;
  for (const name of readdirSync(join(BUILT, 'assets')).filter(left)) {
    if (!name.endsWith('.br')) writeFileSync(join(copy, 'assets', name), name.endsWith('.js') ? script : '');
  }
  stampSite(copy);
  return copy;
}

/**
 * Serves the built site, and a copy of it in which Monaco fails to load. Three megabytes of script, parsed anew for each
 * page, are most of the time of a test that does not touch the editor.
 */
export async function serveSites(): Promise<Sites> {
  const copy = copySite('plain');
  const serveOne = (root: string) => (carrier === 'memory' ? serve({ root }) : servePlainly(root));
  const [monaco, plain] = await Promise.all([serveOne(BUILT), serveOne(copy)]);
  return {
    urls: { monaco: monaco.url, plain: plain.url },
    folders: { monaco: BUILT, plain: copy },
    async close() {
      await Promise.all([monaco.close(), plain.close()]);
      rmSync(copy, { recursive: true });
    },
  };
}
