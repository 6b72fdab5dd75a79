import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { helpModules } from './help';
import { LIBRARIES } from './libraries';

test('firmware knows the modules that are fetched, and help() lists them all', () => {
  const source = readFileSync('src/interpreter/firmware/fw_library.py', 'utf8');
  const list = /unloaded = \{([^}]*)\}/.exec(source)?.[1] ?? '';
  const known = [...list.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  const frozen = Object.keys(LIBRARIES).filter((path) => !path.startsWith(':'));
  const tops = [...new Set(frozen.map((path) => path.replace(/[/.].*/, '')))];
  expect(known.sort()).toEqual(tops.sort());
  const listed = helpModules().split(/\s+/);
  for (const path of frozen) expect(listed).toContain(path.replace(/\.py$/, ''));
});

test('every file of the folder is in the list', () => {
  for (const file of readdirSync('src/interpreter/libraries')) {
    const text = readFileSync(`src/interpreter/libraries/${file}`, 'utf8');
    expect(Object.values(LIBRARIES), file).toContain(text);
  }
});
