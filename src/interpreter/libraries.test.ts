import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { helpModules } from './help';
import { FIRMWARE } from './firmware';
import { LIBRARIES } from './libraries';

test('firmware knows the modules that are fetched, and help() lists them all', () => {
  const list = /unloaded = \{([^}]*)\}/.exec(FIRMWARE['fw_library.py'] ?? '')?.[1] ?? '';
  const known = [...list.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  // The rest is firmware that no program imports.
  const paths = Object.keys(LIBRARIES).filter((path) => !path.startsWith('fw_'));
  const tops = [...new Set(paths.map((path) => path.replace(/[/.].*/, '')))];
  expect(known.sort()).toEqual(tops.sort());
  const listed = helpModules().split(/\s+/);
  for (const path of paths) expect(listed).toContain(path.replace(/\.py$/, ''));
});

test('every file of the folder is in the list', () => {
  const index = readFileSync('src/interpreter/libraries.ts', 'utf8');
  const imported = [...index.matchAll(/from '\.\/libraries\/(\w+)\.py\?raw'/g)].length;
  expect(Object.keys(LIBRARIES)).toHaveLength(imported);
});
