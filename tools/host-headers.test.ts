import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { siteHeaders } from './serve.mjs';

test('static hosts are told to send the headers that our own server sends', () => {
  const [everywhere = ''] = readFileSync('public/_headers', 'utf8').split('\n\n');
  const lines = Object.entries(siteHeaders).map(([name, value]) => `  ${name}: ${value}`);
  expect(everywhere).toBe(['/*', ...lines].join('\n'));
});

test('the README tells hosts without such a file the same', () => {
  const readme = readFileSync('README.md', 'utf8');
  for (const name of Object.keys(siteHeaders).filter((header) => header.startsWith('Cross-Origin-'))) {
    expect(readme).toContain(`add_header ${name} `);
    expect(readme).toContain(`Header always set ${name} `);
  }
});
