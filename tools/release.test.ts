import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { release } from './release';

test('a build knows its version, its interpreter’s, and no commit where there is no repository', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'pinwire-release-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const manifest = {
    version: '4.5.6',
    devDependencies: { '@micropython/micropython-webassembly-pyscript': '1.27.0' },
  };
  await writeFile(path.join(root, 'package.json'), JSON.stringify(manifest));
  expect(await release(root)).toEqual({ version: '4.5.6', commit: 'unknown', micropython: '1.27.0' });
});
