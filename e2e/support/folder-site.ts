import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../../tools/serve.mjs';
import { copySite } from './site';

/** The built site in a folder of a host. */
export async function serveInFolder(folder: string): Promise<{ url: string; close: () => Promise<void> }> {
  const root = mkdtempSync(join(tmpdir(), 'pinwire-e2e-folder-'));
  mkdirSync(join(root, folder, '..'), { recursive: true });
  renameSync(copySite('plain'), join(root, folder));
  const served = await serve({ root });
  return {
    url: `${served.url}${folder}/`,
    close: async () => {
      await served.close();
      rmSync(root, { recursive: true });
    },
  };
}
