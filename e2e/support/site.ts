import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../tools/serve.mjs';

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

/**
 * Serves the built site, and a copy of it in which Monaco fails to load. Three megabytes of script, parsed anew for each
 * page, are most of the time of a test that does not touch the editor.
 */
export async function serveSites(): Promise<Sites> {
  const copy = mkdtempSync(join(tmpdir(), 'pinwire-e2e-'));
  cpSync(BUILT, copy, { recursive: true, preserveTimestamps: true, filter: (file) => !MONACO.test(file) });
  for (const name of readdirSync(join(BUILT, 'assets')).filter(
    (file) => MONACO.test(file) && !file.endsWith('.br'),
  )) {
    const script = `throw new Error('This test goes without Monaco.');`;
    writeFileSync(join(copy, 'assets', name), name.endsWith('.js') ? script : '');
  }
  const [monaco, plain] = await Promise.all([serve({ root: BUILT }), serve({ root: copy })]);
  return {
    urls: { monaco: monaco.url, plain: plain.url },
    folders: { monaco: BUILT, plain: copy },
    async close() {
      await Promise.all([monaco.close(), plain.close()]);
      rmSync(copy, { recursive: true });
    },
  };
}
