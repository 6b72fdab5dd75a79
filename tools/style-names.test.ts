import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../src/ui');
/** A rule for a class wherever it is, such as `.step {` and `.step[data-by='board'] {`. */
const RULE = /^\.([\w-]+)(?:\[[^\]]*\])? \{/gm;

test('a class is laid out by one style sheet: what loads later changes nothing that is there', () => {
  const sheets = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.css'),
  );
  expect(sheets.length).toBeGreaterThan(10);
  const owners = new Map<string, Set<string>>();
  for (const sheet of sheets)
    for (const [, name = ''] of readFileSync(join(ROOT, sheet), 'utf8').matchAll(RULE))
      owners.set(name, (owners.get(name) ?? new Set()).add(relative('.', sheet)));
  const shared = [...owners].filter(([, files]) => files.size > 1);
  expect(shared.map(([name, files]) => `.${name}: ${[...files].join(', ')}`)).toEqual([]);
});
