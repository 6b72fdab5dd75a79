import { expect, test } from 'vitest';
import { REAL_HOSTS_OFF } from '../protocol/real-hosts';
import { VIRTUAL_HOSTS } from '../protocol/virtual-hosts';
import { unknownName } from './unknown-name';

test('whoever asks for a name that nobody has is told the names that there are', () => {
  const { feature, text } = unknownName('example.com', REAL_HOSTS_OFF);
  expect(feature).toBe('name example.com');
  expect(text).toContain('“example.com”');
  for (const { name } of VIRTUAL_HOSTS) expect(text).toContain(name);
});

test('with real hosts, he is told what the proxy allows, as far as it fits', () => {
  const rules = Array.from({ length: 10 }, (_, n) => `h${n}.example:80`);
  const { text } = unknownName('example.com', { kind: 'on', rules, published: [] });
  expect(text).toContain('does not allow “example.com”');
  expect(text).toContain('h6.example:80 and h7.example:80 and 2 more.');
  expect(unknownName('x.example', { kind: 'on', rules: [], published: [] }).text).toContain(
    'It allows nothing.',
  );
});
